/**
 * Seconds that `Retry-After` asks to wait, from its digits or its date; undefined without a header
 * that can be read. A date counts from the server's own `Date` where that is known, so that a wrong
 * clock here does no harm.
 *
 * @param now Milliseconds since 1970, for a server that tells no date.
 */
export function readRetryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value)
  const until = dateOf(value)
  if (until === undefined) return undefined
  return Math.max(0, Math.ceil((until - (dateOf(headers.get('date') ?? '') ?? now)) / 1000))
}

/** Every form of date in HTTP begins with a weekday; `Date.parse` alone also takes "-5" and "1.5". */
function dateOf(value: string): number | undefined {
  const parsed = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(parsed) ? undefined : parsed
}
