import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { AppError, messageOf } from '../errors.js'
import { type EmbeddingModel, loadEmbeddingModel } from './embedding-model.js'
import type { BatchRequest, WorkerReply, WorkerStart } from './worker-messages.js'

// Entry of the worker thread: loads the model, then answers one batch after another.

async function serve(port: MessagePort, start: WorkerStart): Promise<void> {
  const send = (reply: WorkerReply, transfer: ArrayBuffer[] = []) =>
    port.postMessage(reply, transfer)
  const fail = (error: unknown, id?: number) =>
    send({
      kind: 'failed',
      code: error instanceof AppError ? error.code : 'bad_model',
      message: messageOf(error),
      ...(id === undefined ? {} : { id }),
    })

  let model: EmbeddingModel
  try {
    model = await loadEmbeddingModel(start.modelFolder, start.manifest)
  } catch (error) {
    fail(error)
    port.close()
    return
  }
  port.on('message', (request: BatchRequest) => {
    model.embed(request.texts, request.role).then(
      (vectors) => send({ kind: 'vectors', id: request.id, vectors }, [vectors.buffer]),
      (error: unknown) => fail(error, request.id),
    )
  })
  send({ kind: 'ready' })
}

if (parentPort === null) throw new Error('this file is the entry of a worker thread')
void serve(parentPort, workerData)
