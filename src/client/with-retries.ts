import { ApiError } from './api-error.js'
import { ConnectionError } from './connection-error.js'

/** Wait before the first retry, in milliseconds; each next one waits twice as long. */
const FIRST_DELAY_MS = 500
/** Longest wait of our own choice, in milliseconds: the asker sits before a screen. */
const MAX_DELAY_MS = 8_000
/**
 * Longest `Retry-After` that is waited for, in seconds. Someone who would have to wait longer is
 * better told so: the error, with what the server asked for, is then thrown at once.
 */
export const MAX_RETRY_AFTER_SECONDS = 30

/** How often and for how long something is tried. */
export interface RetryOptions {
  readonly maxRetries: number
  readonly signal?: AbortSignal | undefined
  /** That every try carries the same idempotency key. */
  readonly isKeyed?: boolean
}

/**
 * Tries something until it succeeds, fails for good or has been tried again `maxRetries` times.
 * Tried again are failures of the network, the statuses 429 and 503, and 409 with `Retry-After` to a
 * retry that carries the key of the first try: that one is still under way. Waits grow twofold with
 * jitter; a `Retry-After` is never undercut.
 *
 * @param attempt One try.
 * @throws The last failure; the signal's reason as soon as it aborts, even while waiting.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { maxRetries, signal, isKeyed = false }: RetryOptions,
): Promise<T> {
  for (let tried = 0; ; tried += 1) {
    signal?.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      // What an abort breaks looks like a failure of the network.
      signal?.throwIfAborted()
      const delay = tried < maxRetries ? delayAfter(error, tried, isKeyed) : undefined
      if (delay === undefined) throw error
      await pause(delay, signal)
    }
  }
}

/** Milliseconds to wait after a failure, or undefined when it is one for good. */
function delayAfter(error: unknown, tried: number, isKeyed: boolean): number | undefined {
  // At least half of it, so that retries do spread out, and do not come at once.
  const backoff = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** tried) * (1 - Math.random() / 2)
  if (error instanceof ConnectionError) return error.kind === 'network' ? backoff : undefined
  if (!(error instanceof ApiError)) return undefined
  const { status, retryAfterSeconds } = error
  const isUnderWay = status === 409 && isKeyed && tried > 0 && retryAfterSeconds !== undefined
  if (status !== 429 && status !== 503 && !isUnderWay) return undefined
  if (retryAfterSeconds === undefined) return backoff
  if (retryAfterSeconds > MAX_RETRY_AFTER_SECONDS) return undefined
  // All who were turned away are told the same second.
  return Math.max(backoff, retryAfterSeconds * 1000 + Math.random() * FIRST_DELAY_MS)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
