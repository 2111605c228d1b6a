import { AppError } from '../errors.js'
import type { Embedder } from './embedder.js'
import type { EmbeddingJob, EmbeddingQueue } from './embedding-queue.js'
import type { RestartingWorker } from './restarting-worker.js'
import { settleOrAbort } from './settle-or-abort.js'

/** Weight of the last batch in the time that a question takes: some ten batches tell of a change. */
const LAST_BATCH_WEIGHT = 0.2

/** What a scheduler needs of a worker. */
export type BatchWorker = Pick<RestartingWorker, 'run' | 'state'>

/** Shares the workers between calls. */
export interface BatchScheduler {
  /**
   * One vector for each text, in order; the caller may keep and change them.
   *
   * @throws AppError `overloaded` when the queue is full, `bad_model` when the model fails; the
   * signal's reason as soon as it is aborted.
   */
  readonly embed: Embedder['embed']
  /** Milliseconds that a question took lately, shared among the workers; 0 before the first one. */
  questionMs(): number
  /**
   * Rejects what waits, and whatever comes later, with `overloaded`; resolves when the batches that
   * are computed are done.
   */
  close(): Promise<void>
}

/**
 * Gives each idle worker the queue's next batch. When a worker dies, what it computed and all that
 * waits is rejected with the reason: the next call finds a fresh worker and an empty queue.
 */
export function createBatchScheduler(
  queue: EmbeddingQueue,
  workers: readonly BatchWorker[],
): BatchScheduler {
  const idle = new Set(workers)
  const running = new Set<Promise<void>>()
  let questionMs = 0
  let closed = false

  function pump(): void {
    const anyUsable = workers.some((worker) => worker.state() !== 'spent')
    for (const worker of idle) {
      // With none usable any will do: it says why.
      if (anyUsable && worker.state() === 'spent') continue
      const batch = queue.take()
      if (batch.length === 0) return
      idle.delete(worker)
      const run = runBatch(worker, batch).finally(() => {
        running.delete(run)
        idle.add(worker)
        pump()
      })
      running.add(run)
    }
  }

  async function runBatch(worker: BatchWorker, batch: readonly EmbeddingJob[]): Promise<void> {
    try {
      const began = performance.now()
      const vectors = await runOn(worker, batch)
      const textMs = (performance.now() - began) / batch.length
      // Passages are longer, and mostly nobody waits for them.
      if (batch[0]?.role === 'query') {
        questionMs =
          questionMs === 0 ? textMs : questionMs + (textMs - questionMs) * LAST_BATCH_WEIGHT
      }
      queue.forget(batch)
      vectors.forEach((vector, index) => batch[index]?.resolve(vector))
    } catch (error) {
      queue.forget(batch)
      for (const job of batch) job.reject(error)
      if (worker.state() !== 'alive') queue.rejectWaiting(error)
    }
  }

  return {
    async embed(texts, role, signal) {
      signal?.throwIfAborted()
      if (closed) throw closedError()
      const jobs = queue.add(texts, role)
      pump()
      try {
        const vectors = await settleOrAbort(Promise.all(jobs.map((job) => job.vector)), signal)
        return vectors.map((vector) => vector.slice())
      } catch (error) {
        queue.withdraw(jobs)
        throw error
      }
    },
    questionMs: () => questionMs / workers.length,
    async close() {
      closed = true
      queue.rejectWaiting(closedError())
      await Promise.all(running)
    },
  }
}

async function runOn(worker: BatchWorker, batch: readonly EmbeddingJob[]): Promise<Float32Array[]> {
  const texts = batch.map((job) => job.text)
  const vectors = await worker.run(texts, batch[0]?.role ?? 'query')
  const dimensions = vectors.length / batch.length
  return batch.map((_, row) => vectors.slice(row * dimensions, (row + 1) * dimensions))
}

function closedError(): AppError {
  return new AppError('overloaded', 'the embedder has been closed')
}
