import { expect, test } from 'vitest'
import { latencyOf } from './latency.js'

test('the median and the nineteenth of twenty', () => {
  const aloneMs = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`q${i}`, 20 - i]))
  expect(latencyOf({ aloneMs })).toEqual({ n: 20, p50: 10.5, p95: 19.5, max: 20 })
  expect(latencyOf({ aloneMs: {} })).toBeNull()
})
