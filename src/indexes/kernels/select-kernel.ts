import type { RowRange } from '../row-filter.js'
import {
  advance,
  createWasmFunction,
  OP,
  unsigned,
  type WasmMemory,
  whileBelow,
} from './wasm-function.js'

/** Where in a memory what a selection reads and writes stands: addresses. */
export interface SelectPlaces {
  /** Eight bytes for the bound, and behind them four for where the found rows end. */
  readonly bound: number
  /** The scores of all rows, one after the other. */
  readonly scores: number
  /** Room for four bytes a row. */
  readonly found: number
}

/** The rows of some ranges with at least that score, in the order of the ranges; good until the next call. */
export type SelectRows = (bound: number, ranges: readonly RowRange[]) => Uint32Array

/** Bytes of the place of a bound. */
export const SELECT_BOUND_BYTES = 16

/** Instructions that differ between whole numbers of 32 bits and numbers of 64 bits. */
const KINDS = {
  int32: {
    bytes: 4,
    load: OP.i32Load,
    atLeast: OP.i32GreaterEqualSigned,
    splat: OP.v128Load32Splat,
    lanesAtLeast: OP.i32x4GreaterEqualSigned,
  },
  float64: {
    bytes: 8,
    load: OP.f64Load,
    atLeast: OP.f64GreaterEqual,
    splat: OP.v128Load64Splat,
    lanesAtLeast: OP.f64x2GreaterEqual,
  },
} as const

/** Bytes of scores looked at at once: most blocks have none that is high enough. */
const BLOCK_BYTES = 32

/** Parameters and local variables of the function: addresses, but for the row. */
const LOCAL = { score: 0, blocksEnd: 1, end: 2, row: 3, found: 4, bound: 5 } as const

/**
 * A pass over scores in WebAssembly: 400,000 of 32 bits take some 50 µs, a loop in JavaScript 400.
 *
 * @param kind What the scores are: of 32 bits, bounds then are whole numbers too, or of 64.
 */
export function createSelectKernel(
  memory: WasmMemory,
  places: SelectPlaces,
  kind: keyof typeof KINDS,
): SelectRows {
  const { bytes } = KINDS[kind]
  const run = createWasmFunction(memory, { parameters: 5, vectors: 1, body: bodyFor(places, kind) })
  const bound = new (kind === 'int32' ? Int32Array : Float64Array)(memory.buffer, places.bound, 1)
  const end = new Uint32Array(memory.buffer, places.bound + 8, 1)
  return (least, ranges) => {
    bound[0] = least
    let found = places.found
    for (const range of ranges) {
      const from = places.scores + range.start * bytes
      const to = places.scores + range.end * bytes
      run(from, to - ((to - from) % BLOCK_BYTES), to, range.start, found)
      found = end[0] ?? found
    }
    const count = (found - places.found) / Uint32Array.BYTES_PER_ELEMENT
    return new Uint32Array(memory.buffer, places.found, count)
  }
}

/** Instructions of `select(score, blocksEnd, end, row, found)`. */
function bodyFor(places: SelectPlaces, kind: keyof typeof KINDS): number[] {
  const { bytes, load, atLeast, splat, lanesAtLeast } = KINDS[kind]
  const get = (local: number) => [...OP.localGet, local]
  const bound = [...OP.i32Const, 0, ...load, ...unsigned(places.bound)]
  /** Writes the row, and keeps it by moving on only when its score is high enough. */
  const take = (place: number) =>
    [
      [...get(LOCAL.found), ...get(LOCAL.row), ...OP.i32Const, place, ...OP.i32Add],
      [...OP.i32Store, 0, ...get(LOCAL.found)],
      [...get(LOCAL.score), ...load, ...unsigned(place * bytes), ...bound, ...atLeast],
      [...OP.i32Const, 2, ...OP.i32ShiftLeft, ...OP.i32Add, ...OP.localSet, LOCAL.found],
    ].flat()
  const lanes = (offset: number) =>
    [
      [...get(LOCAL.score), ...OP.v128Load, ...unsigned(offset)],
      [...get(LOCAL.bound), ...lanesAtLeast],
    ].flat()
  const rows = BLOCK_BYTES / bytes
  const block = [
    [...lanes(0), ...lanes(16), ...OP.v128Or, ...OP.v128AnyTrue, ...OP.if],
    Array.from({ length: rows }, (_, place) => take(place)).flat(),
    [...OP.end, ...advance(LOCAL.row, rows), ...advance(LOCAL.score, BLOCK_BYTES)],
  ]
  const single = [take(0), advance(LOCAL.row, 1), advance(LOCAL.score, bytes)]
  return [
    [...OP.i32Const, 0, ...splat, ...unsigned(places.bound), ...OP.localSet, LOCAL.bound],
    whileBelow(LOCAL.score, LOCAL.blocksEnd, block.flat()),
    whileBelow(LOCAL.score, LOCAL.end, single.flat()),
    [...OP.i32Const, 0, ...get(LOCAL.found), ...OP.i32Store, ...unsigned(places.bound + 8)],
  ].flat()
}
