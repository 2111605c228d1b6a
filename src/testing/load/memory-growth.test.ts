import { expect, test } from 'vitest'
import { memoryGrowth } from './memory-growth.js'

const series = (seconds: number, rssBytes: (second: number) => number) =>
  Array.from({ length: seconds }, (_, second) => ({ seconds: second, rssBytes: rssBytes(second) }))

test('says nothing of a run without enough samples after the warm-up', () => {
  expect(
    memoryGrowth(
      series(89, () => 100),
      60,
    ),
  ).toBeUndefined()
})

test('does not count the warm-up', () => {
  const growth = memoryGrowth(
    series(300, (second) => (second < 60 ? second : 500)),
    60,
  )
  expect(growth).toEqual({ startBytes: 500, endBytes: 500, growth: 0, bytesPerMinute: 0 })
})

test('finds a leak, and how fast it is', () => {
  const growth = memoryGrowth(
    series(300, (second) => 1_000_000 + second * 1000),
    60,
  )
  expect(growth?.bytesPerMinute).toBeCloseTo(60_000)
  expect(growth?.growth).toBeCloseTo(225 / 1067, 3)
})

test('is not misled by single garbage collections', () => {
  const growth = memoryGrowth(
    series(300, (second) => (second % 10 === 0 ? 100 : 500)),
    60,
  )
  expect(growth?.growth).toBe(0)
})
