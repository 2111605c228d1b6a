/** What of the global `WebAssembly` is used here; the types of Node.js do not know it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** The bytes of `int8-dots.wat` as wabt assembles them; a test compares the two. */
export const INT8_DOTS_WASM =
  'AGFzbQEAAAABCgFgBn9/f39/fwADAgEABQMBAAEHEQIGbWVtb3J5AgAEZG90cwAACtgBAdUBAgJ/AnsCQANAIARFDQ' +
  'EgACADKAIAIAFsaiEG/QwAAAAAAAAAAAAAAAAAAAAAIQj9DAAAAAAAAAAAAAAAAAAAAAAhCUEAIQcDQCAIIAYgB2r9' +
  'AQMAIAIgB0EBdGr9AAQA/boB/a4BIQggCSAGIAdq/QEDCCACIAdBAXRq/QAEEP26Af2uASEJIAdBEGohByAHIAFJDQ' +
  'ALIAggCf2uASEIIAUgCP0bACAI/RsBaiAI/RsCIAj9GwNqajYCACADQQRqIQMgBUEEaiEFIARBAWshBAwACwsL'

/** The `dots` of one instance and its memory, at first one page. */
export interface Int8Dots {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  /** All but the numbers are addresses in bytes; see `int8-dots.wat`. */
  dots(
    base: number,
    dimensions: number,
    query: number,
    ids: number,
    count: number,
    out: number,
  ): void
}

let compiled: object | undefined

/** A new instance with a memory of its own. @throws whatever the engine does without SIMD. */
export function createInt8Dots(): Int8Dots {
  compiled ??= new WebAssembly.Module(Buffer.from(INT8_DOTS_WASM, 'base64'))
  const { exports } = new WebAssembly.Instance(compiled)
  return exports as Int8Dots
}
