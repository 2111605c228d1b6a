import { expect, test } from 'vitest'
import { auroc, bestThreshold, type Scored } from './fit-gate-threshold.js'

const ALLOWED = { falseAnswers: 0.05, falseRefusals: 0.05 }
const many = (count: number, probability: number, positive: boolean, kind = 'asked'): Scored[] =>
  Array.from({ length: count }, () => ({ probability, positive, kind }))

test('the threshold lies in the middle of a gap', () => {
  const scored = [...many(10, 0.8, true), ...many(10, 0.2, false)]
  expect(bestThreshold(scored, ALLOWED)).toBeCloseTo(0.51, 9)
})

test('few negatives of one kind do not hide behind many of another', () => {
  const scored = [
    ...many(90, 0.9, true),
    ...many(10, 0.5, true),
    ...many(10, 0.6, false, 'asked'),
    ...many(1000, 0.1, false, 'put'),
  ]
  const alike = scored.map((one) => ({ ...one, kind: 'asked' }))
  expect(bestThreshold(alike, ALLOWED)).toBeLessThan(0.5)
  expect(bestThreshold(scored, ALLOWED)).toBeGreaterThan(0.6)
})

test('what counts little moves the threshold little', () => {
  const low = many(10, 0.3, true)
  const rest = [...many(90, 0.9, true), ...many(50, 0.1, false), ...many(4, 0.6, false)]
  const full = bestThreshold([...low, ...rest], ALLOWED)
  const light = bestThreshold([...low.map((one) => ({ ...one, weight: 0.01 })), ...rest], ALLOWED)
  expect(full).toBeLessThan(0.3)
  expect(light).toBeGreaterThan(0.6)
})

test('the area is the share of pairs in the right order, ties half', () => {
  expect(auroc([...many(2, 0.9, true), ...many(1, 0.9, false), ...many(1, 0.1, false)])).toBe(0.75)
})
