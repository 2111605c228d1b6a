import { type Baseline, questionHashes } from './baseline.js'
import { rounded } from './estimate.js'
import type { EvaluationRecord } from './evaluation-record.js'
import { METRICS, type Scores } from './score-record.js'
import { holm } from './statistics/holm.js'
import { pairedComparison } from './statistics/paired-comparison.js'
import { seedFor } from './statistics/random.js'

/** How one metric differs from the baseline over the questions that both have. */
export interface BaselineComparison {
  readonly key: string
  readonly title: string
  readonly pairs: number
  /** New less old, in the metric's own direction. */
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly pValue: number
  /** The p value adjusted for the whole family (Holm). */
  readonly adjustedP: number
  /** Whether the whole interval lies on the worse side of the margin. */
  readonly fell: boolean
}

/** Compares a run with the baseline, question by question; reworded questions are left out. */
export function compareWithBaseline(
  record: EvaluationRecord,
  scores: Scores,
  baseline: Baseline,
): BaselineComparison[] {
  const { seed } = record.header
  const hashes = questionHashes(record)
  const compared = METRICS.flatMap(({ key, title, better }) => {
    const column = baseline.metrics.indexOf(key)
    if (column === -1) return []
    const differences = (scores.observations.get(key) ?? []).flatMap(({ id, cluster, value }) => {
      const row = baseline.values[id]
      const old = row?.[column + 1]
      if (typeof old !== 'number' || row?.[0] !== (hashes.get(id) ?? '')) return []
      return [{ cluster, value: Number(value.toFixed(4)) - old }]
    })
    if (differences.length === 0) return []
    const paired = pairedComparison(differences, seedFor(seed, `baseline ${key}`))
    const fell = better === 'higher' ? paired.high < -baseline.margin : paired.low > baseline.margin
    return [{ key, title, ...paired, fell }]
  })
  const adjusted = holm(compared.map(({ pValue }) => pValue))
  return compared.map(({ difference, low, high, pValue, ...rest }, index) => ({
    ...rest,
    difference: rounded(difference),
    low: rounded(low),
    high: rounded(high),
    pValue: rounded(pValue),
    adjustedP: rounded(adjusted[index] ?? 1),
  }))
}
