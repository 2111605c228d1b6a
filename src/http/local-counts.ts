import { LRUCache } from 'lru-cache'
import type { RateCount } from '../records/rate-counts.js'

/** Counts of requests that this process keeps by itself. */
export interface LocalCounts {
  /** Counts a request; gives the sum of the window that the caller's first request began. */
  add(caller: string, windowMs: number): RateCount
  /** The sum, without counting. */
  read(caller: string): RateCount
}

/**
 * Creates counts in memory.
 *
 * @param size Callers that are counted at once; who has not asked for longest is forgotten first.
 */
export function createLocalCounts(size: number, now: () => number = Date.now): LocalCounts {
  const counts = new LRUCache<string, { hits: number; readonly endsAt: number }>({ max: size })
  const open = (caller: string) => {
    const count = counts.get(caller)
    return count !== undefined && count.endsAt > now() ? count : undefined
  }
  return {
    add(caller, windowMs) {
      const count = open(caller) ?? { hits: 0, endsAt: now() + windowMs }
      count.hits += 1
      counts.set(caller, count)
      return { hits: count.hits, leftMs: count.endsAt - now() }
    },
    read(caller) {
      const count = open(caller)
      return count === undefined
        ? { hits: 0, leftMs: 0 }
        : { hits: count.hits, leftMs: count.endsAt - now() }
    },
  }
}
