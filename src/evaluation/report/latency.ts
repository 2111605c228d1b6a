import { quantileSorted } from 'simple-statistics'
import type { RecordTimings } from '../evaluation-record.js'

/** How long answers took, one at a time; milliseconds. */
export interface Latency {
  readonly n: number
  readonly p50: number
  readonly p95: number
  readonly max: number
}

/** Percentiles of the questions that were answered with nothing else going on; `null` without any. */
export function latencyOf({ aloneMs }: Pick<RecordTimings, 'aloneMs'>): Latency | null {
  const sorted = Object.values(aloneMs).toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  const at = (share: number): number => Number(quantileSorted(sorted, share).toFixed(2))
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}
