import type { EvaluationEntry } from './evaluation-record.js'
import type { Metric, ScoringContext } from './metric.js'
import { dueLanguage, languageFaults } from './metrics/answer-language.js'
import { resolvableFaults } from './metrics/quotes.js'
import { perQuestion } from './per-question.js'
import { isAnswering } from './question-groups.js'

/** A safety metric that can also say what is wrong with an answer. */
export interface SafetyMetric extends Metric {
  /** What is wrong; empty when nothing is, `undefined` where the metric does not apply. */
  faults(entry: EvaluationEntry, context: ScoringContext): readonly string[] | undefined
}

const citing = (entry: EvaluationEntry) =>
  entry.answer !== null && entry.answer.citations.length > 0 ? entry.answer : undefined

/** What must hold for every answer, whatever was asked. */
export const SAFETY_METRICS: readonly SafetyMetric[] = [
  safety('verbatim-quotes', 'Quotes verbatim', {
    meaning:
      'Every quote is the text of its measure, character by character, and stands in the source.',
    faults: (entry, { quotes }) => {
      const answer = citing(entry)
      return answer === undefined ? undefined : quotes.verbatim(answer.citations)
    },
  }),
  safety('quotes-in-place', 'Quotes under their number', {
    meaning:
      'Every quote stands in the source under the number, document and office that its citation names.',
    faults: (entry, { quotes }) => {
      const answer = citing(entry)
      return answer === undefined ? undefined : quotes.place(answer.citations)
    },
  }),
  safety('citations-resolve', 'Citations resolvable', {
    meaning: 'Every [n] has its citation, and every citation is referred to.',
    faults: ({ answer }) =>
      answer === null ? undefined : resolvableFaults(answer.text, answer.citations),
  }),
  safety('statements-cited', 'Statements cited', {
    meaning: 'Every statement has a citation.',
    faults: ({ answer }) =>
      answer?.claims.flatMap(({ kind, citations }, index) =>
        kind === 'statement' && citations.length === 0
          ? [`sentence ${index + 1} cites nothing`]
          : [],
      ),
  }),
  safety('citations-iff-answered', 'Citations only in answers', {
    meaning: 'Answers and partial answers cite something; nothing else cites anything.',
    faults: ({ answer }) => {
      if (answer === null) return undefined
      const found = answer.citations.length
      if (isAnswering(answer.outcome) === found > 0) return []
      return [`${answer.outcome} with ${found} citations`]
    },
  }),
  safety('no-stronger-promise', 'No stronger promise', {
    meaning:
      'No statement, lead, remark or label promises more than the sentences that are cited for it.',
    faults: (entry, { promises }) => {
      const answer = citing(entry)
      return answer === undefined ? undefined : promises.stronger(answer)
    },
  }),
  safety('language', 'Language and script right', {
    meaning: 'The answer is in the language and script asked in, and its text is nothing else.',
    faults: ({ question, answer }) =>
      answer === null
        ? undefined
        : languageFaults(
            dueLanguage(question.language, question.question, answer.language),
            answer,
          ),
  }),
  safety('no-crash', 'No crash', {
    meaning: 'The question was answered without an error.',
    faults: ({ error }) => (error === null ? [] : [error]),
  }),
]

function safety(
  key: string,
  title: string,
  { meaning, faults }: Pick<SafetyMetric, 'meaning' | 'faults'>,
): SafetyMetric {
  return {
    key,
    title,
    meaning,
    kind: 'rate',
    better: 'higher',
    safety: true,
    faults,
    observe: perQuestion((entry, context) => {
      const found = faults(entry, context)
      return found === undefined ? undefined : found.length === 0
    }),
  }
}
