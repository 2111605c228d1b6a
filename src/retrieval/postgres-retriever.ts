import { LRUCache } from 'lru-cache'
import { AppError } from '../errors.js'
import type { LexicalReader, LexicalSearch } from '../indexes/lexical-index.js'
import type { Postings } from '../indexes/lexical-tables.js'
import type { IndexQueries } from '../indexes/postgres/index-queries.js'
import { countIn, rangesOf, type RowRange, type ScoredRow } from '../indexes/row-filter.js'
import type { SketchIndex } from '../indexes/sketches/sketch-index.js'
import { nthLargest } from '../indexes/nth-largest.js'
import { TopRows } from '../indexes/top-rows.js'
import { DatabaseError } from '../records/database-error.js'
import {
  LAY_GRAPH_ROWS,
  LAY_KIND,
  layRowsOf,
  type Retriever,
  viewCountOf,
  viewRangesOf,
} from './retriever.js'
import { LEXICAL_LISTS, type LexicalLists } from './search-index.js'
import { SCORE_ALL_MAX_MEASURES } from './search-measures.js'
import { VIEW_KINDS, type ViewTable } from './views.js'

/** Bytes of postings kept: the words that most questions hold are the ones with the longest lists. */
const POSTINGS_CACHE_BYTES = 64 * 2 ** 20

/**
 * Up to this many views of the allowed measures all are compared, at about a microsecond each. A filtered
 * walk through the graph took 340 ms where 70,000 of 350,000 views were allowed and the question's nearest
 * ones were not among them; it ends after 20,000 rows (`hnsw.max_scan_tuples`), with or without enough.
 */
const SCAN_MAX_VIEWS = 150_000

/** Views that sketches propose for each that is wanted: of 400,000 they then have .999 of the nearest 300. */
const PROPOSED_PER_ROW = 2

/** Views that they propose at least: of few, the order by sketches says less. */
const PROPOSED_MIN = 120

/** Seconds after which it makes sense to ask again when the server cannot be reached. */
const RETRY_AFTER_SECONDS = 5

/** What {@link createPostgresRetriever} works with. */
export interface PostgresRetrieverDeps {
  readonly queries: IndexQueries
  readonly readers: LexicalLists<LexicalReader>
  /** Number of the first term of each list among the terms of all. */
  readonly firstTerms: LexicalLists<number>
  readonly views: ViewTable
  /** Propose the nearest views; left out, the database's graph does. */
  readonly sketches?: SketchIndex | undefined
}

/** What is known of one question's vector, for as long as that lives. */
interface KnownVector {
  /** Cosines with the views of a measure, in their order. */
  readonly cosines: Map<number, Float32Array>
  /** Cosines with single views, by row. */
  readonly ofRows: Map<number, number>
  /** The nearest views of all measures, and how many were asked for. */
  nearest: { readonly limit: number; readonly rows: Promise<readonly ScoredRow[]> } | undefined
}

