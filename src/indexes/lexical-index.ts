import { AppError } from '../errors.js'
import { bestRows } from './best-rows.js'
import { bm25Idf, bm25LengthNorm, bm25Saturation } from './bm25.js'
import { type Bm25Kernel, createBm25Kernel } from './kernels/bm25-kernel.js'
import { parseLexicalTables, serializeLexicalTables } from './lexical-format.js'
import { buildLexicalTables, type LexicalTables, type Postings } from './lexical-tables.js'
import {
  checkedRow,
  checkedRowSet,
  type RowFilter,
  type RowRange,
  type ScoredRow,
} from './row-filter.js'
import { TopRows } from './top-rows.js'

/** A term of a query and how much it counts: finite, 0 or more. Repeated terms add up. */
export interface WeightedTerm {
  readonly term: string
  readonly weight: number
}

/** What one term of a query adds to the score of one row. */
export interface TermMatch {
  readonly term: string
  readonly contribution: number
}

/** How rare terms are, without the rows they stand in. */
export interface TermStatistics {
  /** Number of rows. */
  readonly size: number
  /** Weight of a term by its rarity; a term outside the vocabulary has that of no row at all. */
  idf(term: string): number
  /** Share, 0 to 1, of the terms' idf that belongs to terms in the vocabulary; 0 without terms. */
  coverage(terms: readonly string[]): number
}

/** BM25 over rows of tokens. Rows are 0…size-1 in the order they were given. */
export interface LexicalSearch extends TermStatistics {
  /** The best rows with a score above 0, best first; of equal scores the lower row first. */
  search(query: readonly WeightedTerm[], limit: number, filter?: RowFilter): ScoredRow[]
  /** The scores of some rows, ascending, in their order; 0 where no term matches. */
  scoresOf(query: readonly WeightedTerm[], rows: Uint32Array): Float64Array
  /** Scores all rows, or those of some ranges, once, for several uses; it must be released. */
  scoreAll(query: readonly WeightedTerm[], ranges?: readonly RowRange[]): AllScores
  /** The score of one row, the very number that `search` gives; 0 when no term matches. */
  score(query: readonly WeightedTerm[], row: number): number
  /** The matching terms in the order of the query; added up in that order they give `score`. */
  matches(query: readonly WeightedTerm[], row: number): TermMatch[]
}

/** The scores that a query gives to rows. Nothing of it may be used after `release`. */
export interface AllScores {
  /** The best rows with a score above 0, ascending; of equal scores the lower rows. */
  best(limit: number): Uint32Array
  /** The scores of rows, in their order; 0 where no term matches. */
  ofRows(rows: Uint32Array): Float64Array
  /** Gives its memory back to the index. */
  release(): void
}

/** A {@link LexicalSearch} that holds all its postings. */
export interface LexicalIndex extends LexicalSearch {
  /** The index as bytes for {@link loadLexicalIndex}. */
  serialize(): Uint8Array
}

/** What is known of terms and rows without postings; `postingStarts` says how many a term has. */
export type TermTables = Omit<LexicalTables, 'postingRows' | 'postingCounts'>

/** Terms and rows whose postings are elsewhere. */
export interface LexicalReader extends TermStatistics {
  /** Number of a term, -1 when it is not in the vocabulary. */
  numberOf(term: string): number
  /** BM25 with the postings that `postingsOf` gives for the number of a term of the vocabulary. */
  searchWith(postingsOf: (termNumber: number) => Postings): LexicalSearch
}

interface QueryTerm extends Postings {
  readonly term: string
  /** Weight in the query times idf. */
  readonly weight: number
}

/** Builds the index in one pass over the rows, each a list of tokens. */
export function buildLexicalIndex(rows: Iterable<readonly string[]>): LexicalIndex {
  return createLexicalIndex(buildLexicalTables(rows))
}

/**
 * The index over bytes of {@link LexicalIndex.serialize}, viewed in place: they must not change
 * while the index is used.
 * @throws AppError `bad_index` when the bytes are not such an index, or damaged.
 */
export function loadLexicalIndex(bytes: Uint8Array): LexicalIndex {
  return createLexicalIndex(parseLexicalTables(bytes))
}

