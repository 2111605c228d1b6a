import { AppError } from '../errors.js'
import { createBatchScheduler } from './batch-scheduler.js'
import type { Embedder } from './embedder.js'
import { EMBEDDING_RECIPE } from './embedding-recipe.js'
import { createEmbeddingQueue } from './embedding-queue.js'
import { modelFingerprint, readModelManifest } from './model-files.js'
import { type ModelWorker, startModelWorker } from './model-worker.js'
import { cacheQueries, DEFAULT_QUERY_CACHE_SIZE, type QueryCacheStats } from './query-cache.js'
import { type RestartingWorker, startRestartingWorker } from './restarting-worker.js'
import { findWorkerEntry } from './worker-entry.js'

/**
 * Model threads, each a worker with its own copy of the model (about 210 MB of memory for the
 * first, 180 for each more). Measured on two cores, texts a second of 1 x 24, 8 x 24 and 4 x 128
 * tokens: one worker with one thread inside 210, 284, 48; one worker with two threads inside 144,
 * 308, 43; two workers 378, 564, 103. So another thread is another worker. One is the default
 * because it answers 200 questions a second and leaves the other core to the event loop.
 */
const DEFAULT_THREADS = 1

/** Texts that may wait in a lane: with one thread the last of them waits about .3 s. */
const DEFAULT_MAX_QUEUE = 128

/** 8 texts of 24 tokens take 2.9 ms each together and 4.6 ms each alone. */
const DEFAULT_BATCH_SIZE = 8

/** Options of {@link createLocalEmbedder}. */
export interface LocalEmbedderOptions {
  /** Folder with `manifest.json` and the files it describes. */
  readonly modelFolder: string
  /** Workers, each with one thread of the model; 1 by default. */
  readonly threads?: number
  /** Texts that may wait among interactive calls, and as many among bulk calls; 128 by default. */
  readonly maxQueue?: number
  /** Texts the model is given at once; 8 by default. */
  readonly batchSize?: number
  /** Question vectors kept; 1,000 by default, 0 for none. */
  readonly queryCacheSize?: number
}

/** The local model, and how often its questions were known. */
export interface LocalEmbedder extends Embedder {
  queryCacheStats(): QueryCacheStats
}

/**
 * Starts the committed model in worker threads, because running it blocks the thread. Calls of up
 * to 8 texts go ahead of larger ones, the same text under way is computed once, and the vectors of
 * recent questions are kept. A worker that dies is replaced once. Passages are cut to the model's
 * limit, questions to 128 tokens. The process lives until `close()`.
 *
 * @throws AppError `bad_model` that names the file, what was expected and what was found;
 * `bad_configuration` when `threads` is no positive whole number.
 */
export async function createLocalEmbedder(options: LocalEmbedderOptions): Promise<LocalEmbedder> {
  const { modelFolder, threads = DEFAULT_THREADS } = options
  if (!Number.isInteger(threads) || threads < 1) {
    throw new AppError('bad_configuration', `model threads: expected 1 or more, found ${threads}`)
  }
  const manifest = await readModelManifest(modelFolder)
  const entry = findWorkerEntry(import.meta.url)
  const workers = await startAll(threads, () => startModelWorker(entry, { modelFolder, manifest }))
  const queue = createEmbeddingQueue({
    maxQueue: options.maxQueue ?? DEFAULT_MAX_QUEUE,
    batchSize: options.batchSize ?? DEFAULT_BATCH_SIZE,
    maxTokens: manifest.maxTokens,
  })
  const scheduler = createBatchScheduler(queue, workers)
  const cache = cacheQueries(scheduler.embed, options.queryCacheSize ?? DEFAULT_QUERY_CACHE_SIZE)

  return {
    fingerprint: modelFingerprint(manifest, EMBEDDING_RECIPE),
    dimensions: manifest.dimensions,
    embed: cache.embed,
    waiting: queue.waiting,
    questionMs: scheduler.questionMs,
    queryCacheStats: cache.stats,
    async close() {
      await scheduler.close()
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

/** All workers, or none: those that started are ended when another does not. */
async function startAll(
  count: number,
  start: () => Promise<ModelWorker>,
): Promise<RestartingWorker[]> {
  const starts = Array.from({ length: count }, () => startRestartingWorker(start))
  try {
    return await Promise.all(starts)
  } catch (error) {
    const outcomes = await Promise.allSettled(starts)
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value.close()
    throw error
  }
}
