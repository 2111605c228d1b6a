import { AppError } from '../../errors.js'
import type { Postings } from '../lexical-index.js'
import type { ScoredRow } from '../row-filter.js'
import type { IndexRow, IndexSql } from './index-database.js'
import { tablesOf } from './index-tables.js'
import type { IndexVersion } from './index-versions.js'

/** The questions that are asked of one version of the index. */
export interface IndexQueries {
  /** The postings of terms by their numbers. */
  postings(terms: readonly number[]): Promise<Map<number, Postings>>
  /**
   * The views nearest to a unit vector, of some measures or of all: found by the graph, scored in full
   * precision, in no order.
   *
   * @param ranges Measures as `int4multirange`, such as `{[0,20),[40,60)}`; all when left out.
   */
  nearest(vector: Float32Array, limit: number, ranges: string | undefined): Promise<ScoredRow[]>
  /** The cosines of a unit vector with all views of some measures, in no order. */
  cosines(vector: Float32Array, measures: readonly number[]): Promise<ScoredRow[]>
  /** What every server loads, by name. */
  parts(): Promise<Map<string, Uint8Array>>
}

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
    async nearest(vector, limit, ranges) {
      const [row] = await sql.query(
        `select ${PACKED} from (
           select row, ${COSINE} as cosine from ${tables.views}
           ${ranges === undefined ? '' : 'where measure <@ $3::int4multirange'}
           order by ${half} limit $2
         ) as found`,
        [textOf(vector), limit, ...(ranges === undefined ? [] : [ranges])],
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
