import type { Corpus } from '../domain/corpus.js'
import type { EvaluationRecord } from './evaluation-record.js'
import type { QuoteChecker } from './metrics/quotes.js'
import type { AskedStrengthReader } from './promises/asked-strength.js'
import type { PromiseChecker } from './promises/promise-checker.js'

/** Where a question belongs in the breakdowns. */
export interface Slices {
  readonly language: string | null
  readonly type: string
  readonly split: string
  /** Offices of the gold measures; none for a question without. */
  readonly offices: readonly string[]
}

/** The value of a metric for one question, or for the forms of one question together. */
export interface Observation {
  /** Id of the question, or of the group of its forms. */
  readonly id: string
  /** Questions about one measure are one cluster. */
  readonly cluster: string
  readonly slices: Slices
  readonly value: number
}

/** What metrics are computed from. */
export interface ScoringContext {
  /** Read from the corpus folder, never taken over from the assistant that is scored. */
  readonly corpus: Corpus
  readonly quotes: QuoteChecker
  readonly promises: PromiseChecker
  readonly askedStrength: AskedStrengthReader
  readonly record: EvaluationRecord
}

/** A metric of the evaluation. */
export interface Metric {
  readonly key: string
  readonly title: string
  /** What it is, in one sentence for readers of the report. */
  readonly meaning: string
  /** `rate`: each value 0 or 1, Wilson interval; `mean`: cluster bootstrap. */
  readonly kind: 'rate' | 'mean'
  readonly better: 'higher' | 'lower'
  /** Must be 1, always: the gate needs no baseline for it. */
  readonly safety: boolean
  /** Left out of the reports of runs in which it observes nothing. */
  readonly onlyWhenPresent?: boolean
  observe(context: ScoringContext): readonly Observation[]
}
