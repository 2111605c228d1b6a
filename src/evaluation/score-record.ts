import type { Corpus } from '../domain/corpus.js'
import { type AnswerLengths, answerLengths } from './answer-lengths.js'
import { ANSWER_METRICS } from './answer-metrics.js'
import { type Estimate, estimateOf, rounded } from './estimate.js'
import type { EvaluationRecord } from './evaluation-record.js'
import { GENERATION_METRICS } from './generation-metrics.js'
import { languageKeys } from './language-keys.js'
import type { Metric, Observation, ScoringContext } from './metric.js'
import { scriptOf } from './metrics/answer-language.js'
import { auroc, aurocInterval, type LabelledScore } from './metrics/auroc.js'
import { type Confusion, confusionOf } from './metrics/outcomes.js'
import { createQuoteChecker } from './metrics/quotes.js'
import { clusterOf } from './per-question.js'
import { PROMISE_METRICS } from './promise-metrics.js'
import { createAskedStrengthReader } from './promises/asked-strength.js'
import { createPromiseChecker } from './promises/promise-checker.js'
import type { PromiseSources } from './promises/promise-sources.js'
import { isAnswerable } from './question-groups.js'
import { RETRIEVAL_METRICS, slipObservations } from './retrieval-metrics.js'
import { SAFETY_METRICS } from './safety-metrics.js'
import { type PairedComparison, pairedComparison } from './statistics/paired-comparison.js'
import { seedFor } from './statistics/random.js'

/** All metrics that have a value for each question, in the order of the report. */
export const METRICS: readonly Metric[] = [
  ...SAFETY_METRICS,
  ...RETRIEVAL_METRICS,
  ...ANSWER_METRICS,
  ...PROMISE_METRICS,
  ...GENERATION_METRICS,
]

/** Estimates by what a question belongs to. */
export type Breakdown = Readonly<Record<string, Estimate>>

/** A metric with its numbers. */
export interface MetricSummary
  extends Pick<Metric, 'key' | 'title' | 'meaning' | 'kind' | 'better' | 'safety'> {
  readonly all: Estimate | null
  /** By written form; `zh-Hant` holds both Traditional forms. */
  readonly byLanguage: Breakdown
  readonly byType: Breakdown
  readonly byOffice: Breakdown
  readonly bySplit: Breakdown
}

/** How well the gate's probability tells answerable questions from others. */
export interface AurocSummary {
  readonly all: Estimate | null
  readonly byLanguage: Breakdown
}

/** All numbers of a run, without those that change from run to run. */
export interface Scores {
  readonly metrics: readonly MetricSummary[]
  readonly observations: ReadonlyMap<string, readonly Observation[]>
  readonly auroc: AurocSummary
  readonly confusion: Confusion
  readonly lengths: AnswerLengths
  /** Recall at 5 with slips less recall at 5 without, over the same questions. */
  readonly slips: PairedComparison | null
}

/** The context in which a record is scored; `corpus` and `sources` are read from their folder. */
export function scoringContext(
  record: EvaluationRecord,
  corpus: Corpus,
  sources: PromiseSources,
): ScoringContext {
  return {
    record,
    corpus,
    quotes: createQuoteChecker(corpus),
    promises: createPromiseChecker(corpus, sources),
    askedStrength: createAskedStrengthReader(sources),
  }
}

/** Scores a run: the same record and corpus give the same numbers. */
export function scoreRecord(context: ScoringContext): Scores {
  const { seed } = context.record.header
  const observations = new Map(METRICS.map((metric) => [metric.key, metric.observe(context)]))
  return {
    metrics: METRICS.flatMap((metric) => {
      const own = observations.get(metric.key) ?? []
      return own.length === 0 && metric.onlyWhenPresent === true
        ? []
        : [summarise(metric, own, seed)]
    }),
    observations,
    auroc: summariseAuroc(context, seed),
    confusion: confusionOf(
      context.record.entries.map(({ question, answer }) => ({
        expected: question.outcome,
        found: answer?.outcome ?? 'error',
      })),
    ),
    lengths: answerLengths(context),
    slips: compareSlips(context, seed),
  }
}

function summarise(
  metric: Metric,
  observations: readonly Observation[],
  seed: number,
): MetricSummary {
  const { key, title, meaning, kind, better, safety } = metric
  const by = (name: string, keysOf: (observation: Observation) => readonly string[]): Breakdown =>
    breakdown(observations, keysOf, (own, slice) =>
      estimateOf(own, kind, seedFor(seed, `${key} ${name} ${slice}`)),
    )
  return {
    key,
    title,
    meaning,
    kind,
    better,
    safety,
    all: estimateOf(observations, kind, seedFor(seed, key)),
    byLanguage: by('language', ({ slices }) => languageKeys(slices.language)),
    byType: by('type', ({ slices }) => [slices.type]),
    byOffice: by('office', ({ slices }) => slices.offices),
    bySplit: by('split', ({ slices }) => [slices.split]),
  }
}

function breakdown<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
  estimate: (own: readonly Item[], key: string) => Estimate | null,
): Breakdown {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return Object.fromEntries(
    [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, own]) => {
        const value = estimate(own, key)
        return value === null ? [] : [[key, value]]
      }),
  )
}

function summariseAuroc({ record }: ScoringContext, seed: number): AurocSummary {
  const scores = record.entries.flatMap(({ question, gateProbability }) =>
    gateProbability === null
      ? []
      : [
          {
            value: gateProbability,
            positive: isAnswerable(question),
            cluster: clusterOf(question),
            script: scriptOf(question.language),
          },
        ],
  )
  return {
    all: aurocEstimate(scores, seedFor(seed, 'auroc')),
    byLanguage: breakdown(
      scores,
      ({ script }) => [script],
      (own, script) => aurocEstimate(own, seedFor(seed, `auroc ${script}`)),
    ),
  }
}

function aurocEstimate(scores: readonly LabelledScore[], seed: number): Estimate | null {
  const value = auroc(scores)
  if (value === undefined) return null
  const { low, high } = aurocInterval(scores, seed)
  return { n: scores.length, value: rounded(value), low: rounded(low), high: rounded(high) }
}

function compareSlips(context: ScoringContext, seed: number): PairedComparison | null {
  const { mistyped, clean } = slipObservations(context)
  if (mistyped.length === 0) return null
  const differences = mistyped.map(({ cluster, value }, index) => ({
    cluster,
    value: value - (clean[index]?.value ?? 0),
  }))
  return pairedComparison(differences, seedFor(seed, 'slips'))
}
