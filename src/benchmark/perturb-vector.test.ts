import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../evaluation/statistics/random.js'
import { dotAt } from '../indexes/vector-index.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { perturbVector } from './perturb-vector.js'

const length = (vector: Float32Array): number => Math.sqrt(dotAt(vector, 0, vector))

describe('perturbVector', () => {
  test('gives unit vectors, for even and odd dimensions and any noise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.integer(),
        (dimensions, noise, seed) => {
          const { values } = randomVectors(1, dimensions, seed, 1)
          const moved = perturbVector(values, noise, createRandom(seed))
          expect(moved).toHaveLength(dimensions)
          expect(length(moved)).toBeCloseTo(1, 5)
        },
      ),
    )
  })

  test('changes nothing without noise', () => {
    const { values } = randomVectors(1, 384, 1, 1)
    const moved = perturbVector(values, 0, createRandom(1))
    expect(dotAt(moved, 0, values)).toBeCloseTo(1, 6)
  })

  test.each([0.25, 0.5, 1])('with noise %d has a cosine of about 1 / √(1 + noise²)', (noise) => {
    const { values } = randomVectors(1, 384, 2, 1)
    const random = createRandom(3)
    const cosines = Array.from({ length: 200 }, () =>
      dotAt(perturbVector(values, noise, random), 0, values),
    )
    const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
    expect(Math.abs(mean - 1 / Math.sqrt(1 + noise ** 2))).toBeLessThan(0.01)
  })

  test('leaves the vector given as it is', () => {
    const { values } = randomVectors(1, 16, 4, 1)
    const before = values.slice()
    perturbVector(values, 1, createRandom(5))
    expect(values).toEqual(before)
  })
})
