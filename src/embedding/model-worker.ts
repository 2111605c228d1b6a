import { Worker } from 'node:worker_threads'
import { AppError, messageOf } from '../errors.js'
import { disableTelemetry } from './disable-telemetry.js'
import type { TextRole } from './embedder.js'
import type { BatchRequest, WorkerReply, WorkerStart } from './worker-messages.js'

/** A running worker thread with the model loaded. */
export interface ModelWorker {
  /**
   * Vectors of a batch, one after another.
   *
   * @throws AppError `bad_model` when the model fails or the worker dies.
   */
  run(texts: readonly string[], role: TextRole): Promise<Float32Array>
  /** Why the worker ended without having been closed; `undefined` while it lives. */
  deathOf(): AppError | undefined
  /** Ends the thread, at the latest after the batch it is computing. */
  close(): Promise<void>
}

interface PendingBatch {
  resolve(vectors: Float32Array): void
  reject(error: AppError): void
}

/**
 * Starts a worker thread and waits until it has loaded the model.
 *
 * @throws AppError `bad_model` when the model's files are not usable or the thread ends at once.
 */
export function startModelWorker(entry: URL, start: WorkerStart): Promise<ModelWorker> {
  disableTelemetry()
  return new Promise((resolveReady, rejectReady) => {
    const worker = new Worker(entry, { workerData: start })
    const pending = new Map<number, PendingBatch>()
    let nextId = 0
    let death: AppError | undefined

    function die(error: AppError): void {
      death ??= error
      for (const batch of pending.values()) batch.reject(death)
      pending.clear()
      rejectReady(death)
    }

    const handle: ModelWorker = {
      run(texts, role) {
        if (death !== undefined) return Promise.reject(death)
        return new Promise((resolve, reject) => {
          const request: BatchRequest = { id: nextId, texts, role }
          nextId += 1
          pending.set(request.id, { resolve, reject })
          worker.postMessage(request)
        })
      },
      deathOf: () => death,
      async close() {
        await worker.terminate()
      },
    }

    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'ready') {
        resolveReady(handle)
        return
      }
      if (reply.kind === 'failed' && reply.id === undefined) {
        die(new AppError(reply.code, reply.message))
        return
      }
      const id = reply.id ?? -1
      const batch = pending.get(id)
      pending.delete(id)
      if (reply.kind === 'vectors') batch?.resolve(reply.vectors)
      else batch?.reject(new AppError(reply.code, reply.message))
    })
    worker.on('error', (error: unknown) => {
      const message = `the embedding worker died: ${messageOf(error)}`
      die(new AppError('bad_model', message, { cause: error }))
    })
    worker.on('exit', (code) => {
      die(new AppError('bad_model', `the embedding worker ended with exit code ${code}`))
    })
  })
}
