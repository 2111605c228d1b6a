import { describe, expect, test } from 'vitest'
import { settleOrAbort } from './settle-or-abort.js'

const never = new Promise<string>(() => {})

describe('settleOrAbort', () => {
  test('gives the outcome of the work', async () => {
    const { signal } = new AbortController()
    await expect(settleOrAbort(Promise.resolve('done'), signal)).resolves.toBe('done')
    await expect(settleOrAbort(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
    await expect(settleOrAbort(Promise.resolve('done'), undefined)).resolves.toBe('done')
  })

  test('rejects with the reason as soon as the signal is aborted', async () => {
    const controller = new AbortController()
    const waiting = settleOrAbort(never, controller.signal)
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    await expect(settleOrAbort(never, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
