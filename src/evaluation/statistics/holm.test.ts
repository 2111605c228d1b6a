import { describe, expect, test } from 'vitest'
import { holm } from './holm.js'

describe('holm', () => {
  test('gives what R gives: p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")', () => {
    const adjusted = holm([0.01, 0.02, 0.03, 0.04, 0.05])
    for (const [index, value] of [0.05, 0.08, 0.09, 0.09, 0.09].entries()) {
      expect(adjusted[index]).toBeCloseTo(value, 12)
    }
  })

  test('keeps the order given and never exceeds 1', () => {
    expect(holm([0.6, 0.001, 0.5])).toEqual([1, 0.003, 1])
    expect(holm([])).toEqual([])
  })
})
