import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latencyOf, percentile } from './percentile.js'

describe('percentile', () => {
  test.each([
    [0, 1],
    [0.05, 1],
    [0.3, 2],
    [0.4, 2],
    [0.5, 3],
    [1, 5],
  ])('of five values, share %d is value %d (nearest rank)', (share, expected) => {
    expect(percentile([5, 1, 4, 2, 3], share)).toBe(expected)
  })

  test('the 95th of 1 to 200 is 190', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index)
    expect(percentile(values, 0.95)).toBe(190)
  })

  test('is NaN without values', () => {
    expect(percentile([], 0.5)).toBeNaN()
  })

  test('is one of the values, and at least that share of them is not above it', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const found = percentile(list, share)
        expect(list).toContain(found)
        const notAbove = list.filter((value) => value <= found).length
        expect(notAbove).toBeGreaterThanOrEqual(share * list.length)
        const below = list.filter((value) => value < found).length
        expect(below).toBeLessThanOrEqual(share * list.length)
      }),
    )
  })
})

test('latencyOf leaves the list as it is', () => {
  const values = [3, 1, 2]
  expect(latencyOf(values)).toEqual({ runs: 3, p50: 2, p95: 3 })
  expect(values).toEqual([3, 1, 2])
})
