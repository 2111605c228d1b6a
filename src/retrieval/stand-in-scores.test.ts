import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standInScores } from './stand-in-scores.js'

const of = (...values: number[]): Float64Array => Float64Array.from(values)

describe('scores of a kind of view that some measures lack', () => {
  test('stay where each measure has it, or none', () => {
    const scores = of(0.9, 0.8)
    expect(standInScores(scores, of(0.5, 0.7), of(1, 1))).toBe(scores)
    const none = of(0, 0)
    expect(standInScores(none, of(0.5, 0.7), none)).toBe(none)
  })

  test('put the nearest by its own words on a level with the best, the farthest with the last', () => {
    const lay = of(0.94, 0.9, 0, 0, 0)
    const filled = standInScores(lay, of(0.8, 0.82, 0.88, 0.84, 0.8), lay)
    expect([...filled].map((score) => Number(score.toFixed(6)))).toEqual([
      0.94, 0.9, 0.94, 0.92, 0.9,
    ])
  })

  test('put all on the floor where own words tell nothing apart', () => {
    const lay = of(0.94, 0.9, 0)
    expect([...standInScores(lay, of(0.8, 0.8, 0.8), lay)]).toEqual([0.94, 0.9, 0.9])
  })

  test('keep those that are there, whatever the others have', () => {
    const candidate = fc.record({
      lay: fc.option(fc.double({ min: 0.7, max: 1, noNaN: true }), { nil: 0 }),
      own: fc.double({ min: 0.7, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 200 }), (candidates) => {
        const lay = of(...candidates.map((one) => one.lay))
        const filled = standInScores(lay, of(...candidates.map(({ own }) => own)), lay)
        const best = Math.max(...lay)
        filled.forEach((score, index) => {
          if (candidates[index]?.lay !== 0) expect(score).toBe(lay[index])
          else expect(score).toBeLessThanOrEqual(best + 1e-9)
        })
      }),
    )
  })
})
