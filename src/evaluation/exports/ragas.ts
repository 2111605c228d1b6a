import type { ScoringContext } from '../metric.js'
import { referencedEntries } from './reference-text.js'

/**
 * The run as JSON Lines of ragas' `SingleTurnSample` (`EvaluationDataset.from_jsonl`): only questions
 * that some measure answers, since its metrics want a reference.
 */
export function ragasDataset(context: ScoringContext): string {
  return referencedEntries(context)
    .map(({ entry, answer, references, contexts }) =>
      JSON.stringify({
        user_input: answer.standaloneQuestion || entry.question.question,
        retrieved_contexts: contexts.map(({ text }) => text),
        retrieved_context_ids: contexts.map(({ id }) => id),
        reference_contexts: references,
        reference_context_ids: entry.question.gold,
        response: answer.text,
        reference: references.join('\n\n'),
      }),
    )
    .join('\n')
    .concat('\n')
}
