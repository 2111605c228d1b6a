import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nthLargest } from './nth-largest.js'

test('is what stands there after sorting, also among equal numbers', () => {
  const numbers = fc.oneof(
    fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 80 }),
    fc.array(fc.double({ noNaN: true }), { maxLength: 80 }),
  )
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 90 }), (values, nth) => {
      const expected = values.toSorted((a, b) => b - a)[nth - 1] ?? 0
      // Zeros are alike whatever their sign.
      expect(nthLargest(Float64Array.from(values), nth) + 0).toBe(expected + 0)
    }),
  )
})
