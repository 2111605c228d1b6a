import { linearRegression } from 'simple-statistics'
import { percentile } from '../../benchmark/percentile.js'

/** Memory at a moment of the run. */
export interface MemorySample {
  /** Since the load began. */
  readonly seconds: number
  readonly rssBytes: number
}

/** How memory changed after the server was warm. */
export interface MemoryGrowth {
  /** Median of the first samples after the warm-up, and of the last ones. */
  readonly startBytes: number
  readonly endBytes: number
  /** (end − start) / start. */
  readonly growth: number
  /** Slope of the straight line through all samples after the warm-up. */
  readonly bytesPerMinute: number
}

/** Samples of each end whose median counts: one alone hits a garbage collection or misses it. */
const SAMPLES_OF_END = 15

/**
 * Growth of memory from the end of the warm-up on; undefined while there are fewer than twice the
 * samples of an end.
 *
 * @param warmUpSeconds Time in which memory grows to what the load needs.
 */
export function memoryGrowth(
  samples: readonly MemorySample[],
  warmUpSeconds: number,
): MemoryGrowth | undefined {
  const warm = samples.filter(({ seconds }) => seconds >= warmUpSeconds)
  if (warm.length < 2 * SAMPLES_OF_END) return undefined
  const median = (some: readonly MemorySample[]) =>
    percentile(
      some.map(({ rssBytes }) => rssBytes),
      0.5,
    )
  const startBytes = median(warm.slice(0, SAMPLES_OF_END))
  const endBytes = median(warm.slice(-SAMPLES_OF_END))
  const { m } = linearRegression(warm.map(({ seconds, rssBytes }) => [seconds / 60, rssBytes]))
  return { startBytes, endBytes, growth: (endBytes - startBytes) / startBytes, bytesPerMinute: m }
}
