/** How long something took over many runs, in milliseconds. */
export interface Latency {
  readonly runs: number
  readonly p50: number
  readonly p95: number
}

/**
 * Percentile by nearest rank: the smallest value that at least `share` of the values do not exceed.
 *
 * @param share 0 to 1; 0 gives the smallest value.
 * @returns NaN without values.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(Math.ceil(share * sorted.length), 1) - 1] ?? Number.NaN
}

/** Median and 95th percentile of the runs. */
export function latencyOf(values: readonly number[]): Latency {
  return { runs: values.length, p50: percentile(values, 0.5), p95: percentile(values, 0.95) }
}
