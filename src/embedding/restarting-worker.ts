import type { TextRole } from './embedder.js'
import type { ModelWorker } from './model-worker.js'

/**
 * How often a dead worker is replaced. A second death is no accident: the machine lacks memory or
 * an input kills the model, and whoever supervises the process should know.
 */
const MAX_RESTARTS = 1

/** A worker that is replaced when it has died. */
export interface RestartingWorker {
  /**
   * Vectors of a batch, one after another, from the worker or, when it has died, from its
   * replacement.
   *
   * @throws AppError `bad_model` when the model fails, the worker dies, or it died too often.
   */
  run(texts: readonly string[], role: TextRole): Promise<Float32Array>
  /** `dead`: the next batch starts a replacement; `spent`: no more of them. */
  state(): 'alive' | 'dead' | 'spent'
  /** Ends the thread. Not to be called while `run` is under way. */
  close(): Promise<void>
}

/**
 * Starts a worker by `start`, and another one for the first batch after its death.
 *
 * @throws whatever `start` throws the first time.
 */
export async function startRestartingWorker(
  start: () => Promise<ModelWorker>,
): Promise<RestartingWorker> {
  let worker = await start()
  let restarts = 0

  return {
    async run(texts, role) {
      if (worker.deathOf() !== undefined && restarts < MAX_RESTARTS) {
        restarts += 1
        worker = await start()
      }
      return worker.run(texts, role)
    },
    state() {
      if (worker.deathOf() === undefined) return 'alive'
      return restarts < MAX_RESTARTS ? 'dead' : 'spent'
    },
    close: () => worker.close(),
  }
}
