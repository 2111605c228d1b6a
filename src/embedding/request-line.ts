import { AppError } from '../errors.js'

/** Seconds until a line that is full has moved on. */
const RETRY_AFTER_SECONDS = 1

/** Lets so many tasks run at a time; the others wait in line. */
export interface RequestLine {
  /**
   * Runs a task when it is its turn.
   *
   * @throws AppError `overloaded` when too many wait; the signal's reason when it is aborted before its
   * turn; whatever the task throws.
   */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Tasks that wait. */
  waiting(): number
}

/**
 * An empty line.
 *
 * @param atOnce Tasks that run at a time.
 * @param maxWaiting Tasks that may wait besides.
 */
export function createRequestLine(atOnce: number, maxWaiting: number): RequestLine {
  const waiting = new Set<() => void>()
  let running = 0

  function leave(): void {
    running -= 1
    const [next] = waiting
    next?.()
  }

  function turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        waiting.delete(begin)
        reject(signal?.reason)
      }
      const begin = () => {
        waiting.delete(begin)
        signal?.removeEventListener('abort', abort)
        running += 1
        resolve()
      }
      signal?.addEventListener('abort', abort, { once: true })
      waiting.add(begin)
    })
  }

  return {
    async run(task, signal) {
      signal?.throwIfAborted()
      if (running < atOnce) running += 1
      else {
        if (waiting.size >= maxWaiting) {
          throw new AppError('overloaded', `${waiting.size} requests wait for the model`, {
            retryAfterSeconds: RETRY_AFTER_SECONDS,
          })
        }
        await turn(signal)
      }
      try {
        return await task()
      } finally {
        leave()
      }
    },
    waiting: () => waiting.size,
  }
}