/** Fetches postings and cosines from PostgreSQL; vocabulary and views are in memory. */
export function createPostgresRetriever({
  queries,
  readers,
  firstTerms,
  views,
  sketches,
}: PostgresRetrieverDeps): Retriever {
  const measureCount = views.starts.length - 1
  const cache = new LRUCache<number, Postings>({
    maxSize: POSTINGS_CACHE_BYTES,
    sizeCalculation: ({ rows, counts }) => 1 + rows.byteLength + counts.byteLength,
  })
  const known = new WeakMap<Float32Array, KnownVector>()

  function knownOf(vector: Float32Array): KnownVector {
    const found = known.get(vector) ?? { cosines: new Map(), ofRows: new Map(), nearest: undefined }
    known.set(vector, found)
    return found
  }

  async function lexical(
    terms: Parameters<Retriever['lexical']>[0],
  ): Promise<LexicalLists<LexicalSearch>> {
    const held = new Map<number, Postings>()
    const missing: number[] = []
    for (const name of LEXICAL_LISTS) {
      for (const term of new Set(name === 'bigrams' ? terms.bigrams : terms.words)) {
        const number = readers[name].numberOf(term)
        if (number < 0) continue
        const key = firstTerms[name] + number
        const postings = cache.get(key)
        if (postings === undefined) missing.push(key)
        else held.set(key, postings)
      }
    }
    if (missing.length > 0) {
      for (const [key, postings] of await orUnavailable(queries.postings(missing))) {
        held.set(key, postings)
        cache.set(key, postings)
      }
    }
    const listOf = (name: keyof typeof readers): LexicalSearch =>
      readers[name].searchWith((number) => {
        const postings = held.get(firstTerms[name] + number)
        if (postings !== undefined) return postings
        throw new AppError(
          'internal',
          `PostgreSQL index: postings of term ${number} of ${name} are not fetched`,
        )
      })
    return {
      words: listOf('words'),
      bigrams: listOf('bigrams'),
      english: listOf('english'),
      titles: listOf('titles'),
    }
  }

  async function exactCosines(vector: Float32Array, measures: Uint32Array): Promise<Float64Array> {
    const { cosines: byMeasure } = knownOf(vector)
    const missing = measures.filter((measure) => !byMeasure.has(measure))
    if (missing.length > 0) {
      const rows = await orUnavailable(queries.cosines(vector, [...missing]))
      const expected = viewCountOf(views, missing)
      if (rows.length !== expected) {
        throw new AppError(
          'bad_index',
          `PostgreSQL index: expected ${expected} views of ${missing.length} measures, found ${rows.length}`,
        )
      }
      for (const measure of missing) {
        const count = (views.starts[measure + 1] ?? 0) - (views.starts[measure] ?? 0)
        byMeasure.set(measure, new Float32Array(count))
      }
      for (const { row, score } of rows) {
        const measure = views.measures[row] ?? 0
        const own = byMeasure.get(measure)
        if (own !== undefined) own[row - (views.starts[measure] ?? 0)] = score
      }
    }
    const cosines = new Float64Array(viewCountOf(views, measures))
    let filled = 0
    for (const measure of measures) {
      const own = byMeasure.get(measure) ?? []
      cosines.set(own, filled)
      filled += own.length
    }
    return cosines
  }

  /** About the cosines; exact of those that are known, and of those that the lists are scaled by. */
  async function cosinesBySketch(
    index: SketchIndex,
    vector: Float32Array,
    measures: Uint32Array,
  ): Promise<Float64Array> {
    const about = index.cosines(vector, viewRangesOf(views, rangesOf(measures)))
    const cosines = new Float64Array(about)
    const firsts = new Map<number, number>()
    let first = 0
    for (const measure of measures) {
      firsts.set(measure, first)
      first += (views.starts[measure + 1] ?? 0) - (views.starts[measure] ?? 0)
    }
    const placeOf = (row: number): number => {
      const measure = views.measures[row] ?? 0
      return (firsts.get(measure) ?? Number.NaN) + row - (views.starts[measure] ?? 0)
    }
    const { ofRows } = knownOf(vector)
    for (const [row, cosine] of ofRows) {
      const place = placeOf(row)
      if (!Number.isNaN(place)) cosines[place] = cosine
    }
    const leading = leadingRows(views, measures, cosines).filter((row) => !ofRows.has(row))
    for (const { row, score } of await cosinesOf(vector, Uint32Array.from(leading))) {
      cosines[placeOf(row)] = score
    }
    return cosines
  }

  /** Exact cosines with single views, which are remembered. */
  async function cosinesOf(vector: Float32Array, rows: Uint32Array): Promise<readonly ScoredRow[]> {
    if (rows.length === 0) return []
    const found = await orUnavailable(queries.cosinesOf(vector, rows))
    const { ofRows } = knownOf(vector)
    for (const { row, score } of found) ofRows.set(row, score)
    return found
  }

  async function nearestBySketch(
    index: SketchIndex,
    vector: Float32Array,
    limit: number,
    ranges?: readonly RowRange[],
  ): Promise<readonly ScoredRow[]> {
    const proposed = index.propose(vector, Math.max(limit * PROPOSED_PER_ROW, PROPOSED_MIN), ranges)
    return sorted(await cosinesOf(vector, proposed)).slice(0, limit)
  }

  async function nearest(
    vector: Float32Array,
    limit: number,
    measures: readonly RowRange[] | undefined,
  ): Promise<readonly ScoredRow[]> {
    if (measures === undefined || countIn(measures) === measureCount) {
      const own = knownOf(vector)
      if (own.nearest === undefined || own.nearest.limit < limit) {
        const rows =
          sketches === undefined
            ? orUnavailable(queries.nearest(vector, limit, undefined)).then(sorted)
            : nearestBySketch(sketches, vector, limit)
        own.nearest = { limit, rows }
        // Who asks again after a failure is not to be given the failure again.
        rows.catch(() => {
          own.nearest = undefined
        })
      }
      return (await own.nearest.rows).slice(0, limit)
    }
    const rows = viewRangesOf(views, measures)
    if (sketches !== undefined) return nearestBySketch(sketches, vector, limit, rows)
    const find = countIn(rows) <= SCAN_MAX_VIEWS ? queries.nearestByScan : queries.nearest
    return sorted(await orUnavailable(find(vector, limit, measures)))
  }

  return {
    lexical,
    nearest,
    async nearestLay(vector, limit) {
      if (measureCount <= SCORE_ALL_MAX_MEASURES) {
        const cosines = await exactCosines(
          vector,
          Uint32Array.from({ length: measureCount }, (_, measure) => measure),
        )
        const top = new TopRows(limit)
        views.kinds.forEach((kind, row) => {
          if (kind === LAY_KIND) top.add(row, cosines[row] ?? 0)
        })
        return top.sorted()
      }
      return layRowsOf(views, await nearest(vector, LAY_GRAPH_ROWS, undefined)).slice(0, limit)
    },
    ...(sketches === undefined
      ? { cosines: exactCosines }
      : {
          cosines: (vector, measures) => cosinesBySketch(sketches, vector, measures),
          exactCosines,
        }),
  }
}

