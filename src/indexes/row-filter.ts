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

/** Ascending distinct rows as ranges: those of a document stand together, so their ends are searched for. */
export function rangesOf(rows: Uint32Array): RowRange[] {
  const ranges: RowRange[] = []
  for (let from = 0; from < rows.length; ) {
    const start = rows[from] ?? 0
    // Rows that follow on each other are as far apart as their places; once they are not they never are.
    let step = 1
    while (rows[from + step] === start + step) step *= 2
    let follows = step >> 1
    let breaks = Math.min(step, rows.length - from)
    while (breaks - follows > 1) {
      const middle = (follows + breaks) >> 1
      if (rows[from + middle] === start + middle) follows = middle
      else breaks = middle
    }
    ranges.push({ start, end: start + follows + 1 })
    from += follows + 1
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
