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
    better: 'lower',
    key: 'stated-missing',
    title: 'Stated, told as missing',
    meaning:
      'Of the questions to be answered in full, on facets, on strength and in plain words: answered in part, as if something were not stated. Refusals are left out.',
    observe: perQuestion(tellsOtherwise('answered', 'partial')),
  },
  {
    ...rate,
    better: 'lower',
    key: 'missing-stated',
    title: 'Missing, told as stated',
    meaning:
      'Of the questions to be answered in part, on facets, on strength and in plain words: answered as if all were stated. Refusals are left out.',
    observe: perQuestion(tellsOtherwise('partial', 'answered')),
  },
]

/** A refusal tells neither: it is counted as a false one elsewhere. */
function tellsOtherwise(expected: 'answered' | 'partial', wrong: 'answered' | 'partial') {
  return ({ question, answer }: EvaluationEntry): boolean | undefined => {
    if (question.outcome !== expected || !ASKS_OF_A_MEASURE.includes(question.type))
      return undefined
    return answer === null || !isAnswering(answer.outcome) ? undefined : answer.outcome === wrong
  }
}
