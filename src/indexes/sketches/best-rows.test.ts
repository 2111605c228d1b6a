import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestRows, type RowRange } from './best-rows.js'

function sorted(scores: Int32Array, limit: number, ranges: readonly RowRange[]): number[] {
  return ranges
    .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, limit)
}

test('the best rows are those of a sort, also among equal scores', () => {
  fc.assert(
    fc.property(
      fc.int32Array({ min: -5, max: 5, minLength: 1, maxLength: 60 }),
      fc.nat(70),
      fc.array(fc.nat(60), { maxLength: 6 }),
      (scores, limit, cuts) => {
        const all = [{ start: 0, end: scores.length }]
        expect([...bestRows(scores, limit, all)]).toEqual(sorted(scores, limit, all))
        const edges = [...new Set(cuts)]
          .filter((cut) => cut <= scores.length)
          .toSorted((a, b) => a - b)
        const some = edges.flatMap((start, i) => {
          const end = edges[i + 1]
          return i % 2 === 0 && end !== undefined ? [{ start, end }] : []
        })
        expect([...bestRows(scores, limit, some)]).toEqual(sorted(scores, limit, some))
      },
    ),
  )
})

test.each([
  ['ascending', (row: number) => row],
  ['descending', (row: number) => -row],
  ['high in every fourth row', (row: number) => (row % 4 === 3 ? 1_000_000 + row : row)],
  ['high at the end only', (row: number) => (row > 49_900 ? row : 0)],
  ['of the largest size', (row: number) => (row % 2 === 0 ? 1 : -1) * (2 ** 29 - row)],
])('of many rows with scores %s as well', (_, scoreOf) => {
  const scores = Int32Array.from({ length: 50_000 }, (__, row) => scoreOf(row))
  const ranges = [
    { start: 3, end: 10 },
    { start: 1_000, end: 50_000 },
  ]
  for (const limit of [1, 300, 1_500]) {
    expect([...bestRows(scores, limit, ranges)]).toEqual(sorted(scores, limit, ranges))
  }
})
