import { expect, test } from 'vitest'
import { formatDifference, formatEstimate, formatMedian, formatShare } from './format-number.js'

test('numbers as the reports write them', () => {
  expect([1, 0.97251, 0].map(formatShare)).toEqual(['1.000', '.973', '.000'])
  expect([0.0123, -0.004, 0.0001, -1].map(formatDifference)).toEqual([
    '+.012',
    '−.004',
    '±.000',
    '−1.000',
  ])
  expect(formatEstimate({ n: 9, value: 0.5, low: 0.25, high: 1 })).toBe('.500 [.250, 1.000]')
  expect(formatEstimate(null)).toBe('–')
  expect(formatMedian({ median: 98.5, medianInterval: { low: 91, high: 104 } })).toBe(
    '98.5 [91, 104]',
  )
})
