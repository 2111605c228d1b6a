import { AppError } from '../../errors.js'
import type { Postings } from '../lexical-tables.js'
import type { ScoredRow } from '../row-filter.js'
import type { IndexRow, IndexSql } from './index-database.js'
import { tablesOf } from './index-tables.js'
import type { IndexVersion } from './index-versions.js'

/** Measures from `start` on, below `end`. */
export interface MeasureRange {
  readonly start: number
  readonly end: number
}

/** The questions that are asked of one version of the index. */
export interface IndexQueries {
  /**
   * The postings of terms by their numbers: lists of our own, a row for each term, because BM25 needs the
   * counts. A GIN index over the tokens has none, and proposes too much: of 10,000 measures 9,400 share a
   * token with a question of 40, found in 136 ms; the lists of the 40 take 4 and give the exact scores.
   */
  postings(terms: readonly number[]): Promise<Map<number, Postings>>
  /**
   * The views nearest to a unit vector, of some measures or of all: found by the graph, scored in full
   * precision, in no order.
   *
   * @param measures Which measures; all when left out.
   */
  nearest(
    vector: Float32Array,
    limit: number,
    measures?: readonly MeasureRange[],
  ): Promise<ScoredRow[]>
  /** The same without the graph: all views of some measures are compared. */
  nearestByScan(
    vector: Float32Array,
    limit: number,
    measures: readonly MeasureRange[],
  ): Promise<ScoredRow[]>
  /** The cosines of a unit vector with all views of some measures, in no order. */
  cosines(vector: Float32Array, measures: readonly number[]): Promise<ScoredRow[]>
  /** The cosines of a unit vector with some views, in no order; only where there are sketches. */
  cosinesOf(vector: Float32Array, rows: Uint32Array): Promise<ScoredRow[]>
  /** The sketches of all views, some at a time; only where there are any. */
  sketches(): AsyncIterable<SketchBlock>
  /** What every server loads, by name. */
  parts(): Promise<Map<string, Uint8Array>>
}

/** Sketches of views that follow on each other. */
export interface SketchBlock {
  /** The row of the first. */
  readonly start: number
  readonly codes: Uint8Array
}

/** Views whose sketches are fetched at once: a few megabytes. */
const SKETCHES_AT_ONCE = 65_536

/** Bytes of one row and its score as they come from the server. */
const SCORE_BYTES = 8

/** The score that goes with `embedding`, and its packing: one value for all rows, not a row for each. */
const COSINE = '(-(embedding <#> $1::vector))::float4'
const PACKED = `string_agg(int4send(row) || float4send(cosine), ''::bytea) as bytes`

/** Asks one version. */
export function createIndexQueries(
  sql: IndexSql,
  { id, dimensions }: Pick<IndexVersion, 'id' | 'dimensions'>,
): IndexQueries {
  const tables = tablesOf(id)
  const half = `(embedding::halfvec(${dimensions})) <#> $1::vector::halfvec(${dimensions})`
  return {
    async postings(terms) {
      const rows = await sql.query(
        `select term, postings from ${tables.postings} where term = any($1::int4[])`,
        [terms],
      )
      return new Map(rows.map((row) => [Number(row['term']), postingsOf(bytesIn(row, 'postings'))]))
    },
    async nearest(vector, limit, measures) {
      const ranges = measures?.map(({ start, end }) => `[${start},${end})`).join(',')
      const [row] = await sql.query(
        `select ${PACKED} from (
           select row, ${COSINE} as cosine from ${tables.views}
           ${ranges === undefined ? '' : 'where measure <@ $3::int4multirange'}
           order by ${half} limit $2
         ) as found`,
        [textOf(vector), limit, ...(ranges === undefined ? [] : [`{${ranges}}`])],
      )
      return scoresOf(row)
    },
    async nearestByScan(vector, limit, measures) {
      const [row] = await sql.query(
        // One range after the other, so that each is read by the index on the measures.
        `select ${PACKED} from (
           select own.row, own.cosine
             from unnest($3::int4[], $4::int4[]) as range (first, past)
            cross join lateral (
              select row, ${COSINE} as cosine from ${tables.views}
               where measure >= range.first and measure < range.past
            ) as own
            order by own.cosine desc limit $2
         ) as found`,
        [textOf(vector), limit, measures.map(({ start }) => start), measures.map(({ end }) => end)],
      )
      return scoresOf(row)
    },
    async cosines(vector, measures) {
      const [row] = await sql.query(
        `select ${PACKED} from (
           select row, ${COSINE} as cosine from ${tables.views} where measure = any($2::int4[])
         ) as found`,
        [textOf(vector), measures],
      )
      return scoresOf(row)
    },
    async cosinesOf(vector, rows) {
      const [row] = await sql.query(
        `select ${PACKED} from (
           select row, ${COSINE} as cosine from ${tables.views} where row = any($2::int4[])
         ) as found`,
        [textOf(vector), [...rows]],
      )
      return scoresOf(row)
    },
    async *sketches() {
      for (let start = 0; ; start += SKETCHES_AT_ONCE) {
        const rows = await sql.query(
          `select start, codes from ${tables.sketches} where start >= $1 and start < $2`,
          [start, start + SKETCHES_AT_ONCE],
        )
        if (rows.length === 0) return
        for (const row of rows) yield { start: Number(row['start']), codes: bytesIn(row, 'codes') }
      }
    },
    async parts() {
      const rows = await sql.query(`select name, bytes from ${tables.parts}`)
      return new Map(rows.map((row) => [String(row['name']), bytesIn(row, 'bytes')]))
    },
  }
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(',')}]`
}

/** Bytes of a column, at the beginning of memory of their own so that they can be read as numbers. */
function bytesIn(row: IndexRow | undefined, column: string): Uint8Array {
  const value = row?.[column]
  if (value instanceof Uint8Array) return new Uint8Array(value)
  throw new AppError('bad_index', `PostgreSQL index: expected bytes as ${column}, found none`)
}

function postingsOf(bytes: Uint8Array): Postings {
  const count = bytes.length / (Uint32Array.BYTES_PER_ELEMENT + Uint16Array.BYTES_PER_ELEMENT)
  return {
    rows: new Uint32Array(bytes.buffer, 0, count),
    counts: new Uint16Array(bytes.buffer, count * Uint32Array.BYTES_PER_ELEMENT, count),
  }
}

function scoresOf(row: IndexRow | undefined): ScoredRow[] {
  // Without a single row there is nothing to add up.
  if (row?.['bytes'] === null) return []
  const bytes = bytesIn(row, 'bytes')
  const view = new DataView(bytes.buffer)
  return Array.from({ length: bytes.length / SCORE_BYTES }, (_, i) => ({
    row: view.getInt32(i * SCORE_BYTES),
    score: view.getFloat32(i * SCORE_BYTES + 4),
  }))
}
