import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createExactVectorIndex } from './exact-vector-index.js'
import { bytesOfFloat32, float32View } from './float32-view.js'
import { segmentedIndexOf } from './large/segmented-index.fixture.js'
import { rowSetOf } from './row-filter.js'
import { randomVectors } from './test-vectors.js'
import type { VectorIndex, VectorRows } from './vector-index.js'

const DIMENSIONS = 5

const kinds: [string, (rows: VectorRows) => Promise<VectorIndex>][] = [
  ['exact', async (rows) => createExactVectorIndex(rows)],
  ['segmented', (rows) => segmentedIndexOf(rows, { maxGraphRows: 25 })],
]

describe.each(kinds)('%s index', (_, create) => {
  test('gives the best cosines in order, with and without a filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.nat(60),
        fc.nat(70),
        fc.array(fc.nat(59)),
        async (seed, size, limit, some) => {
          const rows = randomVectors(size, DIMENSIONS, seed)
          const index = await create(rows)
          const query = randomVectors(1, DIMENSIONS, seed + 1).values
          const all = Array.from({ length: size }, (_unused, row) => ({
            row,
            score: index.score(query, row),
          })).sort((a, b) => b.score - a.score || a.row - b.row)
          // Up to the graphs' 150 candidates both kinds see every row.
          expect(index.search(query, limit)).toEqual(all.slice(0, limit))
          const allowed = rowSetOf(some.filter((row) => row < size))
          const expected = all.filter(({ row }) => allowed.includes(row)).slice(0, limit)
          expect(index.search(query, limit, allowed)).toEqual(expected)
          expect(index.search(query, limit, (row) => allowed.includes(row))).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('scores are cosines of the vectors themselves', async () => {
    const rows = randomVectors(20, DIMENSIONS, 3)
    const index = await create(rows)
    const query = randomVectors(1, DIMENSIONS, 4).values
    for (let row = 0; row < index.size; row++) {
      const vector = index.vector(row)
      const cosine = vector.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0)
      expect(index.score(query, row)).toBeCloseTo(cosine, 12)
    }
    expect(index.search(index.vector(7), 1)).toEqual([{ row: 7, score: expect.closeTo(1, 6) }])
  })

  test('puts the lower row first among equal vectors', async () => {
    const [vector] = [randomVectors(1, DIMENSIONS, 1).values]
    const values = Float32Array.from(
      { length: 9 * DIMENSIONS },
      (_v, i) => vector[i % DIMENSIONS] ?? 0,
    )
    const index = await create({ values, dimensions: DIMENSIONS })
    expect(index.search(vector, 4).map(({ row }) => row)).toEqual([0, 1, 2, 3])
  })

  test('refuses vectors that are not finite, not of length 1 or not whole', async () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 3]) {
      const rows = randomVectors(4, DIMENSIONS, 1)
      rows.values[2 * DIMENSIONS + 1] = bad
      await expect(create(rows)).rejects.toThrow('Vector of row 2: expected finite numbers')
    }
    const zeros = { values: new Float32Array(DIMENSIONS), dimensions: DIMENSIONS }
    await expect(create(zeros)).rejects.toThrow('found length 0')
    const torn = { values: new Float32Array(7), dimensions: DIMENSIONS }
    await expect(create(torn)).rejects.toThrow('whole rows of 5 numbers, found 7')
    await expect(create({ ...torn, dimensions: 0 })).rejects.toThrow('at least 1 dimension')
  })

  test('refuses queries that are not finite, not of length 1 or of another dimension', async () => {
    const index = await create(randomVectors(4, DIMENSIONS, 1))
    for (const bad of [Number.NaN, Number.NEGATIVE_INFINITY, 3]) {
      const query = Float32Array.from(index.vector(0))
      query[1] = bad
      expect(() => index.search(query, 1)).toThrow('Query vector: expected finite numbers')
      expect(() => index.score(query, 1)).toThrow('Query vector: expected finite numbers')
    }
    const short = randomVectors(1, 4, 1).values
    expect(() => index.search(short, 1)).toThrow('expected 5 dimensions, found 4')
  })

  test('refuses rows, sets and limits outside the index', async () => {
    const index = await create(randomVectors(4, DIMENSIONS, 1))
    const query = index.vector(0)
    for (const row of [-1, 4, 1.5, 2 ** 32, Number.NaN]) {
      expect(() => index.vector(row)).toThrow('Row: expected a whole number in 0…3')
      expect(() => index.score(query, row)).toThrow('Row: expected a whole number in 0…3')
    }
    expect(() => index.search(query, 1, Uint32Array.of(4))).toThrow('Row filter: expected')
    expect(() => index.search(query, 1, Uint32Array.of(2, 1))).toThrow('Row filter: expected')
    expect(() => index.search(query, -1)).toThrow('Limit: expected')
  })

  test('passes on what a filter throws, and works afterwards', async () => {
    const index = await create(randomVectors(200, DIMENSIONS, 1))
    const query = index.vector(0)
    const before = index.search(query, 5)
    const failing = (row: number): boolean => {
      if (row === 150) throw new Error('the filter failed')
      return true
    }
    expect(() => index.search(query, 5, failing)).toThrow('the filter failed')
    expect(index.search(query, 5)).toEqual(before)
  })

  test('gives what there is for a limit above the size, and nothing when empty', async () => {
    const index = await create(randomVectors(4, DIMENSIONS, 1))
    const query = index.vector(0)
    expect(index.search(query, 100)).toHaveLength(4)
    expect(index.search(query, Number.POSITIVE_INFINITY)).toHaveLength(4)
    expect(index.search(query, 0)).toEqual([])
    expect(index.search(query, 3, () => false)).toEqual([])
    const empty = await create({ values: new Float32Array(), dimensions: DIMENSIONS })
    expect(empty.size).toBe(0)
    expect(empty.search(query, 3)).toEqual([])
  })

  test('cannot be used after close', async () => {
    const index = await create(randomVectors(4, DIMENSIONS, 1))
    const query = Float32Array.from(index.vector(0))
    index.close()
    expect(() => index.search(query, 1)).toThrow('used after close')
    expect(() => index.score(query, 1)).toThrow('used after close')
    expect(() => index.vector(1)).toThrow('used after close')
  })
})

test('numbers are viewed in their bytes without copying when aligned', () => {
  const values = Float32Array.of(1, -2, 0.5)
  const bytes = bytesOfFloat32(values)
  expect(float32View(bytes)).toEqual(values)
  expect(float32View(bytes).buffer).toBe(values.buffer)
  const shifted = new Uint8Array(13).subarray(1)
  shifted.set(bytes)
  expect(float32View(shifted)).toEqual(values)
  expect(() => float32View(bytes.subarray(1))).toThrow('multiple of 4 bytes, found 11')
})
