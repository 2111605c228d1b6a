import type { EvaluationEntry } from './evaluation-record.js'
import type { Metric, Observation, ScoringContext } from './metric.js'
import { agreeAcrossScripts, agreeOnFirst, type CitingForm } from './metrics/agreement.js'
import { scriptOf } from './metrics/answer-language.js'
import {
  citationPrecision,
  citationRecall,
  citedMeasures,
  isFirstCitationRight,
} from './metrics/citations.js'
import { factCoverage } from './metrics/fact-coverage.js'
import { clusterOf, observationOf, parallelForms, perQuestion, slicesOf } from './per-question.js'
import { goldOf, isAnswerable, isAnswering, isToBeRefused } from './question-groups.js'

const rate = { better: 'higher', safety: false, kind: 'rate' } as const
const mean = { ...rate, kind: 'mean' } as const

const citedBy = ({ answer }: EvaluationEntry): string[] => citedMeasures(answer?.citations ?? [])
const answers = ({ answer }: EvaluationEntry): boolean =>
  answer !== null && isAnswering(answer.outcome)

/** How good the answers are. A question that crashed counts as wrong wherever one can be right. */
export const ANSWER_METRICS: readonly Metric[] = [
  {
    ...rate,
    key: 'first-citation',
    title: 'First citation right',
    meaning: 'The first measure cited is a right one; answerable questions, a refusal is wrong.',
    observe: perQuestion((entry) =>
      isAnswerable(entry.question)
        ? isFirstCitationRight(citedBy(entry), goldOf(entry.question))
        : undefined,
    ),
  },
  {
    ...mean,
    key: 'citation-precision',
    title: 'Citation precision',
    meaning:
      'Share of the measures cited that are right; answerable questions that cite something.',
    observe: perQuestion((entry) =>
      isAnswerable(entry.question)
        ? citationPrecision(citedBy(entry), goldOf(entry.question))
        : undefined,
    ),
  },
  {
    ...mean,
    key: 'citation-recall',
    title: 'Citation recall',
    meaning:
      'Share of the right measures that are cited; 1 where one of several is enough and cited.',
    observe: perQuestion((entry) =>
      isAnswerable(entry.question)
        ? citationRecall(citedBy(entry), goldOf(entry.question))
        : undefined,
    ),
  },
  {
    ...mean,
    key: 'fact-coverage',
    title: 'Fact coverage',
    meaning: 'Share of the facts expected that stand in the answer or its quotes.',
    observe: perQuestion(({ question, answer }) =>
      factCoverage(question.facts, [
        answer?.text ?? '',
        ...(answer?.citations.map(({ quote }) => quote) ?? []),
      ]),
    ),
  },
  {
    ...rate,
    key: 'outcome',
    title: 'Outcome right',
    meaning: 'The outcome is exactly the one expected.',
    observe: perQuestion(({ question, answer }) => answer?.outcome === question.outcome),
  },
  {
    ...rate,
    key: 'refusal-right',
    title: 'Refusal right',
    meaning: 'Of the questions to be refused: refused with exactly the outcome expected.',
    observe: perQuestion(({ question, answer }) =>
      isToBeRefused(question) ? answer?.outcome === question.outcome : undefined,
    ),
  },
  {
    ...rate,
    key: 'unanswerable-right',
    title: 'Unanswerable refused rightly',
    meaning:
      'The same of questions that no measure answers, without attempts to change the rules and questions too vague.',
    observe: perQuestion(({ question, answer }) =>
      question.type === 'unanswerable' && isToBeRefused(question)
        ? answer?.outcome === question.outcome
        : undefined,
    ),
  },
  {
    ...rate,
    better: 'lower',
    key: 'false-answers',
    title: 'False answers',
    meaning: 'Of the questions that no measure answers: answered all the same.',
    observe: perQuestion((entry) => (isAnswerable(entry.question) ? undefined : answers(entry))),
  },
  {
    ...rate,
    better: 'lower',
    key: 'false-refusals',
    title: 'False refusals',
    meaning: 'Of the answerable questions: refused, asked back or crashed.',
    observe: perQuestion((entry) => (isAnswerable(entry.question) ? !answers(entry) : undefined)),
  },
  {
    ...rate,
    key: 'wording',
    title: 'Written form right',
    meaning: 'The answer is in exactly the written form asked in, Hong Kong and Taiwan told apart.',
    observe: perQuestion(({ question, answer }) => answer?.language === question.language),
  },
  {
    ...rate,
    key: 'agree-first',
    title: 'Forms agree on the first measure',
    meaning: 'All forms of one answerable question cite the same measure first.',
    observe: perGroup(agreeOnFirst),
  },
  {
    ...rate,
    key: 'agree-scripts',
    title: 'Simplified and Traditional agree',
    meaning:
      'Both Chinese forms of one answerable question, each in its own words, cite the same set of measures.',
    observe: perGroup(agreeAcrossScripts),
  },
  {
    ...rate,
    key: 'agree-converted',
    title: 'Same in Traditional characters',
    meaning:
      'A sample of Simplified questions cite the same set of measures when converted character by character.',
    observe: convertedObservations,
  },
]

function convertedObservations(context: ScoringContext): Observation[] {
  const { entries, variants } = context.record
  const byId = new Map(entries.map((entry) => [entry.question.id, entry]))
  return variants.flatMap(({ kind, questionId, cited }): Observation[] => {
    const entry = byId.get(questionId)
    if (kind !== 'traditional' || entry === undefined) return []
    const agrees = agreeAcrossScripts([
      { script: 'zh-Hans', cited: citedBy(entry) },
      { script: 'zh-Hant', cited },
    ])
    return [observationOf(entry.question, Number(agrees), context)]
  })
}

function perGroup(agree: (forms: readonly CitingForm[]) => boolean | undefined) {
  return ({ record, corpus }: ScoringContext): Observation[] =>
    [...parallelForms(record.entries)].flatMap(([id, entries]): Observation[] => {
      const forms = entries.filter(({ question }) => isAnswerable(question))
      const first = forms[0]
      const value = agree(
        forms.map((entry) => ({
          script: scriptOf(entry.question.language),
          cited: citedBy(entry),
        })),
      )
      if (first === undefined || value === undefined) return []
      return [
        {
          id: `forms of ${id}`,
          cluster: clusterOf(first.question),
          slices: { ...slicesOf(first.question, corpus), language: null },
          value: Number(value),
        },
      ]
    })
}
