import { quantileSorted } from 'simple-statistics'
import type { Citation } from '../domain/answer.js'
import { rounded } from './estimate.js'
import type { EvaluationEntry, RecordedAnswer } from './evaluation-record.js'
import { LANGUAGE_KEYS, languageKeys } from './language-keys.js'
import type { ScoringContext } from './metric.js'
import { ownPhrases } from './promises/own-phrases.js'
import { tableRows } from './promises/strength-signs.js'
import { isAnswering } from './question-groups.js'
import { type Interval, Z_95 } from './statistics/wilson-interval.js'

/** How long answers are, in Chinese characters or English words. */
export interface LengthSummary {
  readonly n: number
  readonly median: number
  /** 95 % interval of the median, by the ranks of the lengths. */
  readonly medianInterval: Interval
  readonly p90: number
}

/** Lengths by the language that was asked in; `zh-Hant` holds both Traditional forms. */
export type AnswerLengths = Readonly<Partial<Record<(typeof LANGUAGE_KEYS)[number], LengthSummary>>>

/**
 * How long the answers are that give a measure's words in a few sentences: those that answer, wholly
 * or in part, without look-ups and comparisons, whole measures and tables.
 */
export function answerLengths({
  record,
  corpus,
}: Pick<ScoringContext, 'record' | 'corpus'>): AnswerLengths {
  const lengths = new Map(corpus.measures.map(({ id, text }) => [id, text.length]))
  const isWhole = ({ measureId, quoteStart, quoteEnd }: Citation): boolean =>
    quoteStart === 0 && quoteEnd === lengths.get(measureId)
  const counted = record.entries.flatMap(({ question, answer }) =>
    answer === null || !isCounted(question, answer) || answer.citations.some(isWhole)
      ? []
      : [{ keys: languageKeys(question.language), length: answerLength(answer) }],
  )
  return Object.fromEntries(
    LANGUAGE_KEYS.flatMap((key) => {
      const own = counted.filter(({ keys }) => keys.includes(key)).map(({ length }) => length)
      return own.length === 0 ? [] : [[key, summaryOf(own)]]
    }),
  )
}

/**
 * The length of an answer: the Chinese characters, or in English the words, of its leads, statements
 * (remarks on their strength among them) and of what it says is not there. Not counted are quoted
 * originals beside a translation and where to turn.
 */
export function answerLength({
  claims,
  language,
}: Pick<RecordedAnswer, 'claims' | 'language'>): number {
  const { quotedOriginal } = ownPhrases(language)
  const unit = language === 'en' ? /[\p{L}\p{N}]+(?:['’.,/-][\p{L}\p{N}]+)*/gu : /\p{Script=Han}/gu
  return claims
    .filter(({ kind, text }) => kind !== 'signpost' && quotedOriginal(text) === undefined)
    .reduce((sum, { text }) => sum + (text.match(unit)?.length ?? 0), 0)
}

function isCounted({ type }: EvaluationEntry['question'], answer: RecordedAnswer): boolean {
  return (
    isAnswering(answer.outcome) &&
    type !== 'lookup' &&
    type !== 'compare' &&
    tableRows(answer.text).length === 0
  )
}

/** Interval by order statistics (Conover, Practical Nonparametric Statistics, 3.2), which any shape bears. */
function summaryOf(lengths: readonly number[]): LengthSummary {
  const sorted = lengths.toSorted((a, b) => a - b)
  const n = sorted.length
  const half = (Z_95 * Math.sqrt(n)) / 2
  const at = (rank: number): number => sorted[Math.min(n, Math.max(1, rank)) - 1] ?? 0
  return {
    n,
    median: rounded(quantileSorted(sorted, 0.5)),
    medianInterval: { low: at(Math.floor(n / 2 - half)), high: at(Math.ceil(n / 2 + half + 1)) },
    p90: rounded(quantileSorted(sorted, 0.9)),
  }
}
