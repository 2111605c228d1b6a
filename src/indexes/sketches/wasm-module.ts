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

/** One function in WebAssembly and the memory that it reads and writes. */
export interface WasmFunction {
  readonly memory: ArrayBuffer
  /** Runs it; addresses and counts are whole numbers. */
  run(...parameters: readonly number[]): void
}

/** Opcodes of the WebAssembly core specification, 2.0, by their names there; for loads with their alignment. */
export const OP = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  brIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  i32Store: [0x36, 2],
  f32Store: [0x38, 2],
  i32Const: [0x41],
  i32LessUnsigned: [0x49],
  i32GreaterEqualUnsigned: [0x4f],
  i32Add: [0x6a],
  f32Add: [0x92],
  v128Load: [0xfd, 0x00, 2],
  v128Load8x8Signed: [0xfd, 0x01, 0],
  /** `v128.const` of zeros. */
  v128Zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
  i32x4ExtractLane: [0xfd, 0x1b],
  f32x4ExtractLane: [0xfd, 0x1f],
  i32x4Add: [0xfd, 0xae, 0x01],
  i32x4DotI16x8Signed: [0xfd, 0xba, 0x01],
  f32x4Add: [0xfd, 0xe4, 0x01],
  f32x4Multiply: [0xfd, 0xe6, 0x01],
} as const

const I32 = 0x7f
const V128 = 0x7b

const PAGE_BYTES = 65_536

/**
 * Makes a function. Its local variables are its `i32` parameters and after them vectors of 128 bits.
 *
 * @param body Its instructions, without the last `end`.
 * @param memoryBytes What it needs at least, from address 0.
 */
export function createWasmFunction(
  { parameters, vectors }: { readonly parameters: number; readonly vectors: number },
  body: readonly number[],
  memoryBytes: number,
): WasmFunction {
  const code = [1, ...unsigned(vectors), V128, ...body, ...OP.end]
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
  const memory = new WebAssembly.Memory({
    initial: Math.max(1, Math.ceil(memoryBytes / PAGE_BYTES)),
  })
  const module = new WebAssembly.Module(Uint8Array.from(bytes.flat()))
  const { run } = new WebAssembly.Instance(module, { host: { memory } }).exports
  if (typeof run !== 'function') throw new AppError('internal', 'WebAssembly: expected a function')
  return {
    memory: memory.buffer,
    run: (...values) => {
      run(...values)
    },
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

/** A whole number from 0 in the format's variable length. */
export function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

/** A number from 0 where a signed one is expected: its highest bit must be 0. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)]
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text, 'latin1')]
}
