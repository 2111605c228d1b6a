import { AppError } from '../../errors.js'
import { createSelectKernel, SELECT_BOUND_BYTES, type SelectRows } from './select-kernel.js'
import {
  advance,
  createWasmFunction,
  createWasmMemory,
  OP,
  signed,
  unsigned,
  whileBelow,
} from './wasm-function.js'

/** Inner products of rows of int8 codes with one question at a time. */
export interface Int8Kernel {
  /** The codes of all rows, one row after the other; to be filled before anything is compared. */
  readonly codes: Int8Array
  /** The inner products of some rows, in their order; good until the next call. */
  dots(question: Int16Array, rows: Uint32Array): Int32Array
}

/** An {@link Int8Kernel} that can also compare rows that follow on each other. */
export interface Int8Scanner extends Int8Kernel {
  /** Inner products of all rows; each scan writes those of its rows. */
  readonly scores: Int32Array
  /** Writes the inner products with the rows from `start` on, below `end`. */
  scan(question: Int16Array, start: number, end: number): void
  /** Finds rows by what was written. */
  readonly select: SelectRows
}

/** Codes come in multiples of this: so many are widened by one instruction. */
export const INT8_STEP = 8

/** Codes of a question that fit into the registers of a loop; more are read again for each row. */
const HELD_CODES = 64

/** Rows of one call of the function for single rows. */
const CHUNK = 8_192

/** A line of a processor's cache: codes begin at one, so that a row touches as few as may be. */
const LINE_BYTES = 64

/** Where the codes of the question stand. */
const QUESTION_AT = SELECT_BOUND_BYTES

/** Parameters and local variables of the functions: addresses, then the sum and the question. */
const LOCAL = { code: 0, end: 1, out: 2, row: 3, sum: 4, question: 5 } as const

/**
 * Inner products in WebAssembly with vectors of 128 bits, which Node.js has had since version 16: some
 * twenty times as fast as a loop in JavaScript.
 *
 * @param size Number of rows.
 * @param length Codes of a row, a multiple of {@link INT8_STEP}.
 * @throws AppError `bad_index` for more than fit into 4 GB.
 */
export function createInt8Kernel(size: number, length: number): Int8Kernel {
  return createKernel(size, length, 0)
}

/** The same with a score kept for each row: 400,000 rows of 64 codes are scanned in about 1 ms. */
export function createInt8Scanner(size: number, length: number): Int8Scanner {
  const scoreBytes = size * Int32Array.BYTES_PER_ELEMENT
  const { memory, codesAt, ownQuestion, ...kernel } = createKernel(size, length, 2 * scoreBytes)
  const scoresAt = codesAt - 2 * scoreBytes
  const run = createWasmFunction(memory, {
    parameters: 4,
    vectors: vectorsFor(length),
    body: scanBody(length),
  })
  return {
    ...kernel,
    scores: new Int32Array(memory.buffer, scoresAt, size),
    scan(question, start, end) {
      if (!(start >= 0 && start <= end && end <= size)) {
        throw new AppError(
          'internal',
          `Int8 codes: expected rows within 0…${size}, found ${start}…${end}`,
        )
      }
      setQuestion(ownQuestion, question)
      const from = scoresAt + start * Int32Array.BYTES_PER_ELEMENT
      run(codesAt + start * length, codesAt + end * length, from, 0)
    },
    select: createSelectKernel(
      memory,
      { bound: 0, scores: scoresAt, found: scoresAt + scoreBytes },
      'int32',
    ),
  }
}

