import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dotAt } from '../vector-index.js'
import { randomVectors } from '../test-vectors.js'
import { quantizeRows, readInt8Rows } from './int8-rows.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'int8-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('int8 rows', () => {
  test('give cosines close to the exact ones, for any number of dimensions and rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.nat(29)),
        fc.nat(1000),
        (dimensions, some, seed) => {
          const vectors = randomVectors(30, dimensions, seed)
          const query = randomVectors(1, dimensions, seed + 1).values
          const cosines = quantizeRows(vectors).cosines(query, Uint32Array.from(some))
          expect(cosines).toHaveLength(some.length)
          some.forEach((row, i) => {
            const exact = dotAt(vectors.values, row * dimensions, query)
            expect(Math.abs((cosines[i] ?? 0) - exact)).toBeLessThan(0.01)
          })
        },
      ),
      { numRuns: 50 },
    )
  })

  test('are wrong by less than .0006 on average at 384 dimensions', () => {
    const vectors = randomVectors(2_000, 384, 3)
    const query = randomVectors(1, 384, 4).values
    const rows = Uint32Array.from({ length: 2_000 }, (_, row) => row)
    const wrong = quantizeRows(vectors)
      .cosines(query, rows)
      .reduce(
        (sum, cosine, row) => sum + Math.abs(cosine - dotAt(vectors.values, row * 384, query)),
        0,
      )
    expect(wrong / 2_000).toBeLessThan(0.0006)
  })

  test('compare more rows than fit into one call, in their order', () => {
    const vectors = randomVectors(10, 32, 5)
    const query = vectors.values.slice(0, 32)
    const rows = quantizeRows(vectors)
    const many = Uint32Array.from({ length: 20_001 }, (_, i) => i % 10)
    const ten = rows.cosines(query, many.subarray(0, 10))
    expect(rows.cosines(query, many)).toEqual(Float32Array.from(many, (row) => ten[row] ?? 0))
  })

  test('do not overflow where all numbers are as large as they can be', () => {
    const dimensions = 4_096
    const values = new Float32Array(dimensions).fill(1 / Math.sqrt(dimensions))
    const [cosine] = quantizeRows({ values, dimensions }).cosines(values, Uint32Array.of(0))
    expect(cosine).toBeCloseTo(1, 3)
  })

  test('are the same after saving and reading', async () => {
    const vectors = randomVectors(50, 24, 6)
    const query = randomVectors(1, 24, 7).values
    const rows = quantizeRows(vectors)
    const path = join(folder, 'vectors.i8')
    await rows.save(path)
    const all = Uint32Array.from({ length: 50 }, (_, row) => row)
    expect(readInt8Rows(path, 50, 24).cosines(query, all)).toEqual(rows.cosines(query, all))
  })

  test('refuse a file that is too short, by its name', async () => {
    const path = join(folder, 'vectors.i8')
    await quantizeRows(randomVectors(50, 24, 6)).save(path)
    writeFileSync(path, readFileSync(path).subarray(0, -1))
    expect(() => readInt8Rows(path, 50, 24)).toThrow(`${path}: expected 50 rows of 24 numbers`)
  })

  test('refuse more rows than a memory holds', () => {
    const path = join(folder, 'vectors.i8')
    expect(() => readInt8Rows(path, 12_000_000, 384)).toThrow(
      'WebAssembly: expected at most 4294967296 bytes',
    )
  })
})
