import type { AnswerLengths } from '../answer-lengths.js'
import type { Baseline } from '../baseline.js'
import { type BaselineComparison, compareWithBaseline } from '../compare-baseline.js'
import type { RecordHeader } from '../evaluation-record.js'
import type { Floors } from '../floors.js'
import {
  baselineChecks,
  type Check,
  floorChecks,
  lengthChecks,
  safetyChecks,
} from '../gate-checks.js'
import type { ScoringContext } from '../metric.js'
import type { Confusion } from '../metrics/outcomes.js'
import {
  type AurocSummary,
  type MetricSummary,
  METRICS,
  type Scores,
  scoreRecord,
} from '../score-record.js'
import type { PairedComparison } from '../statistics/paired-comparison.js'

/** The values of one question, by metric. */
export interface QuestionScores {
  readonly id: string
  readonly values: Readonly<Record<string, number>>
}

/** Everything a report says; the same record, corpus, baseline and floors give the same bytes. */
export interface Report {
  readonly header: RecordHeader
  readonly questions: number
  readonly crashed: number
  readonly passed: boolean
  readonly checks: readonly Check[]
  readonly metrics: readonly MetricSummary[]
  readonly auroc: AurocSummary
  readonly confusion: Confusion
  readonly lengths: AnswerLengths
  readonly slips: PairedComparison | null
  readonly comparisons: readonly BaselineComparison[]
  readonly scores: readonly QuestionScores[]
}

/** What a run is measured against; each may be missing. */
export interface Standards {
  readonly baseline?: Baseline | undefined
  readonly floors?: Floors | undefined
}

/** A report with the observations it was made of, from which a baseline is written. */
export interface ScoredReport {
  readonly report: Report
  readonly scores: Scores
}

/** Scores a record and checks it against its standards. */
export function makeReport(context: ScoringContext, { baseline, floors }: Standards): ScoredReport {
  const { record } = context
  const scores = scoreRecord(context)
  const comparisons = baseline === undefined ? [] : compareWithBaseline(record, scores, baseline)
  const checks = [
    ...safetyChecks(context, scores),
    ...baselineChecks(comparisons, baseline?.margin ?? 0),
    // A budget and a floor are for whole splits: a few questions of them prove nothing.
    ...(record.header.complete ? lengthChecks(scores.lengths) : []),
    ...(floors === undefined || !record.header.complete
      ? []
      : floorChecks(scores, floors, record.header.seed)),
  ]
  const report: Report = {
    header: record.header,
    questions: record.entries.length,
    crashed: record.entries.filter(({ error }) => error !== null).length,
    passed: checks.every(({ passed }) => passed),
    checks,
    metrics: scores.metrics,
    auroc: scores.auroc,
    confusion: scores.confusion,
    lengths: scores.lengths,
    slips: scores.slips,
    comparisons,
    scores: questionScores(scores),
  }
  return { report, scores }
}

function questionScores({ observations }: Scores): QuestionScores[] {
  const rows = new Map<string, Record<string, number>>()
  for (const { key } of METRICS) {
    for (const { id, value } of observations.get(key) ?? []) {
      const row = rows.get(id) ?? {}
      row[key] = Number(value.toFixed(4))
      rows.set(id, row)
    }
  }
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, values]) => ({ id, values }))
}
