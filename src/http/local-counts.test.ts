import { expect, test } from 'vitest'
import { createLocalCounts } from './local-counts.js'

test('a window begins with the first request and ends once for all its requests', () => {
  let now = 1000
  const counts = createLocalCounts(10, () => now)
  expect(counts.read('a')).toEqual({ hits: 0, leftMs: 0 })
  expect(counts.add('a', 60)).toEqual({ hits: 1, leftMs: 60 })
  now += 40
  expect(counts.add('a', 60)).toEqual({ hits: 2, leftMs: 20 })
  expect(counts.read('a')).toEqual({ hits: 2, leftMs: 20 })
  expect(counts.add('b', 60)).toEqual({ hits: 1, leftMs: 60 })
  now += 20
  expect(counts.read('a')).toEqual({ hits: 0, leftMs: 0 })
  expect(counts.add('a', 60)).toEqual({ hits: 1, leftMs: 60 })
})

test('who has not asked for longest is forgotten first', () => {
  const counts = createLocalCounts(2, () => 0)
  for (const caller of ['a', 'b', 'a', 'c']) counts.add(caller, 60)
  expect(['a', 'b', 'c'].map((caller) => counts.read(caller).hits)).toEqual([2, 0, 1])
})
