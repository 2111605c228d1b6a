import { BM25_K1 } from '../bm25.js'
import type { Postings } from '../lexical-tables.js'
import { createSelectKernel, SELECT_BOUND_BYTES, type SelectRows } from './select-kernel.js'
import {
  advance,
  createWasmFunction,
  createWasmMemory,
  double,
  OP,
  unsigned,
  whileBelow,
} from './wasm-function.js'

/** Adds up BM25 scores of rows. */
export interface Bm25Kernel {
  /** The scores of all rows, at first 0; what adds to them elsewhere adds the same numbers. */
  readonly scores: Float64Array
  /**
   * Adds what a term gives to the rows of some of its postings, from `start` on, below `end`: the very
   * numbers of `bm25Saturation`, times the weight.
   */
  add(postings: Postings, start: number, end: number, weight: number): void
  readonly select: SelectRows
}

/** Postings copied into its memory at once: 48 kB, which stay in the nearest cache. */
const CHUNK = 8_192

/** Parameters and local variables of the function: addresses, and numbers. */
const LOCAL = { row: 0, rowsEnd: 1, count: 2, at: 3, weight: 4, times: 5 } as const

/**
 * Scores in WebAssembly: a posting takes about a nanosecond, in JavaScript, which also has to find the
 * touched rows again, ten times as long.
 *
 * @param norms What the length of each row adds in the denominator, as `bm25LengthNorm` gives it.
 */
export function createBm25Kernel(norms: Float64Array): Bm25Kernel {
  const size = norms.length
  const weightAt = SELECT_BOUND_BYTES
  const rowsAt = weightAt + Float64Array.BYTES_PER_ELEMENT
  const countsAt = rowsAt + CHUNK * Uint32Array.BYTES_PER_ELEMENT
  const scoresAt = countsAt + CHUNK * Uint16Array.BYTES_PER_ELEMENT
  const normsAt = scoresAt + size * Float64Array.BYTES_PER_ELEMENT
  const foundAt = normsAt + size * Float64Array.BYTES_PER_ELEMENT
  const memory = createWasmMemory(foundAt + size * Uint32Array.BYTES_PER_ELEMENT)
  const { buffer } = memory
  const body = bodyFor(weightAt, scoresAt, normsAt)
  const run = createWasmFunction(memory, { parameters: 4, doubles: 2, body })
  const ownWeight = new Float64Array(buffer, weightAt, 1)
  const ownRows = new Uint32Array(buffer, rowsAt, CHUNK)
  const ownCounts = new Uint16Array(buffer, countsAt, CHUNK)
  new Float64Array(buffer, normsAt, size).set(norms)
  return {
    scores: new Float64Array(buffer, scoresAt, size),
    add({ rows, counts }, start, end, weight) {
      ownWeight[0] = weight
      for (let from = start; from < end; from += CHUNK) {
        const to = Math.min(from + CHUNK, end)
        ownRows.set(rows.subarray(from, to))
        ownCounts.set(counts.subarray(from, to))
        run(rowsAt, rowsAt + (to - from) * Uint32Array.BYTES_PER_ELEMENT, countsAt, 0)
      }
    },
    select: createSelectKernel(memory, { bound: 0, scores: scoresAt, found: foundAt }, 'float64'),
  }
}

/** Instructions of `add(row, rowsEnd, count, at)`, all addresses; `at` is only a variable. */
function bodyFor(weightAt: number, scoresAt: number, normsAt: number): number[] {
  const get = (local: number) => [...OP.localGet, local]
  const posting = [
    [...get(LOCAL.row), ...OP.i32Load, 0, ...OP.i32Const, 3, ...OP.i32ShiftLeft],
    [...OP.localSet, LOCAL.at],
    [...get(LOCAL.count), ...OP.i32Load16Unsigned, 0, ...OP.f64ConvertI32Unsigned],
    [...OP.localSet, LOCAL.times],
    get(LOCAL.at),
    [...get(LOCAL.at), ...OP.f64Load, ...unsigned(scoresAt)],
    // In the order of operations of `bm25Saturation`: another one would round otherwise.
    [...get(LOCAL.weight), ...get(LOCAL.times), ...OP.f64Const, ...double(BM25_K1 + 1)],
    OP.f64Multiply,
    [...get(LOCAL.times), ...get(LOCAL.at), ...OP.f64Load, ...unsigned(normsAt), ...OP.f64Add],
    [...OP.f64Divide, ...OP.f64Multiply, ...OP.f64Add, ...OP.f64Store, ...unsigned(scoresAt)],
    advance(LOCAL.row, Uint32Array.BYTES_PER_ELEMENT),
    advance(LOCAL.count, Uint16Array.BYTES_PER_ELEMENT),
  ]
  return [
    [...OP.i32Const, 0, ...OP.f64Load, ...unsigned(weightAt), ...OP.localSet, LOCAL.weight],
    whileBelow(LOCAL.row, LOCAL.rowsEnd, posting.flat()),
  ].flat()
}
