import type { Outcome } from '../domain/answer.js'

/** Outcomes that an operator looks at together. */
export interface OutcomeGroup {
  /** Class of its colour. */
  readonly key: 'good' | 'asked' | 'none' | 'refused'
  readonly title: string
  readonly outcomes: readonly Outcome[]
}

/** Every outcome stands in one group; the first group is at the bottom of a bar. */
export const OUTCOME_GROUPS = [
  { key: 'good', title: 'Answered', outcomes: ['answered', 'partial', 'overview'] },
  { key: 'asked', title: 'Asked back', outcomes: ['clarification'] },
  {
    key: 'none',
    title: 'Nothing found',
    outcomes: ['no_evidence', 'office_not_covered', 'measure_not_found'],
  },
  { key: 'refused', title: 'Not our matter', outcomes: ['out_of_scope', 'guardrail'] },
] as const satisfies readonly OutcomeGroup[]

const TITLES: Readonly<Record<Outcome, string>> = {
  answered: 'Answered',
  partial: 'Answered in part',
  overview: 'Overview',
  clarification: 'Asked back',
  no_evidence: 'No evidence',
  office_not_covered: 'Office not covered',
  measure_not_found: 'No such measure',
  out_of_scope: 'Out of scope',
  guardrail: 'Guardrail',
}

/** An outcome in words; one of another version as it is. */
export function outcomeTitle(outcome: string): string {
  return Object.entries(TITLES).find(([key]) => key === outcome)?.[1] ?? outcome
}
