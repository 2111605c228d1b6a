import { bestRows, goodRows } from '../best-rows.js'
import { createInt8Kernel, createInt8Scanner, INT8_STEP } from '../kernels/int8-kernel.js'
import { nthLargest } from '../nth-largest.js'
import type { RowRange } from '../row-filter.js'
import type { QuestionSketch, SketchProjection } from './sketch-projection.js'

/** The sketches of all views in memory: they say about what the cosines are. */
export interface SketchIndex {
  /** Number of views. */
  readonly size: number
  /** Takes the codes of views that follow on each other; all are to be there before the first search. */
  fill(start: number, codes: Int8Array): void
  /** The codes of the views from `start` on, below `end`, as they were filled in. */
  codes(start: number, end: number): Int8Array
  /**
   * The `limit` rows that look nearest to a unit vector, of all views or of some, best first; of those that
   * look alike the lower ones. All views are compared.
   */
  propose(vector: Float32Array, limit: number, ranges?: readonly RowRange[]): Uint32Array
  /** About the cosines of a unit vector with the views in some ranges, in their order. */
  cosines(vector: Float32Array, ranges: readonly RowRange[]): Float32Array
}

/** Codes by which all views are compared; with the rest only those that look near by these. */
const FIRST_CODES = 64

/**
 * Views compared with all codes for each that is proposed, and mostly half as many more: of 400,000 views
 * the nearest 300 are among the 4,000 nearest by the first codes to .995, among 6,000 to .9985, and of the
 * nearest ten all. With 128 first codes 1,500 would do, but a scan takes twice as long.
 */
const REFINED_PER_ROW = 10

/** Views compared with all codes at least. */
const REFINED_MIN = 500

/** Less than any score. */
const ANY_SCORE = -(2 ** 31)

/** Room for the sketches of so many views. */
export function createSketchIndex(projection: SketchProjection, size: number): SketchIndex {
  const firstLength = Math.min(FIRST_CODES, projection.length)
  const restLength = projection.length - firstLength
  const first = createInt8Scanner(size, firstLength)
  const rest = restLength < INT8_STEP ? undefined : createInt8Kernel(size, restLength)
  const everything: readonly RowRange[] = [{ start: 0, end: size }]
  // One question is often asked several things in a row.
  let last: { readonly vector: Float32Array; readonly sketch: QuestionSketch } | undefined
  let isScanned = false

  function sketchOf(vector: Float32Array): QuestionSketch {
    if (last?.vector === vector) return last.sketch
    const sketch = projection.question(vector)
    last = { vector, sketch }
    isScanned = false
    return sketch
  }

  function scan({ codes }: QuestionSketch, ranges: readonly RowRange[]): void {
    if (isScanned) return
    for (const { start, end } of ranges) first.scan(codes.subarray(0, firstLength), start, end)
    isScanned = ranges === everything
  }

  return {
    size,
    fill(start, codes) {
      for (let i = 0; i * projection.length < codes.length; i++) {
        const own = codes.subarray(i * projection.length, (i + 1) * projection.length)
        first.codes.set(own.subarray(0, firstLength), (start + i) * firstLength)
        rest?.codes.set(own.subarray(firstLength), (start + i) * restLength)
      }
    },
    codes(start, end) {
      const { length } = projection
      const codes = new Int8Array((end - start) * length)
      for (let row = start; row < end; row++) {
        const at = (row - start) * length
        codes.set(first.codes.subarray(row * firstLength, (row + 1) * firstLength), at)
        if (rest === undefined) continue
        codes.set(rest.codes.subarray(row * restLength, (row + 1) * restLength), at + firstLength)
      }
      return codes
    },
    propose(vector, limit, ranges = everything) {
      const sketch = sketchOf(vector)
      scan(sketch, ranges)
      if (rest === undefined) return sorted(first.scores, bestRows(first, limit, ranges, ANY_SCORE))
      const refined = Math.max(Math.ceil(limit * REFINED_PER_ROW), REFINED_MIN)
      const near = goodRows(first, refined, ranges, ANY_SCORE)
      const scores = rest.dots(sketch.codes.subarray(firstLength), near).slice()
      for (let i = 0; i < near.length; i++) {
        scores[i] = (scores[i] ?? 0) + (first.scores[near[i] ?? 0] ?? 0)
      }
      const bound = nthLargest(Float64Array.from(scores), limit)
      const best = [...near.keys()].filter((i) => (scores[i] ?? 0) >= bound)
      return sorted(scores, best)
        .slice(0, limit)
        .map((i) => near[i] ?? 0)
    },
    cosines(vector, ranges) {
      const { codes, base, unit } = sketchOf(vector)
      const rows = rowsOf(ranges)
      const cosines = new Float32Array(rows.length)
      const ofFirst = first.dots(codes.subarray(0, firstLength), rows)
      const ofRest = rest?.dots(codes.subarray(firstLength), rows)
      for (let i = 0; i < rows.length; i++) {
        cosines[i] = base + unit * ((ofFirst[i] ?? 0) + (ofRest?.[i] ?? 0))
      }
      return cosines
    },
  }
}

/**
 * Places by the scores that stand there, best first; of equal scores the lower first.
 *
 * @param scores At most 2²² of them, each below 2³⁰ in size.
 */
function sorted(scores: Int32Array, places: Iterable<number>): Uint32Array {
  // One number for score and place, exact below 2⁵³: numbers are sorted many times as fast as pairs.
  const size = scores.length
  const keys = Float64Array.from(places, (place) => place - (scores[place] ?? 0) * size).sort()
  return Uint32Array.from(keys, (key) => key - Math.floor(key / size) * size)
}

function rowsOf(ranges: readonly RowRange[]): Uint32Array {
  const rows = new Uint32Array(ranges.reduce((sum, { start, end }) => sum + end - start, 0))
  let filled = 0
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) rows[filled++] = row
  }
  return rows
}
