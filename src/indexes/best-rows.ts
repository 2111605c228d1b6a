import type { SelectRows } from './kernels/select-kernel.js'
import { nthLargest } from './nth-largest.js'
import { countIn, type RowRange } from './row-filter.js'

/** Scores of all rows, and how those of some rows are found that are high enough. */
export interface SelectableScores {
  readonly scores: Int32Array | Float64Array
  readonly select: SelectRows
}

/** Scores looked at to guess what the best rows have at least: a guess from fewer takes in more rows. */
const SAMPLE = 4_096

/** Step of the golden ratio, by which the sample is spread over any pattern of rows. */
const GOLDEN_STEP = (Math.sqrt(5) - 1) / 2

/**
 * The rows of some ranges with the highest scores, in the order of the ranges; of equal scores those
 * that come first.
 *
 * @param least Rows with a lower score are left out.
 */
export function bestRows(
  list: SelectableScores,
  limit: number,
  ranges: readonly RowRange[],
  least: number,
): Uint32Array {
  if (limit === 0) return new Uint32Array()
  const { scores } = list
  const found = goodRows(list, limit, ranges, least)
  if (found.length <= limit) return found
  const bound = nthLargest(scoresOf(scores, found), limit)
  // Those above the bound are all taken, so many with just that score fill up the rest.
  let equal = limit - found.reduce((sum, row) => sum + ((scores[row] ?? 0) > bound ? 1 : 0), 0)
  return found.filter((row) => {
    const score = scores[row] ?? 0
    return score > bound || (score === bound && equal-- > 0)
  })
}

/**
 * At least `wanted` rows of some ranges if there are so many, in the order of the ranges: all from some
 * score on, so that the best are among them, and mostly not many more.
 *
 * @param least Rows with a lower score are left out.
 */
export function goodRows(
  { scores, select }: SelectableScores,
  wanted: number,
  ranges: readonly RowRange[],
  least: number,
): Uint32Array {
  const guess = guessBound(scores, wanted, ranges)
  const found = select(Math.max(guess, least), ranges)
  return (found.length >= wanted || guess <= least ? found : select(least, ranges)).slice()
}

/** Scores of some rows, in their order. */
function scoresOf(scores: SelectableScores['scores'], rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) found[i] = scores[rows[i] ?? 0] ?? 0
  return found
}

/** A score that probably a few more rows reach than are wanted. */
function guessBound(
  scores: SelectableScores['scores'],
  wanted: number,
  ranges: readonly RowRange[],
): number {
  const rows = countIn(ranges)
  const sample = new Float64Array(Math.min(rows, SAMPLE))
  let passed = 0
  let filled = 0
  for (const { start, end } of ranges) {
    passed += end - start
    const share = Math.round((passed / rows) * sample.length) - filled
    let place = 0
    for (let i = 0; i < share; i++) {
      sample[filled++] = scores[start + Math.floor(place * (end - start))] ?? 0
      place += GOLDEN_STEP
      if (place >= 1) place--
    }
  }
  const expected = (wanted / rows) * sample.length
  // Four standard deviations more than expected, so that it hardly ever has to be done again.
  const rank = Math.ceil(expected + 4 * Math.sqrt(expected) + 4)
  return rank > sample.length ? Number.NEGATIVE_INFINITY : nthLargest(sample, rank)
}
