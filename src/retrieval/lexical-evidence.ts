import type { LexicalSearch, WeightedTerm } from '../indexes/lexical-index.js'
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
  /** The measures that may be among these, ascending; all when left out. */
  readonly allowed: Uint32Array | undefined
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
  { words, bigrams, rows, allowed, near }: LexicalQuestion,
): LexicalEvidence {
  if (rows !== undefined) {
    const positions = positionsOf(rows)
    const score = (list: LexicalSearch, terms: readonly WeightedTerm[]) =>
      scoresOf(list, terms, rows, positions)
    return {
      candidates: rows,
      scores: {
        words: score(lists.words, words),
        bigrams: score(lists.bigrams, bigrams),
        english: score(lists.english, words),
        titles: score(lists.titles, words),
      },
    }
  }
  // Scored once for all rows: the candidates of one list are scored by the others too.
  const open = {
    words: lists.words.scoreAll(words),
    bigrams: lists.bigrams.scoreAll(bigrams),
    english: lists.english.scoreAll(words),
  }
  try {
    const found = new Set(near)
    for (const list of Object.values(open)) {
      for (const { row } of list.top(CANDIDATE_ROWS, allowed)) found.add(row)
    }
    const candidates = Uint32Array.from(found).sort()
    return {
      candidates,
      scores: {
        words: open.words.ofRows(candidates),
        bigrams: open.bigrams.ofRows(candidates),
        english: open.english.ofRows(candidates),
        titles: scoresOf(lists.titles, words, candidates, positionsOf(candidates)),
      },
    }
  } finally {
    for (const list of Object.values(open)) list.release()
  }
}

function positionsOf(rows: Uint32Array): ReadonlyMap<number, number> {
  const positions = new Map<number, number>()
  for (let position = 0; position < rows.length; position++) {
    positions.set(rows[position] ?? 0, position)
  }
  return positions
}

function scoresOf(
  list: LexicalSearch,
  terms: readonly WeightedTerm[],
  rows: Uint32Array,
  positions: ReadonlyMap<number, number>,
): Float64Array {
  const scores = new Float64Array(rows.length)
  // One search, because scoring row by row would look up the terms for each of them.
  for (const { row, score } of list.search(terms, rows.length, rows)) {
    scores[positions.get(row) ?? 0] = score
  }
  return scores
}
