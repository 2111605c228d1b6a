import type { RateCount } from '../records/rate-counts.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { PENDING, settledWithin } from '../records/settled-within.js'
import type { LocalCounts } from './local-counts.js'

/** Longest time that a request waits for the count of all servers, in milliseconds. */
const WAIT_MS = 250

/** Time, in milliseconds, for which a database that did not count in time is not asked again. */
const PAUSE_MS = 1000

/** What the counts work with. */
export interface SharedCountsOptions {
  /** Where all servers count; without it, or where no other server can be, only `local` counts. */
  readonly records: Pick<ResilientRecords, 'use'> | undefined
  readonly local: LocalCounts
  readonly windowMs: number
  readonly now?: () => number
  /** Told why the database did not count, when it is there and should have. */
  readonly onFailure?: (error: unknown) => void
}

/** Counts of requests over all servers. */
export interface SharedCounts {
  /** Counts a request; gives the caller's sum over all servers. */
  add(caller: string): Promise<RateCount>
}

/** Requests that are counted with one statement. */
interface Batch {
  readonly hits: Map<string, number>
  readonly sums: Promise<ReadonlyMap<string, RateCount> | undefined>
}

/**
 * Creates counts that are exact over all servers: what comes while a statement is under way is
 * counted by the next one, so that one server has one such statement under way at a time, however
 * many requests it gets. While the database is away each server counts what it sees itself.
 */
export function createSharedCounts({
  records,
  local,
  windowMs,
  now = Date.now,
  onFailure,
}: SharedCountsOptions): SharedCounts {
  let isAlone = records === undefined
  let pausedUntil = 0
  let last: Promise<unknown> = Promise.resolve()
  let gathering: Batch | undefined

  async function count(hits: ReadonlyMap<string, number>) {
    const counted = await records?.use(async ({ rateCounts }) => ({
      kind: 'counted' as const,
      sums: await rateCounts?.add(hits, windowMs),
    }))
    if (counted?.kind !== 'counted') return undefined
    isAlone = counted.sums === undefined
    return counted.sums
  }

  function gather(): Batch {
    if (gathering !== undefined) return gathering
    const hits = new Map<string, number>()
    const sums = last
      .then(() => {
        gathering = undefined
        return count(hits)
      })
      // A count that fails is no reason to fail the request.
      .catch((error: unknown) => {
        onFailure?.(error)
        return undefined
      })
    last = sums
    gathering = { hits, sums }
    return gathering
  }

  return {
    async add(caller) {
      const own = local.add(caller, windowMs)
      if (isAlone || now() < pausedUntil) return own
      const { hits, sums } = gather()
      const place = (hits.get(caller) ?? 0) + 1
      hits.set(caller, place)
      const counted = await settledWithin(sums, WAIT_MS)
      if (counted === PENDING) pausedUntil = now() + PAUSE_MS
      const sum = counted === PENDING ? undefined : counted?.get(caller)
      if (sum === undefined) return own
      // The sum holds those of this batch that came later, too.
      return { hits: sum.hits - (hits.get(caller) ?? 0) + place, leftMs: sum.leftMs }
    },
  }
}
