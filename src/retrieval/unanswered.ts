import type { UnansweredTopic } from '../documents/load-corpus.js'
import { foldText } from '../scripts/fold.js'
import type { EmbeddedText } from './views.js'

/** Questions that no measure answers, as vectors to hold a new question against. */
export interface UnansweredRows {
  /** One unit vector after the other. */
  readonly values: Float32Array
  /** 1 for each row whose question is no customs matter, else 0. */
  readonly far: Uint8Array
}

/** What a corpus without such questions has. */
export const NOTHING_UNANSWERED: UnansweredRows = {
  values: new Float32Array(0),
  far: new Uint8Array(0),
}

/** The questions as they are embedded: like a visitor's. */
export function unansweredTexts(
  topics: readonly UnansweredTopic[],
): (EmbeddedText & { readonly far: boolean })[] {
  return topics.flatMap(({ kind, questions }) =>
    questions.map((question) => ({
      text: foldText(question),
      role: 'query' as const,
      far: kind === 'far',
    })),
  )
}

/** Rows of texts and their vectors, in one order. */
export function unansweredRowsOf(
  texts: readonly { readonly far: boolean }[],
  vectors: readonly Float32Array[],
): UnansweredRows {
  const dimensions = vectors[0]?.length ?? 0
  const values = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, row) => values.set(vector, row * dimensions))
  return { values, far: Uint8Array.from(texts, ({ far }) => (far ? 1 : 0)) }
}
