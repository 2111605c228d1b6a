import type { Metric, Observation } from './metric.js'
import { clusterBootstrap } from './statistics/cluster-bootstrap.js'
import { type Interval, wilsonInterval } from './statistics/wilson-interval.js'

/** A number with its 95 % interval and how many questions it rests on. */
export interface Estimate extends Interval {
  readonly n: number
  readonly value: number
}

/** Digits kept: more would be noise, and would differ between processors. */
const DIGITS = 6

/** Estimate of a metric over some observations; `null` when there are none. */
export function estimateOf(
  observations: readonly Observation[],
  kind: Metric['kind'],
  seed: number,
): Estimate | null {
  const n = observations.length
  if (n === 0) return null
  const sum = observations.reduce((total, { value }) => total + value, 0)
  const { low, high } =
    kind === 'rate' ? wilsonInterval(sum, n) : clusterBootstrap(observations, seed)
  return { n, value: rounded(sum / n), low: rounded(low), high: rounded(high) }
}

/** Rounded to the digits of a report. */
export function rounded(value: number): number {
  return Number(value.toFixed(DIGITS))
}
