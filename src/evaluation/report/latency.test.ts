import { expect, test } from 'vitest'
import { latencyOf } from './latency.js'

test('percentiles lie between neighbours: the 95th of 1 to 20 is 1 + .95 × 19', () => {
  const aloneMs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`q${i}`, 20 - i]))
  expect(latencyOf({ aloneMs })).toEqual({ n: 20, p50: 10.5, p95: 19.05, max: 20 })
  expect(latencyOf({ aloneMs: {} })).toBeNull()
})
