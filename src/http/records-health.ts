import { z } from 'zod'
import type { ResilientRecords } from '../records/resilient-records.js'

/** How the record store is, for everybody: what it says in words may name hosts and folders. */
export const recordsHealthSchema = z.object({
  /** `off`: this server keeps nothing. */
  state: z.enum(['off', 'opening', 'open', 'down', 'closed']),
  /** Since when it is so; null when it is off. */
  since: z.iso.datetime().nullable(),
  /** What kind of trouble a store has that is down. */
  reason: z.string().nullable(),
  /** Records that wait for it. */
  queued: z.int(),
})
/** How the record store is. */
export type RecordsHealth = z.infer<typeof recordsHealthSchema>

/** How the records are kept, or that they are not. */
export function recordsHealth(
  records: Pick<ResilientRecords, 'status'> | undefined,
): RecordsHealth {
  if (records === undefined) return { state: 'off', since: null, reason: null, queued: 0 }
  const { state, since, reason, queued } = records.status()
  return { state, since, reason, queued }
}
