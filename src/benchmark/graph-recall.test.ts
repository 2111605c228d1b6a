import { expect, test } from 'vitest'
import { createExactVectorIndex } from '../indexes/exact-vector-index.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { graphRecall } from './graph-recall.js'

const rows = randomVectors(200, 16, 1)
const exact = createExactVectorIndex(rows)
const queries = Array.from({ length: 10 }, (_, row) => exact.vector(row * 7))

test('a scan finds everything', () => {
  expect(graphRecall(exact, rows, queries, 10)).toBe(1)
})

test('an index that drops every second of its rows finds half', () => {
  const half: typeof exact.search = (query, limit) =>
    exact.search(query, limit).filter((_, place) => place % 2 === 0)
  expect(graphRecall({ search: half }, rows, queries, 10)).toBe(0.5)
})
