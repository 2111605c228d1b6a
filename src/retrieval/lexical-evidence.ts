import type { LexicalSearch, WeightedTerm } from '../indexes/lexical-index.js'
import type { RowRange } from '../indexes/row-filter.js'
import type { LexicalLists } from './search-index.js'

/**
 * How many rows each list proposes in a large corpus: enough that fusion sees every list's best.
 */
export const CANDIDATE_ROWS = 300

/** What the lists of words are asked. */
export interface LexicalQuestion {
  readonly words: readonly WeightedTerm[]
  readonly bigrams: readonly WeightedTerm[]
  /** The measures to score, ascending; left out, those that a list or `near` has among its first. */
  readonly rows: Uint32Array | undefined
  /** The measures that may be among these; all when left out. */
  readonly ranges: readonly RowRange[] | undefined
  /** Measures that the vectors propose. */
  readonly near: readonly number[]
}

/** The measures that are candidates, ascending, and their scores by list, in their order. */
export interface LexicalEvidence {
  readonly candidates: Uint32Array
  readonly scores: LexicalLists<Float64Array>
}

/** Finds candidates and scores them by their words: BM25, 0 where no term matches. */
export function lexicalEvidence(
  lists: LexicalLists<LexicalSearch>,
  { words, bigrams, rows, ranges, near }: LexicalQuestion,
): LexicalEvidence {
  if (rows !== undefined) {
    return {
      candidates: rows,
      scores: {
        words: lists.words.scoresOf(words, rows),
        bigrams: lists.bigrams.scoresOf(bigrams, rows),
        english: lists.english.scoresOf(words, rows),
        titles: lists.titles.scoresOf(words, rows),
      },
    }
  }
  // Scored once for all rows: the candidates of one list are scored by the others too.
  const open = {
    words: lists.words.scoreAll(words, ranges),
    bigrams: lists.bigrams.scoreAll(bigrams, ranges),
    english: lists.english.scoreAll(words, ranges),
  }
  try {
    const found = new Set(near)
    for (const list of Object.values(open)) {
      for (const row of list.best(CANDIDATE_ROWS)) found.add(row)
    }
    const candidates = Uint32Array.from(found).sort()
    return {
      candidates,
      scores: {
        words: open.words.ofRows(candidates),
        bigrams: open.bigrams.ofRows(candidates),
        english: open.english.ofRows(candidates),
        titles: lists.titles.scoresOf(words, candidates),
      },
    }
  } finally {
    for (const list of Object.values(open)) list.release()
  }
}
