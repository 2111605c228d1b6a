import { bestRows, goodRows } from '../best-rows.js'
import {
  createInt8Kernel,
  createInt8Scanner,
  INT8_STEP,
  type Int8Kernel,
} from '../kernels/int8-kernel.js'
import { nthLargest } from '../nth-largest.js'
import { type RowRange, rowsIn } from '../row-filter.js'
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
   * The `limit` rows that look nearest to a unit vector, of all views or of some, in the order of the ranges;
   * of those that look alike the lower ones. All views are compared.
   */
  propose(vector: Float32Array, limit: number, ranges?: readonly RowRange[]): Uint32Array
  /** About the cosines of a unit vector with the views in some ranges, in their order. */
  cosines(vector: Float32Array, ranges: readonly RowRange[]): Float32Array
}

/** Codes by which all views are compared: those of a view are one line of a processor's cache. */
const FIRST_CODES = 64

/**
 * The views that look near are compared by more codes, in parts that lie apart, for what is read at
 * random costs more than what is added up. Of 400,000 views the nearest ten are among the 2,000 nearest
 * by 64 codes to .998, among 4,000 always, the nearest 300 to .978 and .995; of 2,250 wanted twice as many
 * are taken. By 128 codes the nearest 300 are among 1,500 to .997.
 */
const REFINEMENTS = [
  { codes: 64, viewsPerRow: 6, minViews: 1_500 },
  { codes: 128, viewsPerRow: 4, minViews: 500 },
] as const

/** Less than any score. */
const ANY_SCORE = -(2 ** 31)

/** Room for the sketches of so many views. */
export function createSketchIndex(projection: SketchProjection, size: number): SketchIndex {
  const { length } = projection
  const firstLength = Math.min(FIRST_CODES, length)
  const first = createInt8Scanner(size, firstLength)
  const refinements: Refinement[] = []
  let filled = firstLength
  for (const { codes, ...views } of REFINEMENTS) {
    const own = Math.min(codes, length - filled)
    if (own < INT8_STEP) break
    refinements.push({
      kernel: createInt8Kernel(size, own),
      from: filled,
      to: filled + own,
      ...views,
    })
    filled += own
  }
  const parts = [{ kernel: first, from: 0, to: firstLength }, ...refinements]
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
      for (const { kernel, from, to } of parts) {
        for (let i = 0; i * length < codes.length; i++) {
          const own = codes.subarray(i * length + from, i * length + to)
          kernel.codes.set(own, (start + i) * own.length)
        }
      }
    },
    codes(start, end) {
      const codes = new Int8Array((end - start) * length)
      for (const { kernel, from, to } of parts) {
        for (let row = start; row < end; row++) {
          const own = kernel.codes.subarray(row * (to - from), (row + 1) * (to - from))
          codes.set(own, (row - start) * length + from)
        }
      }
      return codes
    },
    propose(vector, limit, ranges = everything) {
      const sketch = sketchOf(vector)
      scan(sketch, ranges)
      const [next, ...others] = refinements
      if (next === undefined) return bestRows(first, limit, ranges, ANY_SCORE)
      const rows = goodRows(first, viewsFor(next, limit), ranges, ANY_SCORE)
      let near: ScoredViews = { rows, scores: pickedFrom(first.scores, rows) }
      addPart(sketch, next, near)
      for (const part of others) {
        near = bestOf(near, viewsFor(part, limit))
        addPart(sketch, part, near)
      }
      return bestOf(near, limit).rows
    },
    cosines(vector, ranges) {
      const sketch = sketchOf(vector)
      const { base, unit } = sketch
      const rows = rowsIn(ranges)
      const cosines = new Float32Array(rows.length)
      const scores = new Int32Array(rows.length)
      for (const part of parts) addPart(sketch, part, { rows, scores })
      for (let i = 0; i < rows.length; i++) cosines[i] = base + unit * (scores[i] ?? 0)
      return cosines
    },
  }
}

function pickedFrom(scores: Int32Array, rows: Uint32Array): Int32Array {
  const picked = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) picked[i] = scores[rows[i] ?? 0] ?? 0
  return picked
}

/** Codes of all views from the one place of their sketches to the other. */
interface Part {
  readonly kernel: Int8Kernel
  readonly from: number
  readonly to: number
}

/** Codes that only views are compared by that look near by the ones before. */
interface Refinement extends Part {
  readonly viewsPerRow: number
  readonly minViews: number
}

/** Views, fewer than 2²², and their scores, each below 2³⁰ in size. */
interface ScoredViews {
  readonly rows: Uint32Array
  readonly scores: Int32Array
}

/** How many views are compared by these codes where `limit` rows are wanted. */
function viewsFor({ viewsPerRow, minViews }: Refinement, limit: number): number {
  return Math.max(Math.ceil(limit * viewsPerRow), minViews)
}

/** Adds what a part of the codes says to the scores. */
function addPart({ codes }: QuestionSketch, part: Part, { rows, scores }: ScoredViews): void {
  const added = part.kernel.dots(codes.subarray(part.from, part.to), rows)
  for (let i = 0; i < rows.length; i++) scores[i] = (scores[i] ?? 0) + (added[i] ?? 0)
}

/** Those with the highest scores, in their order; of equal scores those that come first. */
function bestOf({ rows, scores }: ScoredViews, limit: number): ScoredViews {
  const wanted = Math.min(limit, rows.length)
  const keys = keysOf(scores)
  const bound = nthLargest(keys.slice(), wanted)
  const best = { rows: new Uint32Array(wanted), scores: new Int32Array(wanted) }
  let filled = 0
  for (let i = 0; i < keys.length; i++) {
    if ((keys[i] ?? 0) < bound) continue
    best.rows[filled] = rows[i] ?? 0
    best.scores[filled++] = scores[i] ?? 0
  }
  return best
}

/** One number for each score and its place, the higher the better: of equal scores the first. */
function keysOf(scores: Int32Array): Float64Array {
  const keys = new Float64Array(scores.length)
  // Exact below 2⁵³.
  for (let i = 0; i < keys.length; i++) keys[i] = (scores[i] ?? 0) * keys.length - i
  return keys
}
