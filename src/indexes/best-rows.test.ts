import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestRows, goodRows, type SelectableScores } from './best-rows.js'
import type { RowRange } from './row-filter.js'

const ANY = -(2 ** 31)

/** Scores with a plain selection: that of the kernels has tests of its own. */
function listOf(scores: Int32Array | Float64Array): SelectableScores {
  return {
    scores,
    select: (bound, ranges) =>
      Uint32Array.from(rowsIn(ranges).filter((row) => (scores[row] ?? 0) >= bound)),
  }
}

function rowsIn(ranges: readonly RowRange[]): number[] {
  return ranges.flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, i) => start + i),
  )
}

function best(
  { scores }: SelectableScores,
  limit: number,
  ranges: readonly RowRange[],
  least: number,
): number[] {
  return rowsIn(ranges)
    .filter((row) => (scores[row] ?? 0) >= least)
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, limit)
    .toSorted((a, b) => a - b)
}

test('the best rows are those of a sort, also among equal scores', () => {
  fc.assert(
    fc.property(
      fc.int32Array({ min: -5, max: 5, minLength: 1, maxLength: 60 }),
      fc.nat(70),
      fc.array(fc.nat(60), { maxLength: 6 }),
      fc.constantFrom(ANY, 1),
      (scores, limit, cuts, least) => {
        const list = listOf(scores)
        const all = [{ start: 0, end: scores.length }]
        expect([...bestRows(list, limit, all, least)]).toEqual(best(list, limit, all, least))
        const edges = [...new Set(cuts)]
          .filter((cut) => cut <= scores.length)
          .toSorted((a, b) => a - b)
        const some = edges.flatMap((start, i) => {
          const end = edges[i + 1]
          return i % 2 === 0 && end !== undefined ? [{ start, end }] : []
        })
        expect([...bestRows(list, limit, some, least)]).toEqual(best(list, limit, some, least))
      },
    ),
  )
})

test.each([
  ['ascending', (row: number) => row],
  ['descending', (row: number) => -row],
  ['high in every fourth row', (row: number) => (row % 4 === 3 ? 1_000_000 + row : row)],
  ['high at the end only', (row: number) => (row > 49_900 ? row : 0)],
  ['all alike', () => 7],
  ['of the largest size', (row: number) => (row % 2 === 0 ? 1 : -1) * (2 ** 29 - row)],
])('of many rows with scores %s as well', (_, scoreOf) => {
  const ranges = [
    { start: 3, end: 10 },
    { start: 1_000, end: 50_000 },
  ]
  const numbers = Array.from({ length: 50_000 }, (__, row) => scoreOf(row))
  for (const scores of [Int32Array.from(numbers), Float64Array.from(numbers)]) {
    const list = listOf(scores)
    for (const limit of [1, 300, 1_500]) {
      const expected = best(list, limit, ranges, ANY)
      expect([...bestRows(list, limit, ranges, ANY)]).toEqual(expected)
      const good = new Set(goodRows(list, limit, ranges, ANY))
      expect(expected.every((row) => good.has(row))).toBe(true)
    }
  }
})
