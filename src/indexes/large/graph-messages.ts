/** What a worker thread is started with to build one graph. */
export interface GraphStart {
  /** The vectors of the graph's rows, one after the other, not projected yet. */
  readonly values: Float32Array
  readonly dimensions: number
  /** Of a {@link Projection}. */
  readonly projection: Uint8Array
  /** Where the graph goes. */
  readonly path: string
}

/** What it says: how many rows more it has added, and when it is done. */
export type GraphReply = { readonly added: number } | { readonly done: true }
