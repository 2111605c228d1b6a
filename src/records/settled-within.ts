import { setTimeout as delay } from 'node:timers/promises'

/** What a promise gives within so many milliseconds, else `pending`; it goes on in any case. */
export async function settledWithin<T>(promise: Promise<T>, ms: number): Promise<T | 'pending'> {
  const timer = new AbortController()
  try {
    const late = delay(ms, 'pending' as const, { signal: timer.signal })
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}
