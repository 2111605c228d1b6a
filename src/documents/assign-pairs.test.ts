import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignPairs, type CandidatePair } from './assign-pairs.js'

const sumOf = (pairs: readonly CandidatePair[]): number =>
  pairs.reduce((sum, { score }) => sum + score, 0)

/** The best sum, found by trying everything. */
function bestSum(candidates: readonly CandidatePair[]): number {
  const [first, ...rest] = candidates
  if (first === undefined) return 0
  const free = rest.filter(({ row, column }) => row !== first.row && column !== first.column)
  return Math.max(bestSum(rest), first.score + bestSum(free))
}

const candidates = fc.uniqueArray(
  fc.record({
    row: fc.nat(5),
    column: fc.nat(5),
    score: fc.integer({ min: 1, max: 1000 }).map((score) => score / 1000),
  }),
  { maxLength: 14, selector: ({ row, column }) => row * 10 + column },
)

describe('assignPairs', () => {
  test('no choice of pairs scores higher', () => {
    fc.assert(
      fc.property(candidates, (given) => {
        const pairs = assignPairs(given)
        expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length)
        expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length)
        for (const pair of pairs) expect(given).toContain(pair)
        expect(sumOf(pairs)).toBeCloseTo(bestSum(given), 9)
      }),
    )
  })

  test('prefers two good pairs to one that is a little better than either', () => {
    expect(
      assignPairs([
        { row: 0, column: 0, score: 0.9 },
        { row: 0, column: 1, score: 0.8 },
        { row: 1, column: 0, score: 0.8 },
      ]).map(({ row, column }) => [row, column]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  test('500 rows and columns that all fit are assigned', { timeout: 60_000 }, () => {
    const size = 500
    const all = Array.from({ length: size * size }, (_, index) => {
      const [row, column] = [Math.floor(index / size), index % size]
      // Each row fits best with another column; the rest is noise that is the same at every run.
      const score = (row * 7) % size === column ? 0.9 : ((row * 31 + column * 17) % 97) / 200
      return { row, column, score: score + 0.01 }
    })
    expect(assignPairs(all).map(({ row, column }) => [row, column])).toEqual(
      Array.from({ length: size }, (_, row) => [row, (row * 7) % size]),
    )
  })
})
