import type { LayQuestions } from '../documents/load-corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { buildLexicalIndex, type LexicalIndex } from '../indexes/lexical-index.js'
import { foldText } from '../scripts/fold.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import type { ViewVectors } from './vector-rows.js'
import type { ViewTable } from './views.js'

/** BM25 lists, one row for each measure in the order of the corpus. */
export interface LexicalIndexes {
  /** Words of the original and its lay questions. */
  readonly words: LexicalIndex
  /** Character bigrams of the same. */
  readonly bigrams: LexicalIndex
  /** Words of the English text and the English lay questions. */
  readonly english: LexicalIndex
  /** Words of the title, original and English. */
  readonly titles: LexicalIndex
}

/** Everything a search needs besides the corpus itself. */
export interface SearchIndex {
  readonly lexical: LexicalIndexes
  readonly views: ViewTable
  /** One row for each view. */
  readonly vectors: ViewVectors
  /** Vectors of questions that no measure answers, one after the other. */
  readonly unanswered: Float32Array
}

const HAN = /\p{Script=Han}/u

/** Builds the BM25 lists of a corpus. */
export function buildLexicalIndexes(
  measures: readonly MeasureRecord[],
  layQuestions: LayQuestions,
  tokenizer: Tokenizer,
): LexicalIndexes {
  const texts = measures.map(({ id, text, translation, draftTranslation }) => {
    const lay = layQuestions.get(id) ?? []
    return {
      chinese: [text, ...lay.filter((question) => HAN.test(question))].map(foldText),
      english: [
        (translation ?? draftTranslation)?.text ?? '',
        ...lay.filter((question) => !HAN.test(question)),
      ].map(foldText),
    }
  })
  return {
    words: buildLexicalIndex(texts.map(({ chinese }) => chinese.flatMap(tokenizer.words))),
    bigrams: buildLexicalIndex(texts.map(({ chinese }) => chinese.flatMap(tokenizer.bigrams))),
    english: buildLexicalIndex(texts.map(({ english }) => english.flatMap(tokenizer.words))),
    titles: buildLexicalIndex(
      measures.map(({ title, translation, draftTranslation }) =>
        [title, (translation ?? draftTranslation)?.title ?? '']
          .map(foldText)
          .flatMap(tokenizer.words),
      ),
    ),
  }
}
