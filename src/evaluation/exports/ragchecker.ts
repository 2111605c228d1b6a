import type { ScoringContext } from '../metric.js'
import { referencedEntries } from './reference-text.js'

/** The run as the input of RAGChecker (`ragchecker-cli --input_path`): only questions with a reference. */
export function ragcheckerInput(context: ScoringContext): string {
  const results = referencedEntries(context).map(({ entry, answer, references, contexts }) => ({
    query_id: entry.question.id,
    query: answer.standaloneQuestion || entry.question.question,
    gt_answer: references.join('\n\n'),
    response: answer.text,
    retrieved_context: contexts.map(({ id, text }) => ({ doc_id: id, text })),
  }))
  return `${JSON.stringify({ results }, null, 1)}\n`
}
