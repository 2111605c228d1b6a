import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Sql } from './database.js'
import { rowsOf } from './rows.js'

/** How often a caller has asked in the window that is open. */
export interface RateCount {
  readonly hits: number
  /** Milliseconds until the window ends and the count begins anew. */
  readonly leftMs: number
}

/** Counts of requests that all servers of one database share. */
export interface RateCounts {
  /**
   * Adds to the counts of several callers in one statement and gives the sums by caller. A window
   * begins with a caller's first request and ends `windowMs` later, by the database's clock.
   */
  add(hits: ReadonlyMap<string, number>, windowMs: number): Promise<ReadonlyMap<string, RateCount>>
}

const countSchema = z.object({ caller: z.string(), hits: z.number(), leftMs: z.number() })

// Two servers that count the same callers lock their rows in the same order, so neither waits for
// the other for ever.
const ADD = `
  insert into rate_counts as counted (caller, hits, ends_at)
  select caller, hits, now() + $3::float8 * interval '1 millisecond'
    from unnest($1::text[], ($2::text[])::int4[]) as asked (caller, hits)
   order by caller
  on conflict (caller) do update
    set hits = excluded.hits + case when counted.ends_at > now() then counted.hits else 0 end,
        ends_at = case when counted.ends_at > now() then counted.ends_at else excluded.ends_at end
  returning caller, hits,
            greatest(0, extract(epoch from ends_at - now()) * 1000)::float8 as "leftMs"`

/**
 * Creates the counts over a database whose tables are up to date. The table is not logged: it costs
 * no wait for the disk, and after a crash of the database everybody's count begins anew.
 */
export function createRateCounts(database: Sql): RateCounts {
  return {
    async add(hits, windowMs) {
      const callers = new Map([...hits.keys()].map((caller) => [storedName(caller), caller]))
      const result = await database.query(ADD, [
        [...callers.keys()],
        [...hits.values()].map(String),
        windowMs,
      ])
      return new Map(
        rowsOf(countSchema, result).map(({ caller, hits: sum, leftMs }) => [
          callers.get(caller) ?? caller,
          { hits: sum, leftMs },
        ]),
      )
    },
  }
}

/** Who asked is not to be read from the table: an address is somebody's. */
function storedName(caller: string): string {
  return createHash('sha256').update(caller).digest('base64url')
}
