import type { ClusteredValue } from '../statistics/cluster-bootstrap.js'
import { BOOTSTRAP_DRAWS, percentileInterval } from '../statistics/cluster-bootstrap.js'
import { createRandom } from '../statistics/random.js'
import type { Interval } from '../statistics/wilson-interval.js'

/** A score, `value`, of something that is positive or not. */
export interface LabelledScore extends ClusteredValue {
  readonly positive: boolean
}

/**
 * Area under the ROC curve: the chance that a positive drawn at random scores higher than a negative
 * one, ties counting half (the Mann-Whitney statistic). `undefined` when one of the classes is empty.
 */
export function auroc(scores: readonly LabelledScore[]): number | undefined {
  return weightedAuroc(groupsOf(scores), () => 1)
}

/** Percentile interval (95 %) of the area by drawing whole clusters with replacement. */
export function aurocInterval(
  scores: readonly LabelledScore[],
  seed: number,
  draws: number = BOOTSTRAP_DRAWS,
): Interval {
  const names = [...new Set(scores.map(({ cluster }) => cluster))].toSorted()
  const position = new Map(names.map((name, index) => [name, index]))
  const groups = groupsOf(scores)
  const clusterOf = new Map(scores.map((score) => [score, position.get(score.cluster) ?? 0]))
  const random = createRandom(seed)
  const weights = new Float64Array(names.length)
  const areas: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    weights.fill(0)
    for (let pick = 0; pick < names.length; pick++) {
      const cluster = Math.floor(random() * names.length)
      weights[cluster] = (weights[cluster] ?? 0) + 1
    }
    const area = weightedAuroc(groups, (score) => weights[clusterOf.get(score) ?? 0] ?? 0)
    // A draw without one of the classes says nothing.
    if (area !== undefined) areas.push(area)
  }
  return percentileInterval(Float64Array.from(areas))
}

function groupsOf(scores: readonly LabelledScore[]): readonly (readonly LabelledScore[])[] {
  const groups: LabelledScore[][] = []
  for (const score of scores.toSorted((a, b) => a.value - b.value)) {
    const open = groups.at(-1)
    if (open?.[0]?.value === score.value) open.push(score)
    else groups.push([score])
  }
  return groups
}

function weightedAuroc(
  groups: readonly (readonly LabelledScore[])[],
  weightOf: (score: LabelledScore) => number,
): number | undefined {
  let negativesBelow = 0
  let positives = 0
  let won = 0
  for (const group of groups) {
    let positive = 0
    let negative = 0
    for (const score of group) {
      if (score.positive) positive += weightOf(score)
      else negative += weightOf(score)
    }
    won += positive * (negativesBelow + negative / 2)
    positives += positive
    negativesBelow += negative
  }
  return positives === 0 || negativesBelow === 0 ? undefined : won / (positives * negativesBelow)
}
