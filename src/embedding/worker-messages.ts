import type { ErrorCode } from '../errors.js'
import type { TextRole } from './embedder.js'
import type { ModelManifest } from './model-files.js'

/** What a worker is started with. */
export interface WorkerStart {
  readonly modelFolder: string
  readonly manifest: ModelManifest
}

/** To the worker: embed a batch. */
export interface BatchRequest {
  readonly id: number
  readonly texts: readonly string[]
  readonly role: TextRole
}

/** From the worker: it has loaded the model, a batch is done, or something failed. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'vectors'; readonly id: number; readonly vectors: Float32Array<ArrayBuffer> }
  | {
      readonly kind: 'failed'
      /** The batch that failed; absent when the model could not be loaded. */
      readonly id?: number
      readonly code: ErrorCode
      readonly message: string
    }
