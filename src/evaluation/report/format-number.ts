import type { LengthSummary } from '../answer-lengths.js'
import type { Estimate } from '../estimate.js'

/** `.973`, `1.000`: three digits, as many as a few hundred questions bear. */
export function formatShare(value: number): string {
  return value >= 1 ? value.toFixed(3) : value.toFixed(3).replace(/^0/u, '')
}

/** `.973 [.958, .983]`, or a dash. */
export function formatEstimate(estimate: Estimate | null | undefined): string {
  if (estimate === null || estimate === undefined) return '–'
  return `${formatShare(estimate.value)} ${formatInterval(estimate)}`
}

/** `[.958, .983]`. */
export function formatInterval({ low, high }: Pick<Estimate, 'low' | 'high'>): string {
  return `[${formatShare(low)}, ${formatShare(high)}]`
}

/** `+.012`, `−.004`, `±.000`. */
export function formatDifference(value: number): string {
  const digits = Math.abs(value).toFixed(3).replace(/^0/u, '')
  if (Number(digits) === 0) return '±.000'
  return `${value < 0 ? '−' : '+'}${digits}`
}

/** `98 [91, 104]`: a median with its interval. */
export function formatMedian({
  median,
  medianInterval: { low, high },
}: Pick<LengthSummary, 'median' | 'medianInterval'>): string {
  return `${median} [${low}, ${high}]`
}
