import type { EvaluationEntry } from '../evaluation-record.js'
import type { ScoringContext } from '../metric.js'

/** An entry that an answer can be compared with: some measure answers it, and it did not crash. */
export interface ReferencedEntry {
  readonly entry: EvaluationEntry
  readonly answer: NonNullable<EvaluationEntry['answer']>
  /** Texts of the gold measures, in the original. */
  readonly references: readonly string[]
  /** Texts of the measures retrieved, best first. */
  readonly contexts: readonly { readonly id: string; readonly text: string }[]
}

/**
 * The entries of a run that have a reference. The question set has no written model answers: the
 * text of the gold measures stands for them, where one of several is enough that of the first.
 */
export function referencedEntries({ record, corpus }: ScoringContext): ReferencedEntry[] {
  const texts = new Map(corpus.measures.map(({ id, text }) => [id, text]))
  return record.entries.flatMap((entry): ReferencedEntry[] => {
    const { question, answer, retrieval } = entry
    if (answer === null || question.gold.length === 0) return []
    const gold = question.goldMode === 'all' ? question.gold : question.gold.slice(0, 1)
    return [
      {
        entry,
        answer,
        references: gold.map((id) => texts.get(id) ?? ''),
        contexts: (retrieval?.ranked ?? []).map(({ measureId }) => ({
          id: measureId,
          text: texts.get(measureId) ?? '',
        })),
      },
    ]
  })
}
