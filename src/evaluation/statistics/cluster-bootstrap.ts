import { quantileSorted } from 'simple-statistics'
import { createRandom } from './random.js'
import type { Interval } from './wilson-interval.js'

/** One value and the cluster it belongs to: questions about one measure stand or fall together. */
export interface ClusteredValue {
  readonly cluster: string
  readonly value: number
}

/** Draws of a bootstrap: the ends of a 95 % interval then move by less than a thousandth or so. */
export const BOOTSTRAP_DRAWS = 10_000

/**
 * Percentile interval (95 %) of a mean by the cluster bootstrap: whole clusters are drawn with
 * replacement, and each draw's mean is over the values of the clusters drawn (Cameron, Gelbach and
 * Miller 2008, section III). The same values, in any order, and the same seed give the same interval.
 *
 * @throws RangeError when there are no values.
 */
export function clusterBootstrap(
  values: readonly ClusteredValue[],
  seed: number,
  draws: number = BOOTSTRAP_DRAWS,
): Interval {
  const { sums, counts } = clusterSums(values)
  const clusters = sums.length
  if (clusters === 0) throw new RangeError('expected at least one value, found none')
  const random = createRandom(seed)
  const means = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    let count = 0
    for (let pick = 0; pick < clusters; pick++) {
      const cluster = Math.floor(random() * clusters)
      sum += sums[cluster] ?? 0
      count += counts[cluster] ?? 0
    }
    means[draw] = sum / count
  }
  return percentileInterval(means)
}

/** Sum and count of each cluster, clusters in the order of their names. */
export function clusterSums(values: readonly ClusteredValue[]): {
  readonly sums: Float64Array
  readonly counts: Float64Array
} {
  const names = [...new Set(values.map(({ cluster }) => cluster))].toSorted()
  const position = new Map(names.map((name, index) => [name, index]))
  const sums = new Float64Array(names.length)
  const counts = new Float64Array(names.length)
  for (const { cluster, value } of values) {
    const index = position.get(cluster) ?? 0
    sums[index] = (sums[index] ?? 0) + value
    counts[index] = (counts[index] ?? 0) + 1
  }
  return { sums, counts }
}

/** The middle 95 % of the draws. */
export function percentileInterval(draws: Float64Array): Interval {
  const sorted = Array.from(draws.toSorted())
  return { low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }
}
