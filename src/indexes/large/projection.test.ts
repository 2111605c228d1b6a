import { describe, expect, test } from 'vitest'
import { bytesOfFloat32 } from '../float32-view.js'
import { randomVectors } from '../test-vectors.js'
import { dotAt } from '../vector-index.js'
import { fitProjection } from './fit-projection.js'
import { loadProjection, PROJECTED_DIMENSIONS } from './projection.js'

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0)
}

describe('a projection', () => {
  test('keeps all distances where it leaves nothing out', () => {
    const { values, dimensions } = randomVectors(40, 12, 1)
    const projection = fitProjection({ values, dimensions })
    expect(projection.dimensions).toBe(13)
    const [query] = [randomVectors(1, 12, 2).values]
    for (let row = 0; row < 40; row++) {
      const vector = values.subarray(row * 12, (row + 1) * 12)
      const cosine = dotAt(vector, 0, query)
      expect(distance(projection.row(vector), projection.query(query))).toBeCloseTo(
        2 - 2 * cosine,
        4,
      )
    }
  })

  test('puts the nearest ten among the nearest sixty of a quarter of the dimensions', () => {
    const rows = 2_000
    const { values, dimensions } = randomVectors(rows, 64, 3, 20)
    const projection = fitProjection({ values, dimensions }, 17)
    expect(projection.dimensions).toBe(17)
    const vector = (row: number) => values.subarray(row * dimensions, (row + 1) * dimensions)
    const projected = Array.from({ length: rows }, (_, row) => projection.row(vector(row)))
    const all = Array.from({ length: rows }, (_, row) => row)
    let found = 0
    for (let query = 0; query < 20; query++) {
      const from = projection.query(vector(query))
      const near = all.toSorted(
        (a, b) => distance(projected[a] ?? [], from) - distance(projected[b] ?? [], from),
      )
      const exact = all.toSorted(
        (a, b) => dotAt(vector(b), 0, vector(query)) - dotAt(vector(a), 0, vector(query)),
      )
      const kept = new Set(near.slice(0, 60))
      found += exact.slice(0, 10).filter((row) => kept.has(row)).length
    }
    expect(found / 200).toBeGreaterThan(0.8)
  })

  test('is the same after saving and reading', () => {
    const vectors = randomVectors(300, 200, 4)
    const projection = fitProjection(vectors)
    expect(projection.dimensions).toBe(PROJECTED_DIMENSIONS)
    const bytes = bytesOfFloat32(projection.serialize())
    const vector = vectors.values.subarray(0, 200)
    expect(loadProjection(bytes, 200).row(vector)).toEqual(projection.row(vector))
    expect(() => loadProjection(bytes.subarray(0, -4), 200)).toThrow(
      'Projection: expected rows of 200 numbers',
    )
  })
})
