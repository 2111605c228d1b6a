import type { UnansweredTopic } from '../documents/load-corpus.js'
import { foldText } from '../scripts/fold.js'
import type { EmbeddedText } from './views.js'

/** Questions that no measure answers, as they are embedded: like a visitor's. */
export function unansweredTexts(topics: readonly UnansweredTopic[]): EmbeddedText[] {
  return topics.flatMap(({ questions }) =>
    questions.map((question) => ({ text: foldText(question), role: 'query' as const })),
  )
}
