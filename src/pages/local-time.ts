/** Zone by whose days answers are counted: that of all five documents' offices. */
export const TIME_ZONE = 'Asia/Shanghai'

/** Milliseconds that it is ahead of UTC; it has had no summer time since 1991. */
export const ZONE_OFFSET_MS = 8 * 3_600_000

/** A moment as the offices' clocks show it: `2026-03-01 23:59`. */
export function localTime(moment: string): string {
  return shifted(moment).slice(0, 16).replace('T', ' ')
}

/** The day of a moment there: `03-01`. */
export function localDay(moment: string): string {
  return shifted(moment).slice(5, 10)
}

/** The time of day of a moment there: `23:59`. */
export function localHour(moment: string): string {
  return shifted(moment).slice(11, 16)
}

function shifted(moment: string): string {
  return new Date(Date.parse(moment) + ZONE_OFFSET_MS).toISOString()
}
