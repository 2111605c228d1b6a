/** Rows from `start` on, below `end`. */
export interface RowRange {
  readonly start: number
  readonly end: number
}

/** Scores looked at to guess what the best rows have at least: a guess from fewer takes in more rows. */
const SAMPLE = 4_096

/** Step of the golden ratio, by which the sample is spread over any pattern of rows. */
const GOLDEN_STEP = (Math.sqrt(5) - 1) / 2

/**
 * The rows of some ranges with the highest scores, best first; of equal scores the lower row first.
 *
 * @param scores Of all rows: at most 2²² of them, each below 2³⁰ in size.
 */
export function bestRows(
  scores: Int32Array,
  limit: number,
  ranges: readonly RowRange[],
): Uint32Array {
  const rows = ranges.reduce((sum, { start, end }) => sum + end - start, 0)
  const wanted = Math.min(limit, rows)
  if (wanted === 0) return new Uint32Array()
  const guess = rowsFrom(scores, ranges, guessBound(scores, ranges, rows, wanted))
  const found = guess.length >= wanted ? guess : rowsFrom(scores, ranges, Number.NEGATIVE_INFINITY)
  // One number for score and row, exact below 2⁵³: numbers are sorted many times as fast as pairs.
  const size = scores.length
  const keys = Float64Array.from(found, (row) => row - (scores[row] ?? 0) * size).sort()
  return Uint32Array.from({ length: wanted }, (_, i) => {
    const key = keys[i] ?? 0
    return key - Math.floor(key / size) * size
  })
}

/** A score that probably a few more rows reach than are wanted. */
function guessBound(
  scores: Int32Array,
  ranges: readonly RowRange[],
  rows: number,
  wanted: number,
): number {
  const sample: number[] = []
  for (const { start, end } of ranges) {
    const share = Math.ceil(((end - start) / rows) * SAMPLE)
    for (let i = 0; i < share; i++) {
      sample.push(scores[start + Math.floor(((i * GOLDEN_STEP) % 1) * (end - start))] ?? 0)
    }
  }
  const sorted = Int32Array.from(sample).sort()
  const expected = (wanted / rows) * sorted.length
  // Four standard deviations more than expected, so that it hardly ever has to be done again.
  const rank = Math.ceil(expected + 4 * Math.sqrt(expected) + 4)
  return sorted[sorted.length - rank] ?? Number.NEGATIVE_INFINITY
}

function rowsFrom(scores: Int32Array, ranges: readonly RowRange[], bound: number): number[] {
  const rows: number[] = []
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) if ((scores[row] ?? 0) >= bound) rows.push(row)
  }
  return rows
}
