import type { RecordsHealth } from '../domain/status.js'
import type { ResilientRecords } from '../records/resilient-records.js'

/** How the records are kept, or that they are not. */
export function recordsHealth(
  records: Pick<ResilientRecords, 'status'> | undefined,
): RecordsHealth {
  if (records === undefined) return { state: 'off', since: null, reason: null, queued: 0 }
  const { state, since, reason, queued } = records.status()
  return { state, since, reason, queued }
}
