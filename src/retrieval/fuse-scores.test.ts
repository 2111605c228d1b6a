import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuseScores, type ScoreList } from './fuse-scores.js'

const CLOSE = 1e-9

const list = (scores: readonly number[], over: Partial<ScoreList> = {}): ScoreList => ({
  list: 'a list',
  weight: 1,
  scale: 'zero',
  ...over,
  scores: Float64Array.from(scores),
})

const score = fc.double({ min: 0, max: 100, noNaN: true })
const weight = fc.double({ min: 0, max: 5, noNaN: true })
const scale = fc.constantFrom('zero' as const, 'floor' as const)

/** Up to six lists over the same candidates, some of them with a single score for all. */
const listsOver = (candidates: number): fc.Arbitrary<ScoreList[]> =>
  fc.array(
    fc
      .tuple(
        fc.oneof(
          fc.array(score, { minLength: candidates, maxLength: candidates }),
          score.map((same) => new Array<number>(candidates).fill(same)),
        ),
        weight,
        scale,
      )
      .map(([scores, weight, scale]) => list(scores, { weight, scale })),
    { maxLength: 6 },
  )
const fusion = fc
  .integer({ min: 0, max: 150 })
  .chain((candidates) => fc.tuple(fc.constant(candidates), listsOver(candidates)))

describe('any lists', () => {
  test('the contributions of each candidate add up to its score', () => {
    fc.assert(
      fc.property(fusion, ([candidates, lists]) => {
        const fused = fuseScores(lists, candidates)
        expect(fused.scores).toHaveLength(candidates)
        fused.scores.forEach((total, candidate) => {
          const parts = fused.explain(candidate)
          expect(parts).toHaveLength(lists.length)
          const sum = parts.reduce((all, { contribution }) => all + contribution, 0)
          expect(Math.abs(sum - total)).toBeLessThanOrEqual(CLOSE)
          for (const { contribution, normalised, weight } of parts) {
            expect(contribution).toBe(normalised * weight)
            expect(normalised).toBeGreaterThanOrEqual(0)
            expect(normalised).toBeLessThanOrEqual(1)
          }
        })
      }),
      { numRuns: 60 },
    )
  })

  test('the order of the lists does not matter', () => {
    fc.assert(
      fc.property(fusion, ([candidates, lists]) => {
        const one = fuseScores(lists, candidates).scores
        const other = fuseScores(lists.toReversed(), candidates).scores
        one.forEach((total, candidate) => {
          expect(Math.abs(total - (other[candidate] ?? Number.NaN))).toBeLessThanOrEqual(CLOSE)
        })
      }),
    )
  })

  test('who is nowhere behind in any list is not behind in the end', () => {
    fc.assert(
      fc.property(fusion, ([candidates, lists]) => {
        const { scores } = fuseScores(lists, candidates)
        for (let candidate = 1; candidate < candidates; candidate++) {
          const other = candidate - 1
          const leads = lists.every(({ scores: raw }) => (raw[candidate] ?? 0) >= (raw[other] ?? 0))
          if (leads) expect(scores[candidate]).toBeGreaterThanOrEqual(scores[other] ?? 0)
        }
      }),
    )
  })

  test('a better score in one list never makes a candidate worse', () => {
    fc.assert(
      fc.property(fusion, fc.nat(), score, ([candidates, lists], place, more) => {
        fc.pre(candidates > 0 && lists.length > 0)
        const candidate = place % candidates
        const before = fuseScores(lists, candidates).scores[candidate] ?? 0
        const raised = lists.map((given, index) =>
          index > 0
            ? given
            : { ...given, scores: given.scores.map((s, i) => (i === candidate ? s + more : s)) },
        )
        const after = fuseScores(raised, candidates).scores[candidate] ?? 0
        // Only a list of one score for all says nothing before and after.
        expect(after).toBeGreaterThanOrEqual(before - CLOSE)
      }),
    )
  })

  test('no candidate gets more than the weights together', () => {
    fc.assert(
      fc.property(fusion, ([candidates, lists]) => {
        const most = lists.reduce((sum, { weight }) => sum + weight, 0)
        for (const total of fuseScores(lists, candidates).scores) {
          expect(total).toBeLessThanOrEqual(most + CLOSE)
        }
      }),
    )
  })
})

describe('one list', () => {
  test('its best gets the whole weight, whatever the unit of the scores', () => {
    for (const factor of [0.001, 1, 1000]) {
      const scores = [3, 1, 0, 4].map((value) => value * factor)
      const fused = fuseScores([list(scores, { weight: 2 })], 4).scores
      expect(Array.from(fused, (value) => Number(value.toFixed(12)))).toEqual([1.5, 0.5, 0, 2])
    }
  })

  test('a 0 of words means no match and stays 0', () => {
    expect(Array.from(fuseScores([list([0, 0, 7])], 3).scores)).toEqual([0, 0, 1])
    expect(Array.from(fuseScores([list([4, 2])], 2).scores)).toEqual([1, 0.5])
    expect(Array.from(fuseScores([list([0, 0, 0])], 3).scores)).toEqual([0, 0, 0])
  })

  test('what all cosines have in common says nothing', () => {
    const fused = fuseScores([list([0.92, 0.72, 0.82], { scale: 'floor' })], 3).scores
    expect(fused[0]).toBe(1)
    expect(fused[1]).toBe(0)
    expect(fused[2]).toBeCloseTo(0.5, 9)
    expect(Array.from(fuseScores([list([0.8, 0.8], { scale: 'floor' })], 2).scores)).toEqual([0, 0])
  })

  test('the floor of cosines is the hundredth: what comes after counts for nothing', () => {
    const scores = Array.from({ length: 250 }, (_, index) => 0.95 - index / 1000)
    const fused = fuseScores([list(scores, { scale: 'floor' })], 250).scores
    expect(fused[98]).toBeGreaterThan(0)
    expect(fused.slice(99).every((value) => value === 0)).toBe(true)
  })

  test('the rank counts those that are better; equals share one', () => {
    const fused = fuseScores([list([5, 9, 5, 1], { list: 'words' })], 4)
    expect([0, 1, 2, 3].map((candidate) => fused.explain(candidate)[0]?.rank)).toEqual([2, 1, 2, 4])
    expect(fused.explain(1)).toEqual([
      { list: 'words', rank: 1, raw: 9, normalised: 1, weight: 1, contribution: 1 },
    ])
  })
})

test('nothing to fuse', () => {
  expect(Array.from(fuseScores([], 3).scores)).toEqual([0, 0, 0])
  expect(fuseScores([], 3).explain(0)).toEqual([])
  expect(fuseScores([list([]), list([], { scale: 'floor' })], 0).scores).toHaveLength(0)
})
