import { bestRows, type RowRange } from './best-rows.js'
import { createSketchKernel, SKETCH_STEP } from './sketch-kernel.js'
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
const FIRST_CODES = 128

/**
 * Views compared with all codes for each that is proposed: of 400,000 views the nearest 300 are among the
 * 1,500 nearest by the first codes to .998, and among 2,400 to .9997.
 */
const REFINED_PER_ROW = 4

/** Views compared with all codes at least. */
const REFINED_MIN = 500

/** Room for the sketches of so many views. */
export function createSketchIndex(projection: SketchProjection, size: number): SketchIndex {
  const firstLength = Math.min(FIRST_CODES, projection.length)
  const restLength = projection.length - firstLength
  const first = createSketchKernel(size, firstLength)
  const rest = restLength < SKETCH_STEP ? undefined : createSketchKernel(size, restLength)
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

  /** Adds what the rest of the codes say to the scores of a few views. */
  function scoreOf({ codes }: QuestionSketch, row: number): number {
    rest?.scan(codes.subarray(firstLength), row, row + 1)
    return (first.scores[row] ?? 0) + (rest?.scores[row] ?? 0)
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
    propose(vector, limit, ranges = [{ start: 0, end: size }]) {
      const sketch = sketchOf(vector)
      if (!isScanned) first.scan(sketch.codes.subarray(0, firstLength), 0, size)
      isScanned = true
      const refined = Math.max(Math.ceil(limit * REFINED_PER_ROW), REFINED_MIN)
      const near = bestRows(first.scores, rest === undefined ? limit : refined, ranges)
      if (rest === undefined) return near
      const scores = Int32Array.from(near, (row) => scoreOf(sketch, row))
      const order = Array.from(near.keys()).sort(
        (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (near[a] ?? 0) - (near[b] ?? 0),
      )
      return Uint32Array.from(order.slice(0, limit), (i) => near[i] ?? 0)
    },
    cosines(vector, ranges) {
      const sketch = sketchOf(vector)
      const { codes, base, unit } = sketch
      const count = ranges.reduce((sum, { start, end }) => sum + end - start, 0)
      const cosines = new Float32Array(count)
      let filled = 0
      for (const { start, end } of ranges) {
        if (!isScanned) first.scan(codes.subarray(0, firstLength), start, end)
        rest?.scan(codes.subarray(firstLength), start, end)
        for (let row = start; row < end; row++) {
          const score = (first.scores[row] ?? 0) + (rest?.scores[row] ?? 0)
          cosines[filled++] = base + unit * score
        }
      }
      return cosines
    },
  }
}
