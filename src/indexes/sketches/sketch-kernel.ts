import { AppError } from '../../errors.js'
import { advance, createWasmFunction, OP, sumOfLanes, unsigned, whileBelow } from './wasm-module.js'

/** Compares one question's codes with those of views. */
export interface SketchKernel {
  /** The codes of all views, one view after the other; to be filled before the first scan. */
  readonly codes: Int8Array
  /** Scores of all views; each scan writes those of its rows. */
  readonly scores: Int32Array
  /** Writes the inner products of a question's codes with the views from `start` on, below `end`. */
  scan(question: Int16Array, start: number, end: number): void
}

/** Codes come in multiples of this: so many are widened by one instruction. */
export const SKETCH_STEP = 8

/** Most codes of a view: the question's are kept in local variables. */
const MAX_LENGTH = 128

/** Parameters and local variables of the function: addresses, then the sum and the question. */
const LOCAL = { code: 0, end: 1, score: 2, sum: 3, question: 4 } as const

/**
 * A scan in WebAssembly with vectors of 128 bits, which Node.js has had since version 16: 400,000 views
 * with 128 codes each take about 2 ms, a loop in JavaScript some twenty times as long.
 *
 * @param views How many there are; they take `views * (length + 4)` bytes.
 * @param length Codes of a view, a multiple of {@link SKETCH_STEP} up to 128.
 */
export function createSketchKernel(views: number, length: number): SketchKernel {
  if (length % SKETCH_STEP !== 0 || length < SKETCH_STEP || length > MAX_LENGTH) {
    throw new AppError(
      'internal',
      `Sketches: expected a multiple of ${SKETCH_STEP} up to ${MAX_LENGTH} codes, found ${length}`,
    )
  }
  const scoresAt = length * Int16Array.BYTES_PER_ELEMENT
  const codesAt = scoresAt + views * Int32Array.BYTES_PER_ELEMENT
  const { memory, run } = createWasmFunction(
    { parameters: 3, vectors: 1 + length / SKETCH_STEP },
    bodyFor(length),
    codesAt + views * length,
  )
  const ownQuestion = new Int16Array(memory, 0, length)
  return {
    codes: new Int8Array(memory, codesAt, views * length),
    scores: new Int32Array(memory, scoresAt, views),
    scan(question, start, end) {
      if (!(start >= 0 && start <= end && end <= views) || question.length !== length) {
        throw new AppError(
          'internal',
          `Sketches: expected rows within 0…${views} and ${length} codes, found ${start}…${end} and ${question.length}`,
        )
      }
      ownQuestion.set(question)
      run(
        codesAt + start * length,
        codesAt + end * length,
        scoresAt + start * Int32Array.BYTES_PER_ELEMENT,
      )
    },
  }
}

/** Instructions of `scan(code, end, score)`, all addresses; the question stands at address 0. */
function bodyFor(length: number): number[] {
  const steps = Array.from({ length: length / SKETCH_STEP }, (_, step) => step)
  const question = steps.flatMap((step) =>
    [
      [...OP.i32Const, 0, ...OP.v128Load, ...unsigned(step * 16)],
      [...OP.localSet, LOCAL.question + step],
    ].flat(),
  )
  const sum = steps.flatMap((step) =>
    [
      [...OP.localGet, LOCAL.code, ...OP.v128Load8x8Signed, ...unsigned(step * SKETCH_STEP)],
      [...OP.localGet, LOCAL.question + step, ...OP.i32x4DotI16x8Signed],
      step === 0 ? [] : OP.i32x4Add,
    ].flat(),
  )
  const view = [
    sum,
    [...OP.localSet, LOCAL.sum, ...OP.localGet, LOCAL.score],
    sumOfLanes([...OP.localGet, LOCAL.sum], OP.i32x4ExtractLane, OP.i32Add),
    [...OP.i32Store, 0],
    advance(LOCAL.score, Int32Array.BYTES_PER_ELEMENT),
    advance(LOCAL.code, length),
  ]
  return [...question, ...whileBelow(LOCAL.code, LOCAL.end, view.flat())]
}
