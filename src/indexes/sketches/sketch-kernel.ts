import { AppError } from '../../errors.js'

/** Compares one question's sketch with those of all views. */
export interface SketchKernel {
  /** The codes of all views, one view after the other; to be filled before the first scan. */
  readonly codes: Int8Array
  /** Scores of all views; each scan writes those of its rows. */
  readonly scores: Int32Array
  /** Writes the inner products of a question's codes with the views from `start` on, below `end`. */
  scan(question: Int16Array, start: number, end: number): void
}

/** Numbers of a sketch come in multiples of this: so many codes are widened by one instruction. */
export const SKETCH_STEP = 8

/** What of the global `WebAssembly` is used here; the types of Node.js do not know it. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, object>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

const PAGE_BYTES = 65_536

/**
 * A scan in WebAssembly with 128-bit vectors, which Node.js has had since version 16: 400,000 views with
 * 96 codes each take about 5 ms, a loop in JavaScript ten times as long.
 *
 * @param views How many there are; their codes and scores take `views * (dimensions + 4)` bytes.
 * @param dimensions Codes of a view, a multiple of {@link SKETCH_STEP} up to 128.
 */
export function createSketchKernel(views: number, dimensions: number): SketchKernel {
  if (dimensions % SKETCH_STEP !== 0 || dimensions < SKETCH_STEP || dimensions > 128) {
    throw new AppError(
      'internal',
      `Sketches: expected a multiple of ${SKETCH_STEP} up to 128 as their length, found ${dimensions}`,
    )
  }
  const scoresAt = dimensions * Int16Array.BYTES_PER_ELEMENT
  const codesAt = scoresAt + views * Int32Array.BYTES_PER_ELEMENT
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((codesAt + views * dimensions) / PAGE_BYTES),
  })
  const module = new WebAssembly.Module(moduleBytes(dimensions))
  const { scan } = new WebAssembly.Instance(module, { host: { memory } }).exports
  if (typeof scan !== 'function') throw new AppError('internal', 'Sketches: expected a function')
  const ownQuestion = new Int16Array(memory.buffer, 0, dimensions)
  return {
    codes: new Int8Array(memory.buffer, codesAt, views * dimensions),
    scores: new Int32Array(memory.buffer, scoresAt, views),
    scan(question, start, end) {
      if (!(start >= 0 && start <= end && end <= views) || question.length !== dimensions) {
        throw new AppError(
          'internal',
          `Sketches: expected rows within 0…${views} and ${dimensions} codes, found ${start}…${end} and ${question.length}`,
        )
      }
      ownQuestion.set(question)
      scan(
        codesAt + start * dimensions,
        codesAt + end * dimensions,
        scoresAt + start * Int32Array.BYTES_PER_ELEMENT,
      )
    },
  }
}

/** Opcodes of the WebAssembly core specification, 2.0, by their names there. */
const OP = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  brIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  i32Store: [0x36, 2],
  i32Const: [0x41],
  i32LessUnsigned: [0x49],
  i32GreaterEqualUnsigned: [0x4f],
  i32Add: [0x6a],
  v128Load: [0xfd, 0x00, 1],
  v128Load8x8Signed: [0xfd, 0x01, 0],
  i32x4ExtractLane: [0xfd, 0x1b],
  i32x4Add: [0xfd, 0xae, 0x01],
  i32x4DotI16x8Signed: [0xfd, 0xba, 0x01],
} as const

const I32 = 0x7f
const V128 = 0x7b

/** Parameters and locals of the function. */
const LOCAL = { code: 0, end: 1, score: 2, sum: 3, question: 4 } as const

/**
 * One module with the function `scan(code, end, score)`: addresses of the first code, of the end of the
 * codes and of the first score. The question stands at address 0.
 */
function moduleBytes(dimensions: number): Uint8Array {
  const steps = Array.from({ length: dimensions / SKETCH_STEP }, (_, step) => step)
  const body = [
    // Local variables: the sum, and the question in registers.
    ...[1, ...leb(1 + steps.length), V128],
    ...steps.flatMap((step) => [
      ...[...OP.i32Const, 0, ...OP.v128Load, ...leb(step * 16)],
      ...[...OP.localSet, LOCAL.question + step],
    ]),
    ...OP.block,
    ...[...OP.localGet, LOCAL.code, ...OP.localGet, LOCAL.end, ...OP.i32GreaterEqualUnsigned],
    ...[...OP.brIf, 0],
    ...OP.loop,
    ...steps.flatMap((step) => [
      ...[...OP.localGet, LOCAL.code, ...OP.v128Load8x8Signed, ...leb(step * SKETCH_STEP)],
      ...[...OP.localGet, LOCAL.question + step, ...OP.i32x4DotI16x8Signed],
      ...(step === 0 ? [] : OP.i32x4Add),
    ]),
    ...[...OP.localSet, LOCAL.sum],
    ...[...OP.localGet, LOCAL.score],
    ...[0, 1, 2, 3].flatMap((lane) => [
      ...[...OP.localGet, LOCAL.sum, ...OP.i32x4ExtractLane, lane],
      ...(lane === 0 ? [] : OP.i32Add),
    ]),
    ...[...OP.i32Store, 0],
    ...[...OP.localGet, LOCAL.score, ...OP.i32Const, 4, ...OP.i32Add],
    ...[...OP.localSet, LOCAL.score],
    ...[...OP.localGet, LOCAL.code, ...OP.i32Const, ...signedLeb(dimensions), ...OP.i32Add],
    ...[...OP.localSet, LOCAL.code],
    ...[...OP.localGet, LOCAL.code, ...OP.localGet, LOCAL.end, ...OP.i32LessUnsigned],
    ...[...OP.brIf, 0],
    ...[...OP.end, ...OP.end, ...OP.end],
  ]
  const section = (id: number, bytes: readonly number[]) => [id, ...leb(bytes.length), ...bytes]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 3, I32, I32, I32, 0]),
    ...section(2, [1, ...name('host'), ...name('memory'), 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('scan'), 0, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ])
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text, 'latin1')]
}

/** A whole number from 0 in the format's variable length. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

/** A small positive number where a signed one is expected: its highest bit must be 0. */
function signedLeb(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signedLeb(value >>> 7)]
}
