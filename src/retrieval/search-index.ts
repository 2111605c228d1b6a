import type { LayQuestions } from '../documents/load-corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import {
  buildLexicalIndex,
  type LexicalIndex,
  type TermStatistics,
} from '../indexes/lexical-index.js'
import { foldText } from '../scripts/fold.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import type { Retriever } from './retriever.js'
import type { ViewVectors } from './vector-rows.js'
import type { ViewTable } from './views.js'

/** What there is of each BM25 list; its rows are the measures in the order of the corpus. */
export interface LexicalLists<List> {
  /** Words of the original and its lay questions. */
  readonly words: List
  /** Character bigrams of the same. */
  readonly bigrams: List
  /** Words of the English text and the English lay questions. */
  readonly english: List
  /** Words of the title, original and English. */
  readonly titles: List
}

/** The names of the lists, in the order in which they are stored. */
export const LEXICAL_LISTS = ['words', 'bigrams', 'english', 'titles'] as const

/** BM25 lists in memory. */
export type LexicalIndexes = LexicalLists<LexicalIndex>

/** An index of which vectors and postings are on a server, and the rest in memory. */
export interface RemoteIndex {
  readonly lexical: LexicalLists<TermStatistics>
  readonly views: ViewTable
  readonly vectors: Pick<ViewVectors, 'size' | 'dimensions'>
  /** Vectors of questions that no measure answers, one after the other. */
  readonly unanswered: Float32Array
  readonly retriever: Retriever
}

/** An index that can be searched, in memory or on a server. */
export type OpenIndex = SearchIndex | RemoteIndex

/** Everything a search needs besides the corpus itself, in memory. */
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
        // A document that was published in English is its own English.
        ...(HAN.test(text) ? [] : [text]),
        ...lay.filter((question) => !HAN.test(question)),
      ].map(foldText),
    }
  })
  return {
    words: buildLexicalIndex(each(texts, ({ chinese }) => chinese.flatMap(tokenizer.words))),
    bigrams: buildLexicalIndex(each(texts, ({ chinese }) => chinese.flatMap(tokenizer.bigrams))),
    english: buildLexicalIndex(each(texts, ({ english }) => english.flatMap(tokenizer.words))),
    titles: buildLexicalIndex(
      each(measures, ({ title, translation, draftTranslation }) =>
        [title, (translation ?? draftTranslation)?.title ?? '']
          .map(foldText)
          .flatMap(tokenizer.words),
      ),
    ),
  }
}

/** One at a time: the tokens of all measures of a large corpus would take several gigabytes. */
function* each<Item, Result>(
  items: readonly Item[],
  of: (item: Item) => Result,
): Generator<Result> {
  for (const item of items) yield of(item)
}
