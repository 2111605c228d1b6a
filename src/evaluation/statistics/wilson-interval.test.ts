import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wilsonInterval } from './wilson-interval.js'

describe('wilsonInterval', () => {
  // Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i is the published %f to %f', (successes, total, low, high) => {
    const interval = wilsonInterval(successes, total)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  test('holds the rate, stays within 0 and 1 and mirrors for failures', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, share) => {
          const successes = Math.round(total * share)
          const { low, high } = wilsonInterval(successes, total)
          const mirrored = wilsonInterval(total - successes, total)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(low).toBeLessThanOrEqual(successes / total)
          expect(high).toBeGreaterThanOrEqual(successes / total)
          expect(mirrored.low).toBeCloseTo(1 - high, 10)
        },
      ),
    )
  })

  test('refuses an empty total and more successes than trials', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError)
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
  })
})
