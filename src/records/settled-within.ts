import { setTimeout as delay } from 'node:timers/promises'

/** Stands for a promise that has not settled in time. */
export const PENDING = Symbol('pending')

/** What a promise gives within so many milliseconds, else {@link PENDING}; it goes on in any case. */
export async function settledWithin<T>(
  promise: Promise<T>,
  ms: number,
): Promise<T | typeof PENDING> {
  const timer = new AbortController()
  try {
    const late = delay<typeof PENDING>(ms, PENDING, { signal: timer.signal })
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}
