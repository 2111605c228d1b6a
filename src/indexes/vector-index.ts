import { AppError } from '../errors.js'
import { checkedRow, MAX_ROWS, type RowFilter, type ScoredRow } from './row-filter.js'

/** Cosine search over rows of unit vectors; rows are 0…size-1 in the order they were given. */
export interface VectorIndex {
  readonly size: number
  readonly dimensions: number
  /**
   * The rows nearest to a unit vector, best first; of equal scores the lower row first. Scores are
   * cosines, -1 to 1, computed from the float32 vectors whatever finds the rows.
   * @throws AppError `internal` for a query with another dimension, a NaN or another length than 1,
   * for a filter that does not fit, and after `close`; whatever a filter throws.
   */
  search(query: Float32Array, limit: number, filter?: RowFilter): ScoredRow[]
  /** The cosine of one row, the very number that `search` gives. */
  score(query: Float32Array, row: number): number
  /** A view of one row's vector, not to be written to. */
  vector(row: number): Float32Array
  /** Lets go of the vectors; the index cannot be used afterwards. */
  close(): void
}

/**
 * The vectors of an index: one row after the other. The array is kept, not copied, and must not
 * change while an index uses it.
 */
export interface VectorRows {
  readonly values: Float32Array
  readonly dimensions: number
}

/**
 * How far the squared length of a unit vector may be from 1. Float32 rounding of 384 numbers stays
 * below 0.00001; a vector that was never normalized is off by far more than 0.001.
 */
const UNIT_TOLERANCE = 0.001

/**
 * Number of rows. @throws AppError `bad_index` when the array is not a whole number of rows, or a
 * row holds NaN or Infinity or is not a unit vector; the message names the row.
 */
export function checkedRowCount({ values, dimensions }: VectorRows): number {
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    throw new AppError('bad_index', `Vectors: expected at least 1 dimension, found ${dimensions}`)
  }
  const rows = values.length / dimensions
  if (!Number.isInteger(rows) || rows > MAX_ROWS) {
    throw new AppError(
      'bad_index',
      `Vectors: expected whole rows of ${dimensions} numbers, found ${values.length} numbers`,
    )
  }
  for (let row = 0; row < rows; row++) {
    const squared = squaredLength(values, row * dimensions, dimensions)
    if (isUnit(squared)) continue
    throw new AppError('bad_index', `Vector of row ${row}: ${unitExpected(squared)}`)
  }
  return rows
}

/** @throws AppError `internal` unless the query is a unit vector of that many dimensions. */
export function checkQuery(query: Float32Array, dimensions: number): void {
  if (query.length !== dimensions) {
    throw new AppError(
      'internal',
      `Query vector: expected ${dimensions} dimensions, found ${query.length}`,
    )
  }
  const squared = squaredLength(query, 0, dimensions)
  if (!isUnit(squared)) throw new AppError('internal', `Query vector: ${unitExpected(squared)}`)
}

/** The view of one row. @throws AppError `internal` when there is no such row. */
export function vectorOf({ values, dimensions }: VectorRows, row: number): Float32Array {
  checkedRow(row, values.length / dimensions)
  return values.subarray(row * dimensions, (row + 1) * dimensions)
}

/** Dot product of `query` with the numbers of `values` from `offset` on, summed in float64. */
export function dotAt(values: Float32Array, offset: number, query: Float32Array): number {
  const dimensions = query.length
  // Four sums at once: one would make each addition wait for the one before it.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < dimensions; i += 4) {
    a += (values[offset + i] ?? 0) * (query[i] ?? 0)
    b += (values[offset + i + 1] ?? 0) * (query[i + 1] ?? 0)
    c += (values[offset + i + 2] ?? 0) * (query[i + 2] ?? 0)
    d += (values[offset + i + 3] ?? 0) * (query[i + 3] ?? 0)
  }
  for (; i < dimensions; i++) a += (values[offset + i] ?? 0) * (query[i] ?? 0)
  return a + b + (c + d)
}

function squaredLength(values: Float32Array, offset: number, dimensions: number): number {
  const row = values.subarray(offset, offset + dimensions)
  return dotAt(row, 0, row)
}

/** False for NaN and Infinity as well: a vector that holds one has such a length too. */
function isUnit(squared: number): boolean {
  return Math.abs(squared - 1) <= UNIT_TOLERANCE
}

function unitExpected(squared: number): string {
  return `expected finite numbers with length 1, found length ${Math.sqrt(squared)}`
}
