import type { MeasureRecord } from '../domain/measure.js'

/** A measure as it is shown to the model, numbered from 1. */
export interface NumberedSource {
  readonly number: number
  readonly measure: MeasureRecord
  /** Sentences shown, ascending: all of a short measure, the best of a long one. */
  readonly sentences: readonly number[]
}

/** What a mark stands for: one sentence of a source, or the source as a whole. */
export interface CitedSentences {
  readonly source: NumberedSource
  /** Ascending. */
  readonly sentences: readonly number[]
}

/** A mark such as `[S1]` or `[S1.2]`; some models leave blanks or write full-width brackets. */
export const SOURCE_MARK =
  /[[［【][ \u3000]{0,2}[Ss](\d{1,3})(?:[ \u3000]{0,2}[.．][ \u3000]{0,2}(\d{1,3}))?[ \u3000]{0,2}[\]］】]/gu

/** What the marks of a sentence point to; `undefined` when one points to nothing that was given. */
export function resolveMarks(
  marks: readonly string[],
  sources: readonly NumberedSource[],
): readonly CitedSentences[] | undefined {
  const cited = new Map<NumberedSource, Set<number>>()
  for (const mark of marks) {
    const [, sourceNumber, sentenceNumber] = new RegExp(SOURCE_MARK.source, 'u').exec(mark) ?? []
    const source = sources.find(({ number }) => number === Number(sourceNumber))
    if (source === undefined) return undefined
    const sentences = sentenceNumber === undefined ? source.sentences : [Number(sentenceNumber)]
    if (!sentences.every((sentence) => source.sentences.includes(sentence))) return undefined
    const known = cited.get(source) ?? new Set<number>()
    for (const sentence of sentences) known.add(sentence)
    cited.set(source, known)
  }
  return [...cited].map(([source, sentences]) => ({
    source,
    sentences: [...sentences].toSorted((a, b) => a - b),
  }))
}
