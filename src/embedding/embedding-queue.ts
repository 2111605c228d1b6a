import { AppError } from '../errors.js'
import type { TextRole } from './embedder.js'
import { estimateTokens } from './estimate-tokens.js'

/**
 * Texts of a call up to which somebody is taken to wait for it: a question with its variants or
 * the sentences of one answer. Such calls go ahead of larger ones, which build an index.
 */
export const INTERACTIVE_TEXTS = 8

/**
 * Tokens of a batch, padding included: 50 to 100 ms on one core, the longest that an interactive
 * call waits for a batch that has begun. More gains nothing: 16 x 128 tokens took 20 ms a text,
 * 4 x 128 tokens 16.
 */
const MAX_BATCH_TOKENS = 512

/** A full queue of questions is mostly done after this time. */
const RETRY_AFTER_SECONDS = 1

/** A text that waits or is computed. */
export interface EmbeddingJob {
  readonly text: string
  readonly role: TextRole
  readonly vector: Promise<Float32Array>
  resolve(vector: Float32Array): void
  reject(error: unknown): void
}

/** Limits of an {@link EmbeddingQueue}. */
export interface EmbeddingQueueOptions {
  /** Texts that may wait in a lane; a call that finds so many is refused. */
  readonly maxQueue: number
  /** Texts of a batch at most. */
  readonly batchSize: number
  /** Longest input of the model in tokens. */
  readonly maxTokens: number
}

/** Texts of all calls, in two lanes: interactive calls and, behind them, bulk calls. */
export interface EmbeddingQueue {
  /**
   * Queues the texts of one call and gives a job for each, in order. A text that waits or is
   * computed already is not queued again; if it waits among bulk work, an interactive call takes
   * it forward.
   *
   * @throws AppError `overloaded` when the call's lane is full.
   */
  add(texts: readonly string[], role: TextRole): EmbeddingJob[]
  /** Takes back a call's wish: jobs that still wait and that no other call wants are dropped. */
  withdraw(jobs: readonly EmbeddingJob[]): void
  /** Removes the next batch from its lane; empty when nothing waits. */
  take(): EmbeddingJob[]
  /** Forgets jobs that are done, so that the next call for the text computes it again. */
  forget(jobs: readonly EmbeddingJob[]): void
  /** Rejects and drops everything that waits. */
  rejectWaiting(error: unknown): void
  /** Texts that wait, in both lanes. */
  waiting(): number
}

interface QueuedJob extends EmbeddingJob {
  readonly tokens: number
  /** Calls that want the vector, counted once for each occurrence of the text. */
  wishes: number
}

/** An empty queue. */
export function createEmbeddingQueue(options: EmbeddingQueueOptions): EmbeddingQueue {
  const { maxQueue, batchSize, maxTokens } = options
  const jobs = new Map<string, QueuedJob>()
  const interactive: QueuedJob[] = []
  const bulk: QueuedJob[] = []

  function forget(done: readonly EmbeddingJob[]): void {
    for (const job of done) jobs.delete(keyOf(job.text, job.role))
  }

  return {
    add(texts, role) {
      const lane = texts.length <= INTERACTIVE_TEXTS ? interactive : bulk
      const missing = new Set(texts.filter((text) => !jobs.has(keyOf(text, role))))
      if (missing.size > 0 && lane.length >= maxQueue) {
        throw new AppError('overloaded', `the embedding queue is full: ${lane.length} texts wait`, {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        })
      }
      const created = Array.from(missing, (text) => createJob(text, role, maxTokens))
      // Neighbours of similar length make batches with little padding.
      if (lane === bulk) created.sort((a, b) => a.tokens - b.tokens)
      for (const job of created) jobs.set(keyOf(job.text, role), job)
      lane.push(...created)
      return texts.map((text) => {
        const job = jobs.get(keyOf(text, role))
        if (job === undefined) throw new AppError('internal', 'a text was not queued')
        job.wishes += 1
        if (lane === interactive && removeFrom(bulk, job)) interactive.push(job)
        return job
      })
    },

    withdraw(withdrawn) {
      const dropped = new Set<EmbeddingJob>()
      for (const one of withdrawn) {
        const job = jobs.get(keyOf(one.text, one.role))
        // A failed job is forgotten before its callers withdraw: by then the text may be another's.
        if (job === undefined || job !== one) continue
        job.wishes -= 1
        if (job.wishes === 0) dropped.add(job)
      }
      for (const lane of [interactive, bulk]) {
        const waiting = lane.splice(0)
        forget(waiting.filter((job) => dropped.has(job)))
        lane.push(...waiting.filter((job) => !dropped.has(job)))
      }
    },

    take() {
      const lane = interactive.length > 0 ? interactive : bulk
      return lane.splice(0, batchLength(lane, batchSize))
    },

    forget,

    rejectWaiting(error) {
      for (const job of [...interactive.splice(0), ...bulk.splice(0)]) {
        forget([job])
        job.reject(error)
      }
    },

    waiting: () => interactive.length + bulk.length,
  }
}

function createJob(text: string, role: TextRole, maxTokens: number): QueuedJob {
  let resolve: EmbeddingJob['resolve'] = () => {}
  let reject: EmbeddingJob['reject'] = () => {}
  const vector = new Promise<Float32Array>((onVector, onError) => {
    resolve = onVector
    reject = onError
  })
  // Whoever waits for the vector has handlers of its own; an abandoned job has none.
  vector.catch(() => {})
  return { text, role, tokens: estimateTokens(text, maxTokens), wishes: 0, vector, resolve, reject }
}

/** Jobs at the head of the lane that make one batch: of one role, within both limits. */
function batchLength(lane: readonly QueuedJob[], batchSize: number): number {
  const [first] = lane
  let longest = 0
  for (const [index, job] of lane.entries()) {
    longest = Math.max(longest, job.tokens)
    const full = index >= batchSize || (index > 0 && longest * (index + 1) > MAX_BATCH_TOKENS)
    if (full || job.role !== first?.role) return index
  }
  return lane.length
}

function removeFrom(lane: QueuedJob[], job: QueuedJob): boolean {
  const index = lane.indexOf(job)
  if (index !== -1) lane.splice(index, 1)
  return index !== -1
}

function keyOf(text: string, role: TextRole): string {
  return `${role}:${text}`
}
