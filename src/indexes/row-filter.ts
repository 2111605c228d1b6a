import { AppError } from '../errors.js'

/** One found row: its number and its score, higher is better. */
export interface ScoredRow {
  readonly row: number
  readonly score: number
}

/**
 * Which rows a search may return: a test per row, or the allowed rows themselves as
 * {@link rowSetOf} gives them (ascending, distinct). A set is the faster form when it is narrow:
 * only its rows are looked at. A test may throw; the search then throws the same error.
 */
export type RowFilter = ((row: number) => boolean) | Uint32Array

/** Rows from `start` on, below `end`. */
export interface RowRange {
  readonly start: number
  readonly end: number
}

/** Largest number of rows: rows are stored as uint32, and hnswlib takes uint32 labels unchecked. */
export const MAX_ROWS = 0xff_ff_ff_ff

/** The rows as a set for {@link RowFilter}: ascending, without repetitions. */
export function rowSetOf(rows: Iterable<number>): Uint32Array {
  const distinct = new Set<number>()
  for (const row of rows) distinct.add(checkedRow(row, MAX_ROWS))
  return Uint32Array.from(distinct).sort()
}

/** The row itself. @throws AppError `internal` unless it is a whole number in 0…size-1. */
export function checkedRow(row: number, size: number): number {
  if (Number.isInteger(row) && row >= 0 && row < size) return row
  throw new AppError('internal', `Row: expected a whole number in 0…${size - 1}, found ${row}`)
}

/**
 * The filter as a checked set of rows; a test is asked once for every row of the index.
 * @throws AppError `internal` when a set is not ascending, repeats a row or goes past the end;
 * whatever a test throws.
 */
export function resolveFilter(filter: RowFilter, size: number): Uint32Array {
  if (filter instanceof Uint32Array) return checkedRowSet(filter, size)
  const rows = new Uint32Array(size)
  let count = 0
  for (let row = 0; row < size; row++) if (filter(row)) rows[count++] = row
  return rows.subarray(0, count)
}

/** The set itself. @throws AppError `internal` when it is not ascending, distinct and in range. */
export function checkedRowSet(rows: Uint32Array, size: number): Uint32Array {
  let previous = -1
  for (const row of rows) {
    if (row <= previous || row >= size) {
      throw new AppError(
        'internal',
        `Row filter: expected ascending distinct rows below ${size}, found ${row} after ${previous}`,
      )
    }
    previous = row
  }
  return rows
}

/** Ascending distinct rows as ranges: those of a document stand together. */
export function rangesOf(rows: Uint32Array): RowRange[] {
  const ranges: RowRange[] = []
  let start = rows[0] ?? 0
  for (let i = 0; i < rows.length; i++) {
    const end = (rows[i] ?? 0) + 1
    const next = rows[i + 1]
    if (next === end) continue
    ranges.push({ start, end })
    start = next ?? 0
  }
  return ranges
}

/** The rows of ranges, in the order of these. */
export function rowsIn(ranges: readonly RowRange[]): Uint32Array {
  const rows = new Uint32Array(countIn(ranges))
  let filled = 0
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) rows[filled++] = row
  }
  return rows
}

/** How many rows there are in ranges. */
export function countIn(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0)
}
