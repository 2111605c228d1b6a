import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { askTogether } from './measure-assistant.js'

describe('askTogether', () => {
  test('asks each item once, by as many callers as are given at the same time', async () => {
    const items = Array.from({ length: 30 }, (_, index) => `item ${index}`)
    const asked: string[] = []
    let running = 0
    let most = 0
    const seconds = await askTogether(items, 4, async (item) => {
      asked.push(item)
      running += 1
      most = Math.max(most, running)
      await setTimeout(1)
      running -= 1
    })
    expect(asked.toSorted()).toEqual(items.toSorted())
    expect(most).toBe(4)
    expect(seconds).toBeGreaterThan(0)
  })

  test('fails when an answer fails', async () => {
    const failing = askTogether(['a', 'b'], 2, async (item) => {
      if (item === 'b') throw new Error('no answer')
    })
    await expect(failing).rejects.toThrow('no answer')
  })
})
