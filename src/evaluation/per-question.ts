import type { Corpus } from '../domain/corpus.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { EvaluationEntry } from './evaluation-record.js'
import type { Observation, ScoringContext, Slices } from './metric.js'

/**
 * The cluster of a question: its first gold measure, so that all questions about a measure, in all
 * languages, count as one; without gold the forms of one question.
 */
export function clusterOf({ gold, parallelId, id }: EvaluationQuestion): string {
  return gold[0] ?? parallelId ?? id
}

/** Where a question belongs in the breakdowns. */
export function slicesOf(question: EvaluationQuestion, corpus: Corpus): Slices {
  const { language, type, split, gold } = question
  const offices = corpus.measures.filter(({ id }) => gold.includes(id)).map((m) => m.officeId)
  return { language, type, split, offices: [...new Set(offices)] }
}

/** Observes a metric question by question; `undefined` where it does not apply. */
export function perQuestion(
  valueOf: (entry: EvaluationEntry, context: ScoringContext) => number | boolean | undefined,
) {
  return (context: ScoringContext): Observation[] =>
    context.record.entries.flatMap((entry) => {
      const value = valueOf(entry, context)
      return value === undefined ? [] : [observationOf(entry.question, Number(value), context)]
    })
}

/** The observation of one question. */
export function observationOf(
  question: EvaluationQuestion,
  value: number,
  { corpus }: ScoringContext,
): Observation {
  return {
    id: question.id,
    cluster: clusterOf(question),
    slices: slicesOf(question, corpus),
    value,
  }
}

/** Entries whose questions are forms of one another, by the id they share. */
export function parallelForms(
  entries: readonly EvaluationEntry[],
): ReadonlyMap<string, readonly EvaluationEntry[]> {
  const groups = new Map<string, EvaluationEntry[]>()
  for (const entry of entries) {
    const { parallelId } = entry.question
    if (parallelId === undefined) continue
    groups.set(parallelId, [...(groups.get(parallelId) ?? []), entry])
  }
  return groups
}
