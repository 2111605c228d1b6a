import {
  BOOTSTRAP_DRAWS,
  type ClusteredValue,
  clusterBootstrap,
  clusterSums,
} from './cluster-bootstrap.js'
import { createRandom, seedFor } from './random.js'
import type { Interval } from './wilson-interval.js'

/** How the mean of one metric differs between two runs over the same questions. */
export interface PairedComparison extends Interval {
  readonly pairs: number
  /** New less old. */
  readonly difference: number
  /** Chance of a difference this large, either way, if the two runs were alike. */
  readonly pValue: number
}

/**
 * Compares two runs question by question. `differences` holds new less old; the interval is the
 * cluster bootstrap's, the p value that of a sign-flip permutation test over whole clusters (Fisher
 * 1935; Winkler et al., NeuroImage 92, 2014, on exchangeability blocks), `(1 + extreme) / (1 + draws)`.
 *
 * @throws RangeError when there are no pairs.
 */
export function pairedComparison(
  differences: readonly ClusteredValue[],
  seed: number,
  draws: number = BOOTSTRAP_DRAWS,
): PairedComparison {
  const pairs = differences.length
  const { sums } = clusterSums(differences)
  const total = sums.reduce((sum, value) => sum + value, 0)
  // Nothing differs: no draw can tell more.
  if (pairs > 0 && differences.every(({ value }) => value === 0)) {
    return { pairs, difference: 0, low: 0, high: 0, pValue: 1 }
  }
  const interval = clusterBootstrap(differences, seedFor(seed, 'bootstrap'), draws)
  const random = createRandom(seedFor(seed, 'sign-flip'))
  const changed = sums.filter((value) => value !== 0)
  let extreme = 0
  for (let draw = 0; draw < draws; draw++) {
    let flipped = 0
    for (const value of changed) flipped += random() < 0.5 ? value : -value
    // Sums of fractions: equal but for rounding counts as equal.
    if (Math.abs(flipped) >= Math.abs(total) - 1e-9) extreme += 1
  }
  return {
    pairs,
    difference: total / pairs,
    ...interval,
    pValue: (1 + extreme) / (1 + draws),
  }
}