/**
 * Measures whose best cosine with a kind of view is exact: lists of cosines are scaled by the best and
 * by the hundredth, and what is off by .0013 may be some places further down.
 */
const LEADING_MEASURES = 160

/** Rows of each kind of view that are among the best, counted by measures. */
function leadingRows(views: ViewTable, measures: Uint32Array, cosines: Float64Array): number[] {
  const best = VIEW_KINDS.map(() => new Float64Array(measures.length))
  const eachRow = (visit: (row: number, kind: number, place: number, cosine: number) => void) => {
    let view = 0
    measures.forEach((measure, place) => {
      const end = views.starts[measure + 1] ?? 0
      for (let row = views.starts[measure] ?? 0; row < end; row++) {
        visit(row, views.kinds[row] ?? 0, place, cosines[view++] ?? 0)
      }
    })
  }
  eachRow((_, kind, place, cosine) => {
    const own = best[kind]
    if (own !== undefined) own[place] = Math.max(own[place] ?? 0, cosine)
  })
  const least = best.map((scores) => nthLargest(scores, LEADING_MEASURES))
  const rows: number[] = []
  eachRow((row, kind, _, cosine) => {
    if (cosine >= (least[kind] ?? 0)) rows.push(row)
  })
  return rows
}

/** Best first; of equal scores the lower row first. */
function sorted(rows: readonly ScoredRow[]): ScoredRow[] {
  return rows.toSorted((a, b) => b.score - a.score || a.row - b.row)
}

/**
 * What the server gives.
 *
 * @throws AppError `overloaded` while it cannot be reached, whatever else is thrown otherwise.
 */
async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.reason === 'statement') throw error
    throw new AppError('overloaded', error.message, {
      cause: error,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
}
