import { describe, expect, test } from 'vitest'
import { pairedComparison } from './paired-comparison.js'

const differences = (changes: readonly number[], clusters = 100) =>
  Array.from({ length: clusters }, (_, index) => ({
    cluster: `m${index}`,
    value: changes[index] ?? 0,
  }))

describe('pairedComparison', () => {
  test('runs that are alike differ by nothing', () => {
    expect(pairedComparison(differences([]), 1)).toEqual({
      pairs: 100,
      difference: 0,
      low: 0,
      high: 0,
      pValue: 1,
    })
  })

  test('a fall on twelve of a hundred lies below 0, one on two does not', () => {
    const large = pairedComparison(differences(new Array<number>(12).fill(-1)), 1)
    expect(large.difference).toBeCloseTo(-0.12, 12)
    expect(large.high).toBeLessThan(-0.04)
    // Two-sided: 2 / 2^12 of the sign patterns are as extreme.
    expect(large.pValue).toBeLessThan(0.002)
    const small = pairedComparison(differences([-1, -1]), 1)
    expect(small.high).toBe(0)
    expect(small.pValue).toBeCloseTo(0.5, 1)
  })

  test('gains and losses that balance are no difference', () => {
    const { difference, low, high, pValue } = pairedComparison(differences([1, 1, -1, -1]), 1)
    expect(difference).toBe(0)
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(0)
    expect(pValue).toBe(1)
  })

  test('the three forms of one question fall as one', () => {
    const forms = ['a', 'b', 'c'].flatMap(() => differences([-1, -1, -1, -1], 40))
    const alone = pairedComparison(differences([-1, -1, -1, -1], 40), 9)
    expect(pairedComparison(forms, 9)).toEqual({ ...alone, pairs: 120 })
  })
})
