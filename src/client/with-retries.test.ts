import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from './api-error.js'
import { ConnectionError } from './connection-error.js'
import { MAX_RETRY_AFTER_SECONDS, type RetryOptions, withRetries } from './with-retries.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const refusal = (status: number, retryAfterSeconds?: number) =>
  new ApiError({ status, code: 'busy', detail: 'busy', retryAfterSeconds })
const broken = () => new ConnectionError('network', 'reset')

/** Runs with these failures, one a try, then success; gives the waits between tries in milliseconds. */
async function waitsOf(failures: readonly Error[], options: Partial<RetryOptions> = {}) {
  const times: number[] = []
  const attempt = async (): Promise<string> => {
    times.push(Date.now())
    const failure = failures[times.length - 1]
    if (failure !== undefined) throw failure
    return 'done'
  }
  const running = withRetries(attempt, { maxRetries: 3, ...options }).then(
    (value) => value,
    (error: unknown) => error,
  )
  await vi.runAllTimersAsync()
  const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  return { waits, result: await running }
}

describe('what is tried again', () => {
  test.each([
    ['a failure of the network', broken()],
    ['429', refusal(429)],
    ['503', refusal(503)],
  ])('%s, with waits that grow twofold', async (_, failure) => {
    for (let round = 0; round < 50; round += 1) {
      const { waits, result } = await waitsOf([failure, failure, failure])
      expect(result).toBe('done')
      expect(waits).toHaveLength(3)
      for (const [index, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(Math.floor(250 * 2 ** index))
        expect(wait).toBeLessThanOrEqual(500 * 2 ** index)
      }
    }
  })

  test('not more often than asked for; the last failure is thrown', async () => {
    const last = refusal(429)
    expect(await waitsOf([broken(), refusal(503), last], { maxRetries: 2 })).toMatchObject({
      waits: [expect.any(Number), expect.any(Number)],
      result: last,
    })
    expect(await waitsOf([last], { maxRetries: 0 })).toEqual({ waits: [], result: last })
  })

  test('own waits are bounded', async () => {
    const { waits } = await waitsOf(
      Array.from({ length: 12 }, () => broken()),
      { maxRetries: 12 },
    )
    expect(Math.max(...waits)).toBeLessThanOrEqual(8_000)
  })

  test.each([400, 401, 403, 404, 406, 409, 413, 415, 500, 502, 504])('not %d', async (status) => {
    const failure = refusal(status, 1)
    expect(await waitsOf([failure], { isKeyed: true })).toEqual({ waits: [], result: failure })
  })

  test('not what came from something else than the API, nor a mistake in the code', async () => {
    for (const failure of [new ConnectionError('unexpected', 'a page'), new TypeError('oops')]) {
      expect(await waitsOf([failure])).toEqual({ waits: [], result: failure })
    }
  })

  test('409 to a retry that carries the key of the first try, when told to come again', async () => {
    const underWay = refusal(409, 2)
    expect((await waitsOf([broken(), underWay], { isKeyed: true })).result).toBe('done')
    expect((await waitsOf([broken(), underWay])).result).toBe(underWay)
    const other = refusal(409)
    expect((await waitsOf([broken(), other], { isKeyed: true })).result).toBe(other)
  })
})

describe('Retry-After', () => {
  test.each([0, 1, 7, MAX_RETRY_AFTER_SECONDS])(
    '%d seconds are never undercut',
    async (seconds) => {
      for (let round = 0; round < 20; round += 1) {
        const { waits, result } = await waitsOf([refusal(429, seconds)])
        expect(result).toBe('done')
        expect(waits[0]).toBeGreaterThanOrEqual(seconds * 1000)
        expect(waits[0]).toBeLessThanOrEqual(seconds * 1000 + 500)
      }
    },
  )

  test('longer than anyone waits: the refusal at once', async () => {
    const failure = refusal(503, MAX_RETRY_AFTER_SECONDS + 1)
    expect(await waitsOf([failure])).toEqual({ waits: [], result: failure })
  })
})

describe('an abort', () => {
  test('ends the wait at once and leaves no timer', async () => {
    const controller = new AbortController()
    const running = withRetries(() => Promise.reject(refusal(429, 20)), {
      maxRetries: 3,
      signal: controller.signal,
    })
    const ended = expect(running).rejects.toBe('enough')
    await vi.advanceTimersByTimeAsync(1000)
    expect(vi.getTimerCount()).toBe(1)
    controller.abort('enough')
    await ended
    expect(vi.getTimerCount()).toBe(0)
  })

  test('before the first try: nothing is tried', async () => {
    const attempt = vi.fn<() => Promise<string>>()
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(withRetries(attempt, { maxRetries: 3, signal })).rejects.toThrow('enough')
    expect(attempt).not.toHaveBeenCalled()
  })

  test('is what is thrown, not the failure it led to', async () => {
    const controller = new AbortController()
    const running = withRetries(
      async () => {
        controller.abort(new Error('enough'))
        throw broken()
      },
      { maxRetries: 3, signal: controller.signal },
    )
    await expect(running).rejects.toThrow('enough')
  })

  test('leaves no listener behind', async () => {
    const { signal } = new AbortController()
    const add = vi.spyOn(signal, 'addEventListener')
    const remove = vi.spyOn(signal, 'removeEventListener')
    expect((await waitsOf([broken(), broken()], { signal })).result).toBe('done')
    expect(add).toHaveBeenCalledTimes(2)
    expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(
      add.mock.calls.map(([, listener]) => listener),
    )
  })
})