function createLexicalIndex(tables: LexicalTables): LexicalIndex {
  const { postingStarts, postingRows, postingCounts } = tables
  const search = createLexicalReader(tables).searchWith((termNumber) => {
    const start = postingStarts[termNumber] ?? 0
    const end = postingStarts[termNumber + 1] ?? 0
    return { rows: postingRows.subarray(start, end), counts: postingCounts.subarray(start, end) }
  })
  return { ...search, serialize: () => serializeLexicalTables(tables) }
}

/** Reads terms and rows; what it makes shares their lengths and one scratch space. */
export function createLexicalReader(tables: TermTables): LexicalReader {
  const { postingStarts } = tables
  const size = tables.rowLengths.length
  const norms = lengthNormsOf(tables.rowLengths)
  // Taken out while a search runs: several may be open, and a filter may itself search this index.
  const spares: Bm25Kernel[] = []

  function rowsWith(termNumber: number): number {
    if (termNumber < 0) return 0
    return (postingStarts[termNumber + 1] ?? 0) - (postingStarts[termNumber] ?? 0)
  }

  function idf(term: string): number {
    return bm25Idf(size, rowsWith(findTerm(tables, term)))
  }

  const statistics: TermStatistics = {
    size,
    idf,
    coverage(terms) {
      let covered = 0
      let all = 0
      for (const term of terms) {
        const weight = idf(term)
        all += weight
        if (findTerm(tables, term) >= 0) covered += weight
      }
      return all === 0 ? 0 : covered / all
    },
  }

  function resolve(
    query: readonly WeightedTerm[],
    postingsOf: (termNumber: number) => Postings,
  ): QueryTerm[] {
    const weights = new Map<string, number>()
    for (const { term, weight } of query) {
      if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
        throw new AppError(
          'internal',
          `Query term ${term}: expected a finite weight from 0, found ${weight}`,
        )
      }
      weights.set(term, (weights.get(term) ?? 0) + weight)
    }
    const terms: QueryTerm[] = []
    for (const [term, weight] of weights) {
      const number = weight > 0 ? findTerm(tables, term) : -1
      if (number < 0) continue
      terms.push({
        term,
        ...postingsOf(number),
        weight: weight * bm25Idf(size, rowsWith(number)),
      })
    }
    return terms
  }

  function contribution({ weight, counts }: QueryTerm, posting: number, row: number): number {
    return weight * bm25Saturation(counts[posting] ?? 0, norms[row] ?? 0)
  }

  /** Adds a term to the scores of the rows of a range that it stands in. */
  function addTerm(kernel: Bm25Kernel, term: QueryTerm, { start, end }: RowRange): void {
    const { rows, weight } = term
    const from = start === 0 ? 0 : lowerBound(rows, start, 0, rows.length)
    const to = end >= size ? rows.length : lowerBound(rows, end, from, rows.length)
    kernel.add(term, from, to, weight)
  }

  /** The same for the allowed rows only, each looked up in the term's postings. */
  function addAllowed({ scores }: Bm25Kernel, term: QueryTerm, allowed: Uint32Array): void {
    const { rows } = term
    let posting = 0
    for (const row of allowed) {
      posting = lowerBound(rows, row, posting, rows.length)
      if (posting === rows.length) break
      if (rows[posting] !== row) continue
      scores[row] = (scores[row] ?? 0) + contribution(term, posting, row)
    }
  }

  /** Runs with a kernel whose scores are 0, and are to be 0 again outside a range afterwards. */
  function withKernel<T>(range: RowRange, run: (kernel: Bm25Kernel) => T): T {
    const kernel = spares.pop() ?? createBm25Kernel(norms)
    try {
      return run(kernel)
    } finally {
      giveBack(kernel, range)
    }
  }

  function giveBack(kernel: Bm25Kernel, { start, end }: RowRange): void {
    kernel.scores.fill(0, start, end)
    spares.push(kernel)
  }

  function scoresOf(terms: readonly QueryTerm[], rows: Uint32Array): Float64Array {
    const range = { start: rows[0] ?? 0, end: (rows.at(-1) ?? -1) + 1 }
    return withKernel(range, (kernel) => {
      for (const term of terms) {
        if (isProbingCheaper(rows.length, term.rows.length)) addAllowed(kernel, term, rows)
        else addTerm(kernel, term, range)
      }
      return pickedFrom(kernel.scores, rows)
    })
  }

  function search(
    terms: readonly QueryTerm[],
    limit: number,
    filter: RowFilter | undefined,
  ): ScoredRow[] {
    const top = new TopRows(limit)
    if (filter instanceof Uint32Array) {
      scoresOf(terms, checkedRowSet(filter, size)).forEach((score, i) => {
        if (score > 0) top.add(filter[i] ?? 0, score)
      })
      return top.sorted()
    }
    if (terms.length === 0 || limit === 0) return []
    return withKernel({ start: 0, end: size }, (kernel) => {
      for (const term of terms) addTerm(kernel, term, { start: 0, end: size })
      kernel.scores.forEach((score, row) => {
        if (score === 0 || !top.accepts(row, score)) return
        if (filter !== undefined && !filter(row)) return
        top.add(row, score)
      })
      return top.sorted()
    })
  }

  function scoreAll(
    terms: readonly QueryTerm[],
    ranges: readonly RowRange[] = [{ start: 0, end: size }],
  ): AllScores {
    const kernel = spares.pop() ?? createBm25Kernel(norms)
    // What stands between the ranges is scored too: few rows, where they are a document's or an office's.
    const span = { start: ranges[0]?.start ?? 0, end: ranges.at(-1)?.end ?? 0 }
    for (const term of terms) addTerm(kernel, term, span)
    return {
      best: (limit) => bestRows(kernel, limit, ranges, Number.MIN_VALUE),
      ofRows: (rows) => pickedFrom(kernel.scores, rows),
      release: () => giveBack(kernel, span),
    }
  }

  function matches(terms: readonly QueryTerm[], row: number): TermMatch[] {
    const found: TermMatch[] = []
    for (const term of terms) {
      const { rows } = term
      const posting = lowerBound(rows, row, 0, rows.length)
      if (posting === rows.length || rows[posting] !== row) continue
      found.push({ term: term.term, contribution: contribution(term, posting, row) })
    }
    return found
  }

  return {
    ...statistics,
    numberOf: (term) => findTerm(tables, term),
    searchWith(postingsOf) {
      const matchesOf = (query: readonly WeightedTerm[], row: number): TermMatch[] =>
        matches(resolve(query, postingsOf), checkedRow(row, size))
      return {
        ...statistics,
        search: (query, limit, filter) => search(resolve(query, postingsOf), limit, filter),
        scoresOf: (query, rows) => scoresOf(resolve(query, postingsOf), checkedRowSet(rows, size)),
        scoreAll: (query, ranges) => scoreAll(resolve(query, postingsOf), ranges),
        matches: matchesOf,
        score: (query, row) =>
          matchesOf(query, row).reduce((sum, match) => sum + match.contribution, 0),
      }
    },
  }
}

