import type { LexicalSearch } from '../indexes/lexical-index.js'
import { type RowRange, rowsIn, type ScoredRow } from '../indexes/row-filter.js'
import { TopRows } from '../indexes/top-rows.js'
import type { LargeVectors } from '../indexes/create-vector-index.js'
import { dotAt } from '../indexes/vector-index.js'
import { CANDIDATE_ROWS } from './lexical-evidence.js'
import type { LexicalLists, OpenIndex, SearchIndex } from './search-index.js'
import { VIEW_KINDS, type ViewTable } from './views.js'

/** Terms of one search whose postings are needed. */
export interface SearchTerms {
  /** For the lists of words, of English words and of titles. */
  readonly words: readonly string[]
  /** For the list of character bigrams. */
  readonly bigrams: readonly string[]
}

/** Something at hand, or on its way. */
type Eventual<T> = T | Promise<T>

/**
 * Fetches what one search needs of an index: from memory at once, from a server after a while. Scores
 * are made of it by the same code, wherever it comes from.
 *
 * @throws AppError `overloaded` when a server cannot be reached.
 */
export interface Retriever {
  /** The lists, good for these terms only. */
  lexical(terms: SearchTerms): Eventual<LexicalLists<LexicalSearch>>
  /** The views nearest to a unit vector, of the measures in some ranges or of all, in any order. */
  nearest(
    vector: Float32Array,
    limit: number,
    measures: readonly RowRange[] | undefined,
  ): Eventual<readonly Pick<ScoredRow, 'row'>[]>
  /** The lay questions nearest to a unit vector, best first; in a large corpus perhaps fewer. */
  nearestLay(vector: Float32Array, limit: number): Eventual<readonly ScoredRow[]>
  /**
   * Cosines with all views of some measures (ascending), one after the other; where there is
   * `exactCosines` they may be wrong by some .0005.
   */
  cosines(vector: Float32Array, measures: Uint32Array): Eventual<Float64Array>
  /** The same without error, for few measures. */
  readonly exactCosines?: Retriever['cosines']
}

/** Rows among which the nearest lay questions are sought where not all views can be compared. */
export const LAY_GRAPH_ROWS = 50

/** The same where more are compared when these are too few: mostly lay questions are nearest to a question. */
const LAY_NEAR_ROWS = 100

/** Code of lay questions in a {@link ViewTable}. */
export const LAY_KIND = VIEW_KINDS.indexOf('lay')

/** What fetches from an index, wherever that is. */
export function retrieverOf(index: OpenIndex): Retriever {
  return 'retriever' in index ? index.retriever : createMemoryRetriever(index)
}

function createMemoryRetriever(index: SearchIndex): Retriever {
  const { lexical, views, vectors } = index
  const { values, dimensions } = vectors
  if (values === undefined) {
    return { lexical: () => lexical, ...createQuickRetriever(views, vectors) }
  }
  const cosine = (vector: Float32Array, row: number): number =>
    dotAt(values, row * dimensions, vector)
  return {
    lexical: () => lexical,
    nearest: (vector, limit, measures) =>
      vectors.search(vector, limit, measures && rowsIn(viewRangesOf(views, measures))),
    nearestLay(vector, limit) {
      const top = new TopRows(limit)
      for (let row = 0; row < vectors.size; row++) {
        if (views.kinds[row] === LAY_KIND) top.add(row, cosine(vector, row))
      }
      return top.sorted()
    },
    cosines: (vector, measures) =>
      Float64Array.from(viewRowsOf(views, measures), (row) => cosine(vector, row)),
  }
}

/** What is fetched otherwise where there are too many views to compare with all of them. */
function createQuickRetriever(views: ViewTable, vectors: LargeVectors): Omit<Retriever, 'lexical'> {
  return {
    // Only who is near counts: the candidates are compared again.
    nearest: (vector, limit, measures) =>
      measures === undefined
        ? vectors.near(vector, limit)
        : Array.from(vectors.about(vector, limit, viewRangesOf(views, measures)), (row) => ({
            row,
          })),
    nearestLay(vector, limit) {
      const top = new TopRows(limit)
      const wanted = 2 * limit
      const few = layRowsOf(views, vectors.near(vector, LAY_NEAR_ROWS))
      const near =
        few.length >= wanted ? few : layRowsOf(views, vectors.near(vector, CANDIDATE_ROWS))
      for (const { row } of near.slice(0, wanted)) top.add(row, vectors.score(vector, row))
      return top.sorted()
    },
    cosines: (vector, measures) =>
      new Float64Array(vectors.quickCosines(vector, viewRowsOf(views, measures))),
    exactCosines: (vector, measures) =>
      Float64Array.from(viewRowsOf(views, measures), (row) => vectors.score(vector, row)),
  }
}

/** Those of the rows that are lay questions. */
export function layRowsOf(views: ViewTable, rows: readonly ScoredRow[]): ScoredRow[] {
  return rows.filter(({ row }) => views.kinds[row] === LAY_KIND)
}

/** The views of measures that follow on each other. */
export function viewRangesOf({ starts }: ViewTable, measures: readonly RowRange[]): RowRange[] {
  return measures.map(({ start, end }) => ({ start: starts[start] ?? 0, end: starts[end] ?? 0 }))
}

/** Rows of all views of some measures, ascending as the measures are. */
function viewRowsOf(views: ViewTable, measures: Uint32Array): Uint32Array {
  const rows = new Uint32Array(viewCountOf(views, measures))
  let filled = 0
  for (const measure of measures) {
    const end = views.starts[measure + 1] ?? 0
    for (let row = views.starts[measure] ?? 0; row < end; row++) rows[filled++] = row
  }
  return rows
}

/** How many views some measures have. */
export function viewCountOf({ starts }: ViewTable, measures: Uint32Array): number {
  return measures.reduce(
    (sum, measure) => sum + (starts[measure + 1] ?? 0) - (starts[measure] ?? 0),
    0,
  )
}
