import { AppError } from '../../errors.js'

/** What of the global `WebAssembly` is used here; the types of Node.js do not know it. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, object>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

/** Memory of functions in WebAssembly, from address 0 on. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** Runs a function; addresses and counts are whole numbers. */
export type WasmFunction = (...parameters: readonly number[]) => void

/** What a function is made of. */
export interface WasmCode {
  /** How many parameters it has, all `i32`: its first local variables. */
  readonly parameters: number
  /** Local variables behind them: first vectors of 128 bits, then `f64`. */
  readonly vectors?: number
  readonly doubles?: number
  /** Its instructions, without the last `end`. */
  readonly body: readonly number[]
}

/** Opcodes of the WebAssembly core specification, 2.0, by their names there; for loads with their alignment. */
export const OP = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  if: [0x04, 0x40],
  end: [0x0b],
  brIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  i32Load: [0x28, 2],
  f64Load: [0x2b, 3],
  i32Load16Unsigned: [0x2f, 1],
  i32Store: [0x36, 2],
  f32Store: [0x38, 2],
  f64Store: [0x39, 3],
  i32Const: [0x41],
  f64Const: [0x44],
  i32LessUnsigned: [0x49],
  i32GreaterEqualSigned: [0x4e],
  i32GreaterEqualUnsigned: [0x4f],
  f64GreaterEqual: [0x66],
  i32Add: [0x6a],
  i32Multiply: [0x6c],
  i32ShiftLeft: [0x74],
  f32Add: [0x92],
  f64Add: [0xa0],
  f64Multiply: [0xa2],
  f64Divide: [0xa3],
  f64ConvertI32Unsigned: [0xb8],
  v128Load: [0xfd, 0x00, 2],
  v128Load8x8Signed: [0xfd, 0x01, 0],
  v128Load32Splat: [0xfd, 0x09, 2],
  v128Load64Splat: [0xfd, 0x0a, 3],
  /** `v128.const` of zeros. */
  v128Zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
  i8x16Shuffle: [0xfd, 0x0d],
  i32x4ExtractLane: [0xfd, 0x1b],
  f32x4ExtractLane: [0xfd, 0x1f],
  i32x4GreaterEqualSigned: [0xfd, 0x3f],
  f64x2GreaterEqual: [0xfd, 0x4c],
  v128Or: [0xfd, 0x50],
  v128AnyTrue: [0xfd, 0x53],
  i32x4Add: [0xfd, 0xae, 0x01],
  i32x4DotI16x8Signed: [0xfd, 0xba, 0x01],
  f32x4Add: [0xfd, 0xe4, 0x01],
  f32x4Multiply: [0xfd, 0xe6, 0x01],
} as const

const I32 = 0x7f
const F64 = 0x7c
const V128 = 0x7b

const PAGE_BYTES = 65_536

/** Pages that a memory can have: 4 GB. */
const MAX_PAGES = 65_536

/** @throws AppError `bad_index` for more than the 4 GB that a memory can have. */
export function createWasmMemory(bytes: number): WasmMemory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES))
  if (pages > MAX_PAGES) {
    throw new AppError(
      'bad_index',
      `Memory of WebAssembly: expected at most ${MAX_PAGES * PAGE_BYTES} bytes, found ${bytes}`,
    )
  }
  return new WebAssembly.Memory({ initial: pages })
}

/** Makes a function over a memory, which others may share. */
export function createWasmFunction(
  memory: WasmMemory,
  { parameters, vectors = 0, doubles = 0, body }: WasmCode,
): WasmFunction {
  const code = [2, ...unsigned(vectors), V128, ...unsigned(doubles), F64, ...body, ...OP.end]
  const section = (id: number, bytes: readonly number[]) => [
    id,
    ...unsigned(bytes.length),
    ...bytes,
  ]
  const bytes = [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(I32), 0]),
    section(2, [1, ...name('host'), ...name('memory'), 2, 0, 1]),
    section(3, [1, 0]),
    section(7, [1, ...name('run'), 0, 0]),
    section(10, [1, ...unsigned(code.length), ...code]),
  ]
  const module = new WebAssembly.Module(Uint8Array.from(bytes.flat()))
  const { run } = new WebAssembly.Instance(module, { host: { memory } }).exports
  if (typeof run !== 'function') throw new AppError('internal', 'WebAssembly: expected a function')
  return (...values) => {
    run(...values)
  }
}

/** Adds up the lanes of a vector, which the instructions of `get` give. */
export function sumOfLanes(
  get: readonly number[],
  extract: readonly number[],
  add: readonly number[],
): number[] {
  return [0, 1, 2, 3].flatMap((lane) => [...get, ...extract, lane, ...(lane === 0 ? [] : add)])
}

/** Adds a number to a local variable. */
export function advance(local: number, by: number): number[] {
  return [...OP.localGet, local, ...OP.i32Const, ...signed(by), ...OP.i32Add, ...OP.localSet, local]
}

/** Repeats the instructions while the one local variable is below the other. */
export function whileBelow(local: number, end: number, body: readonly number[]): number[] {
  const both = [...OP.localGet, local, ...OP.localGet, end]
  return [
    [...OP.block, ...both, ...OP.i32GreaterEqualUnsigned, ...OP.brIf, 0],
    [...OP.loop, ...body, ...both, ...OP.i32LessUnsigned, ...OP.brIf, 0, ...OP.end, ...OP.end],
  ].flat()
}

/** A number of 64 bits as the format has it. */
export function double(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)]
}

/** A whole number from 0 in the format's variable length. */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

/** A number from 0 where a signed one is expected: its highest bit must be 0. */
export function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)]
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text, 'latin1')]
}
