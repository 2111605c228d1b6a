import { expect, test } from 'vitest'
import { createRequestLine } from './request-line.js'

/** A task that ends when the test says so. */
function openTask(name: string) {
  let end: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const state = { began: false }
  return {
    state,
    end: () => end(),
    task: async () => {
      state.began = true
      await ended
      return name
    },
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('so many run at a time, the others in their order; too many are turned away', async () => {
  const line = createRequestLine(1, 2)
  const tasks = ['a', 'b', 'c'].map(openTask)
  const results = tasks.map(({ task }) => line.run(task))
  await settle()
  expect(tasks.map(({ state }) => state.began)).toEqual([true, false, false])
  expect(line.waiting()).toBe(2)
  await expect(line.run(async () => 'd')).rejects.toMatchObject({
    code: 'overloaded',
    retryAfterSeconds: 1,
  })
  tasks[0]?.end()
  await settle()
  expect(tasks.map(({ state }) => state.began)).toEqual([true, true, false])
  tasks[1]?.end()
  tasks[2]?.end()
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c'])
  expect(line.waiting()).toBe(0)
})

test('a place is given on when a task fails, and when one that waits is given up', async () => {
  const line = createRequestLine(1, 2)
  const stop = new AbortController()
  const failing = line.run(async () => {
    await settle()
    throw new Error('failed')
  })
  const givenUp = line.run(async () => 'never', stop.signal)
  const last = line.run(async () => 'last')
  stop.abort(new Error('given up'))
  await expect(givenUp).rejects.toThrow('given up')
  await expect(failing).rejects.toThrow('failed')
  expect(await last).toBe('last')
  await expect(line.run(async () => 'never', stop.signal)).rejects.toThrow('given up')
  expect(await line.run(async () => 'free')).toBe('free')
})
