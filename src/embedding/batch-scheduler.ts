import { AppError, messageOf } from '../errors.js'
import type { TextRole } from './embedder.js'
import { estimateTokens } from './estimate-tokens.js'
import type { RestartingWorker } from './restarting-worker.js'

/**
 * Texts of a call up to which somebody is taken to wait for it: a question with its variants or
 * the sentences of one answer. Such calls go ahead of larger ones, which build an index.
 */
export const INTERACTIVE_TEXTS = 8

/**
 * Tokens of a batch, padding included: about 80 ms on one core, the longest an interactive call
 * waits for a batch that has been begun. More gains nothing (2.9 ms a text of 24 tokens in
 * batches of 8 against 4.6 ms alone; 16 x 128 tokens are slower a text than 4 x 128).
 */
const MAX_BATCH_TOKENS = 512

/** When the work that waits is a full queue of questions, a second later most of it is done. */
const RETRY_AFTER_SECONDS = 1

/** What a {@link BatchScheduler} works with. */
export interface BatchSchedulerOptions {
  readonly workers: readonly Pick<RestartingWorker, 'run' | 'usable'>[]
  readonly dimensions: number
  /** Texts that may wait in each lane; a call that finds so many is refused. */
  readonly maxQueue: number
  /** Texts of a batch at most. */
  readonly batchSize: number
}

/** Shares the workers between calls. */
export interface BatchScheduler {
  /**
   * One vector for each text, in order; the same text under way is computed once for all callers.
   *
   * @throws AppError `overloaded` when the queue is full, `bad_model` when the model fails; the
   * signal's reason when it is aborted.
   */
  embed(texts: readonly string[], role: TextRole, signal?: AbortSignal): Promise<Float32Array[]>
  /** Rejects everything that waits or runs, and whatever comes later. */
  close(): void
}

interface Job {
  readonly key: string
  readonly text: string
  readonly role: TextRole
  readonly tokens: number
  readonly vector: Promise<Float32Array>
  resolve(vector: Float32Array): void
  reject(error: unknown): void
  /** Calls that want the vector. Without any, a job that still waits is dropped. */
  callers: number
}

/**
 * Two queues, one of interactive calls and one of bulk calls, in front of the workers. A batch
 * holds neighbours of one queue; a bulk call's texts are sorted by length, so that little is
 * padded. A worker's death rejects what it computes and what waits.
 */
export function createBatchScheduler(options: BatchSchedulerOptions): BatchScheduler {
  const { workers, dimensions, maxQueue, batchSize } = options
  const jobs = new Map<string, Job>()
  const lanes: { interactive: Job[]; bulk: Job[] } = { interactive: [], bulk: [] }
  const idle = new Set(workers)
  let closed: AppError | undefined

  function admit(texts: readonly string[], role: TextRole): Job[] {
    const lane = texts.length <= INTERACTIVE_TEXTS ? lanes.interactive : lanes.bulk
    const missing = new Set(texts.filter((text) => !jobs.has(keyOf(role, text))))
    if (missing.size > 0 && lane.length >= maxQueue) {
      throw new AppError('overloaded', `the embedding queue is full: ${lane.length} texts wait`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    const created = Array.from(missing, (text) => createJob(text, role))
    for (const job of created) jobs.set(job.key, job)
    if (lane === lanes.bulk) created.sort((a, b) => a.tokens - b.tokens)
    lane.push(...created)
    return texts.map((text) => claim(keyOf(role, text), lane))
  }

  function claim(key: string, lane: Job[]): Job {
    const job = jobs.get(key)
    if (job === undefined) throw new AppError('internal', 'a text to embed was not queued')
    job.callers += 1
    if (lane === lanes.interactive && remove(lanes.bulk, job)) lane.push(job)
    return job
  }

  function release(claimed: readonly Job[]): void {
    const dropped = new Set<Job>()
    for (const job of claimed) {
      job.callers -= 1
      if (job.callers === 0) dropped.add(job)
    }
    for (const lane of [lanes.interactive, lanes.bulk]) {
      const kept = lane.filter((job) => !dropped.has(job))
      for (const job of lane) if (dropped.has(job)) jobs.delete(job.key)
      lane.splice(0, lane.length, ...kept)
    }
  }

  function pump(): void {
    for (const worker of idle) {
      const batch = takeBatch(lanes.interactive.length > 0 ? lanes.interactive : lanes.bulk, batchSize)
      const [first] = batch
      if (first === undefined) return
      idle.delete(worker)
      void runBatch(worker, batch, first.role)
    }
  }

  async function runBatch(
    worker: BatchSchedulerOptions['workers'][number],
    batch: readonly Job[],
    role: TextRole,
  ): Promise<void> {
  }

  return {
    async embed(texts, role, signal) {
      return []
    },
    close() {},
  }
}
