import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../evaluation/statistics/random.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { dotAt } from '../indexes/vector-index.js'
import { createVectorNoise } from './perturb-vector.js'

const lengthOf = (vector: Float32Array): number => Math.sqrt(dotAt(vector, 0, vector))

function vectorsOf(rows: number, dimensions: number, seed: number): Float32Array[] {
  const { values } = randomVectors(rows, dimensions, seed)
  return Array.from({ length: rows }, (_, row) =>
    values.slice(row * dimensions, (row + 1) * dimensions),
  )
}

function cosinesOfCopies(vectors: readonly Float32Array[], noise: number): number[] {
  const { perturb } = createVectorNoise(vectors, noise, createRandom(3))
  return vectors.map((vector) => dotAt(perturb(vector), 0, vector))
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe('createVectorNoise', () => {
  test('gives unit vectors of the same dimension, whatever the noise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 80 }),
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.integer(),
        (dimensions, rows, noise, seed) => {
          const vectors = vectorsOf(rows, dimensions, seed)
          const { perturb } = createVectorNoise(vectors, noise, createRandom(seed))
          for (const vector of vectors) {
            const before = vector.slice()
            const moved = perturb(vector)
            expect(moved).toHaveLength(dimensions)
            expect(lengthOf(moved)).toBeCloseTo(1, 5)
            expect(vector).toEqual(before)
          }
        },
      ),
    )
  })

  test('changes nothing without noise', () => {
    for (const cosine of cosinesOfCopies(vectorsOf(20, 64, 1), 0)) expect(cosine).toBeCloseTo(1, 6)
  })

  test('more noise moves further', () => {
    const vectors = vectorsOf(200, 64, 2)
    const [little, some, much] = [0.2, 0.7, 2].map((noise) => mean(cosinesOfCopies(vectors, noise)))
    expect(little).toBeGreaterThan(0.95)
    expect(some).toBeLessThan(little ?? 0)
    expect(much).toBeLessThan(some ?? 0)
  })

  test('the noise lies where the vectors lie: nothing moves in a direction that none of them has', () => {
    const flat = vectorsOf(50, 8, 3).map((vector) => {
      const padded = new Float32Array(16)
      padded.set(vector)
      return padded
    })
    const { perturb } = createVectorNoise(flat, 1, createRandom(4))
    for (const vector of flat) {
      const moved = perturb(vector)
      expect([...moved.subarray(8)]).toEqual(new Array(8).fill(0))
      expect(dotAt(moved, 0, vector)).toBeLessThan(0.9999)
    }
  })
})
