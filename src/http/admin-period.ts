import type { AdminPeriod } from '../pages/admin-report.js'
import { ZONE_OFFSET_MS } from '../pages/local-time.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The day of a moment, `YYYY-MM-DD`. */
export function dayOf(moment: number): string {
  return new Date(moment + ZONE_OFFSET_MS).toISOString().slice(0, 10)
}

/** Begin of a day in milliseconds; NaN when there is no such day. */
export function startOfDay(day: string): number {
  const start = Date.parse(`${day}T00:00:00.000Z`) - ZONE_OFFSET_MS
  // Some readers take the 31st of February for the 3rd of March.
  return !Number.isNaN(start) && dayOf(start) === day ? start : Number.NaN
}

/** The days up to and with `until`; one day is cut into hours. */
export function periodOf(days: number, until: string): AdminPeriod {
  const end = startOfDay(until) + DAY_MS
  const start = end - days * DAY_MS
  const bucket = days === 1 ? 'hour' : 'day'
  const step = bucket === 'hour' ? HOUR_MS : DAY_MS
  return {
    days,
    until,
    from: new Date(start).toISOString(),
    to: new Date(end).toISOString(),
    bucket,
    buckets: Array.from({ length: (end - start) / step }, (_, index) =>
      new Date(start + index * step).toISOString(),
    ),
  }
}