/** Numbers at some places, in the order of these. */
function pickedFrom(numbers: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length)
  for (let i = 0; i < places.length; i++) picked[i] = numbers[places[i] ?? 0] ?? 0
  return picked
}

function lengthNormsOf(rowLengths: Uint32Array): Float64Array {
  const total = rowLengths.reduce((sum, length) => sum + length, 0)
  // Without a single token no posting asks for a norm; 1 only keeps the division defined.
  const average = total === 0 ? 1 : total / rowLengths.length
  return Float64Array.from(rowLengths, (length) => bm25LengthNorm(length, average))
}

/** Postings that are added in the time of one step of a binary search. */
const POSTINGS_PER_STEP = 4

/** Whether a binary search per allowed row takes less time than adding all postings. */
function isProbingCheaper(allowedRows: number, postings: number): boolean {
  return allowedRows * Math.log2(postings + 1) * POSTINGS_PER_STEP < postings
}

/** First position in `from`…`end` whose row is not below `row`; `end` when there is none. */
function lowerBound(rows: Uint32Array, row: number, from: number, end: number): number {
  let low = from
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle] ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}

/** Number of the term, -1 when it is not in the vocabulary. */
function findTerm(tables: TermTables, term: string): number {
  let low = 0
  let high = tables.termStarts.length - 2
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareTerm(tables, middle, term)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Below 0 when the numbered term sorts before `term`, by UTF-16 code units. */
function compareTerm(tables: TermTables, number: number, term: string): number {
  const start = tables.termStarts[number] ?? 0
  const length = (tables.termStarts[number + 1] ?? 0) - start
  const shared = Math.min(length, term.length)
  for (let i = 0; i < shared; i++) {
    const difference = (tables.termText[start + i] ?? 0) - term.charCodeAt(i)
    if (difference !== 0) return difference
  }
  return length - term.length
}
