import type { Outcome } from '../domain/answer.js'
import type { EvaluationQuestion } from '../domain/question.js'

/** Whether an outcome gives an answer with citations. */
export function isAnswering(outcome: Outcome): boolean {
  return outcome === 'answered' || outcome === 'partial'
}

/** Whether some measure answers the question, wholly or in part. */
export function isAnswerable({ gold }: Pick<EvaluationQuestion, 'gold'>): boolean {
  return gold.length > 0
}

const REFUSALS: readonly Outcome[] = [
  'no_evidence',
  'office_not_covered',
  'measure_not_found',
  'out_of_scope',
  'guardrail',
]

/** Whether the right thing is to refuse: not to answer, and neither to ask back nor to list. */
export function isToBeRefused({ outcome }: Pick<EvaluationQuestion, 'outcome'>): boolean {
  return REFUSALS.includes(outcome)
}

/**
 * Whether a ranking can be right or wrong for the question: some measure answers it, and it is asked
 * in words. A number is looked up, not searched, and a follow-up may go on about the measure before.
 */
export function isRetrievalQuestion({
  gold,
  type,
}: Pick<EvaluationQuestion, 'gold' | 'type'>): boolean {
  return gold.length > 0 && type !== 'lookup' && type !== 'followup'
}

/** A question's measures that count as right, and whether one of them is enough. */
export interface Gold {
  readonly measures: readonly string[]
  readonly mode: 'any' | 'all'
}

/** Gold of a question; without a mode one measure is enough. */
export function goldOf({ gold, goldMode }: EvaluationQuestion): Gold {
  return { measures: gold, mode: goldMode ?? 'any' }
}
