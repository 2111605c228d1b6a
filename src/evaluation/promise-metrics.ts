import type { AskedFacet } from '../domain/cues.js'
import { FACET_SORTS } from '../domain/facet-sorts.js'
import type { EvaluationEntry } from './evaluation-record.js'
import type { Metric } from './metric.js'
import { perQuestion } from './per-question.js'
import { isAnswering } from './question-groups.js'

const rate = { better: 'higher', safety: false, kind: 'rate' } as const

/** Types of questions of which each asks for one thing that a measure states or does not. */
const ASKS_OF_A_MEASURE: readonly EvaluationEntry['question']['type'][] = [
  'facet',
  'strength',
  'paraphrase',
]

/** Whether answers say how strong a promise is, and what a measure does not state. */
export const PROMISE_METRICS: readonly Metric[] = [
  {
    ...rate,
    key: 'strength-shown',
    title: 'Strength shown',
    meaning:
      'Of the answers that quote something less than in force: they say so, in a remark with the governing word, in a table’s column or as a press report.',
    observe: perQuestion(({ answer }, { promises }) => {
      if (answer === null || !isAnswering(answer.outcome)) return undefined
      const unshown = promises.unshown(answer)
      return unshown === undefined ? undefined : unshown.length === 0
    }),
  },
  {
    ...rate,
    key: 'asked-strength',
    title: 'Strength of what is asked',
    meaning:
      'Of the answers to questions on one clause of a measure: what they say of strength is of the class and the word that govern this clause, and of nothing else. Answers from other measures and refusals are left out.',
    onlyWhenPresent: true,
    observe: perQuestion(({ question, answer }, { askedStrength }) => {
      const told = answer === null ? undefined : askedStrength(question, answer)
      return told === undefined ? undefined : told === 'right'
    }),
  },
  {
    ...rate,
    better: 'lower',
    key: 'asked-overstated',
    title: 'What is asked, told as stronger',
    meaning:
      'Of the same answers: every class they name is stronger than that of the clause asked about.',
    onlyWhenPresent: true,
    observe: perQuestion(({ question, answer }, { askedStrength }) => {
      const told = answer === null ? undefined : askedStrength(question, answer)
      return told === undefined ? undefined : told === 'stronger'
    }),
  },
  {
    ...rate,
    better: 'lower',
    key: 'stated-missing',
    title: 'Stated, told as missing',
    meaning:
      'Of the questions to be answered in full, on facets, on strength and in plain words: the answer says that something is not stated. Refusals are left out.',
    observe: perQuestion(tellsStatedAsMissing),
  },
  {
    ...rate,
    better: 'lower',
    key: 'missing-stated',
    title: 'Missing, told as stated',
    meaning:
      'Of the questions about something that the gold measures do not state: the answer does not say so, or says it of something else. Refusals are left out.',
    observe: perQuestion(tellsMissingAsStated),
  },
]

/** A refusal tells neither: it is counted as a false one elsewhere. An office left out is no facet. */
function tellsStatedAsMissing({
  question,
  answer,
  unstated,
}: EvaluationEntry): boolean | undefined {
  if (question.outcome !== 'answered' || !ASKS_OF_A_MEASURE.includes(question.type)) {
    return undefined
  }
  if (answer === null || !isAnswering(answer.outcome)) return undefined
  return answer.outcome === 'partial' && (unstated === undefined || unstated.length > 0)
}

/** A question on an office that is not covered is answered in part as well, and asks for no facet. */
function tellsMissingAsStated({
  question: { outcome, type, missing },
  answer,
  unstated,
}: EvaluationEntry): boolean | undefined {
  if (outcome !== 'partial' || !ASKS_OF_A_MEASURE.includes(type)) return undefined
  if (missing?.length === 0) return undefined
  if (answer === null || !isAnswering(answer.outcome)) return undefined
  if (answer.outcome === 'answered' || missing === undefined || unstated === undefined) {
    return answer.outcome === 'answered'
  }
  return !unstated.some((told) => missing.some((facet) => isSameSort(told, facet)))
}

/** Whether two facets are asked for in each other's words: a time limit and a duration. */
function isSameSort(one: AskedFacet, other: AskedFacet): boolean {
  return one === other || FACET_SORTS.some((sort) => sort.includes(one) && sort.includes(other))
}
