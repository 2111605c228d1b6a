import { describe, expect, test } from 'vitest'
import { createRandom, sample, seedFor } from './random.js'

describe('createRandom', () => {
  test('gives the stream of the reference implementation for seed 1', () => {
    const random = createRandom(1)
    const stream = [random(), random(), random()]
    expect(stream.map((value) => value.toFixed(8))).toEqual([
      '0.62707394',
      '0.00273572',
      '0.52744704',
    ])
  })

  test('is about even', () => {
    const random = createRandom(7)
    const counts = new Array<number>(10).fill(0)
    for (let draw = 0; draw < 100_000; draw++) {
      const bin = Math.floor(random() * 10)
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })
})

test('seedFor gives each purpose and each seed its own', () => {
  const seeds = [seedFor(1, 'a'), seedFor(1, 'b'), seedFor(2, 'a'), seedFor(1, 'ab')]
  expect(new Set(seeds).size).toBe(4)
  expect(seedFor(1, 'a')).toBe(seeds[0])
})

test('sample draws without putting back and the same for the same seed', () => {
  const items = ['a', 'b', 'c', 'd', 'e']
  const drawn = sample(items, 3, createRandom(5))
  expect(new Set(drawn).size).toBe(3)
  expect(sample(items, 3, createRandom(5))).toEqual(drawn)
  expect(sample(items, 9, createRandom(5)).toSorted()).toEqual(items)
})
