import { LRUCache } from 'lru-cache'
import { hashOfKey } from './key-text.js'
import { isExpired, type KeyCheck } from './keys.js'
import type { Unavailable } from './resilient-records.js'

/** Most keys that are remembered; a department has a few dozen. */
const CACHE_SIZE = 1000

/** How long a check counts, in milliseconds: so late may a key revoked by another server work. */
const FRESH_MS = 30_000

/**
 * How long, in milliseconds, a key that was good counts while the database cannot be asked: long
 * enough for a repair, so that its callers are served meanwhile.
 */
const STALE_MS = 3_600_000

/** Checks of keys that mostly need no database. */
export interface KeyCache {
  /** `unavailable` when neither the cache nor the database knows. */
  find(presented: string): Promise<KeyCheck | Unavailable>
  /** Forgets everything, after a key was revoked here. */
  clear(): void
}

/**
 * Remembers which keys were good, by their hash. What was not good is not remembered, so that a
 * flood of made-up keys does not push out real ones.
 *
 * @param find Asks the database.
 */
export function createKeyCache(
  find: (presented: string) => Promise<KeyCheck | Unavailable>,
  now: () => Date = () => new Date(),
): KeyCache {
  const known = new LRUCache<string, { check: KeyCheck & { kind: 'valid' }; at: number }>({
    max: CACHE_SIZE,
  })

  function remembered(hash: string, maxAgeMs: number): KeyCheck | undefined {
    const entry = known.get(hash)
    const present = now()
    if (entry === undefined || present.getTime() - entry.at >= maxAgeMs) return undefined
    return isExpired(entry.check.key, present) ? { kind: 'expired' } : entry.check
  }

  return {
    async find(presented) {
      const hash = hashOfKey(presented)
      const fresh = remembered(hash, FRESH_MS)
      if (fresh !== undefined) return fresh
      const check = await find(presented)
      if (check.kind === 'unavailable') return remembered(hash, STALE_MS) ?? check
      if (check.kind === 'valid') known.set(hash, { check, at: now().getTime() })
      else known.delete(hash)
      return check
    },
    clear: () => known.clear(),
  }
}