function createKernel(size: number, length: number, extraBytes: number) {
  if (length % INT8_STEP !== 0 || length < INT8_STEP) {
    throw new AppError(
      'internal',
      `Int8 codes: expected a multiple of ${INT8_STEP}, found ${length}`,
    )
  }
  const rowsAt = QUESTION_AT + length * Int16Array.BYTES_PER_ELEMENT
  const outAt = rowsAt + CHUNK * Uint32Array.BYTES_PER_ELEMENT
  const codesFrom = outAt + CHUNK * Int32Array.BYTES_PER_ELEMENT + extraBytes
  const codesAt = Math.ceil(codesFrom / LINE_BYTES) * LINE_BYTES
  const memory = createWasmMemory(codesAt + size * length)
  const { buffer } = memory
  const run = createWasmFunction(memory, {
    parameters: 4,
    vectors: vectorsFor(length),
    body: dotsBody(length, codesAt),
  })
  const ownQuestion = new Int16Array(buffer, QUESTION_AT, length)
  const ownRows = new Uint32Array(buffer, rowsAt, CHUNK)
  const out = new Int32Array(buffer, outAt, CHUNK)
  let dots = new Int32Array(0)
  return {
    memory,
    codesAt,
    ownQuestion,
    codes: new Int8Array(buffer, codesAt, size * length),
    dots(question: Int16Array, rows: Uint32Array): Int32Array {
      setQuestion(ownQuestion, question)
      if (dots.length < rows.length) dots = new Int32Array(rows.length)
      for (let start = 0; start < rows.length; start += CHUNK) {
        const part = rows.subarray(start, start + CHUNK)
        ownRows.set(part)
        run(0, rowsAt + part.length * Uint32Array.BYTES_PER_ELEMENT, outAt, rowsAt)
        dots.set(out.subarray(0, part.length), start)
      }
      return dots.subarray(0, rows.length)
    },
  }
}

function setQuestion(own: Int16Array, question: Int16Array): void {
  if (question.length !== own.length) {
    throw new AppError(
      'internal',
      `Int8 codes: expected ${own.length} codes, found ${question.length}`,
    )
  }
  own.set(question)
}

function vectorsFor(length: number): number {
  return 1 + (length <= HELD_CODES ? length / INT8_STEP : 0)
}

/** Instructions of `scan(code, end, out, row)`, all addresses; `row` is not used. */
function scanBody(length: number): number[] {
  const row = [
    dot(length, 0),
    advance(LOCAL.out, Int32Array.BYTES_PER_ELEMENT),
    advance(LOCAL.code, length),
  ]
  return [...holdQuestion(length), ...whileBelow(LOCAL.code, LOCAL.end, row.flat())]
}

/** Instructions of `dots(code, end, out, row)`, all addresses; `code` is only a variable. */
function dotsBody(length: number, codesAt: number): number[] {
  const row = [
    [...OP.localGet, LOCAL.row, ...OP.i32Load, 0, ...OP.i32Const, ...signed(length)],
    [...OP.i32Multiply, ...OP.localSet, LOCAL.code],
    dot(length, codesAt),
    advance(LOCAL.out, Int32Array.BYTES_PER_ELEMENT),
    advance(LOCAL.row, Uint32Array.BYTES_PER_ELEMENT),
  ]
  return [...holdQuestion(length), ...whileBelow(LOCAL.row, LOCAL.end, row.flat())]
}

function stepsOf(length: number): number[] {
  return Array.from({ length: length / INT8_STEP }, (_, step) => step)
}

function loadQuestion(step: number): number[] {
  return [...OP.i32Const, 0, ...OP.v128Load, ...unsigned(QUESTION_AT + step * 16)]
}

function holdQuestion(length: number): number[] {
  if (length > HELD_CODES) return []
  return stepsOf(length).flatMap((step) => [
    ...loadQuestion(step),
    ...OP.localSet,
    LOCAL.question + step,
  ])
}

/** Stores the inner product of a row, whose codes are `offset` behind the address `code`. */
function dot(length: number, offset: number): number[] {
  const sum = stepsOf(length).flatMap((step) =>
    [
      [...OP.localGet, LOCAL.code, ...OP.v128Load8x8Signed],
      unsigned(offset + step * INT8_STEP),
      length > HELD_CODES ? loadQuestion(step) : [...OP.localGet, LOCAL.question + step],
      OP.i32x4DotI16x8Signed,
      step === 0 ? [] : OP.i32x4Add,
    ].flat(),
  )
  /** Adds to each lane the one that stands so many bytes behind it. */
  const fold = (bytes: number) =>
    [
      [...OP.localSet, LOCAL.sum, ...OP.localGet, LOCAL.sum, ...OP.localGet, LOCAL.sum],
      [...OP.localGet, LOCAL.sum, ...OP.i8x16Shuffle],
      Array.from({ length: 16 }, (_, lane) => (lane + bytes) % 16),
      OP.i32x4Add,
    ].flat()
  return [
    [...OP.localGet, LOCAL.out, ...sum, ...fold(8), ...fold(4)],
    [...OP.i32x4ExtractLane, 0, ...OP.i32Store, 0],
  ].flat()
}
