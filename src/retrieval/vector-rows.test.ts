import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import { fingerprintOf } from '../indexes/fingerprint.js'
import { loadIndex, type StoredIndex, saveIndex } from '../indexes/index-store.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { buildVectorIndex, readVectorIndex, type ViewVectors, vectorParts } from './vector-rows.js'

const ROWS = 600
const DIMENSIONS = 24
/** Low enough that a few hundred rows have a graph. */
const FEW = { exactScanMaxRows: 50 }

function rowsOf(seed: number): Float32Array {
  return randomVectors(ROWS, DIMENSIONS, seed).values
}

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vector-rows-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function stored(vectors: ViewVectors): Promise<StoredIndex> {
  const fingerprint = fingerprintOf({ test: root })
  const parts = vectorParts(vectors)
  await saveIndex(root, fingerprint, { dimensions: DIMENSIONS, counts: {}, meta: {}, parts })
  const found = await loadIndex(root, fingerprint)
  if (found === undefined) throw new Error('nothing was saved')
  return found
}

describe('few vectors', () => {
  test('are scanned and have no graph to save', async () => {
    const built = await buildVectorIndex(rowsOf(1), DIMENSIONS)
    expect(vectorParts(built).map(({ name }) => name)).toEqual(['vectors.f32'])
    const read = await readVectorIndex(await stored(built))
    expect(read.saveGraph).toBeUndefined()
    expect(read.values).toEqual(built.values)
  })

  test('an index saved without a graph is refused where one is needed', async () => {
    const saved = await stored(await buildVectorIndex(rowsOf(1), DIMENSIONS))
    const failure = await readVectorIndex(saved, FEW).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'bad_index' })
    expect(String(failure)).toContain('vectors.hnsw')
  })
})

describe('many vectors', () => {
  test('the graph is saved, read again, and finds the same rows', async () => {
    const vectors = rowsOf(2)
    const built = await buildVectorIndex(vectors, DIMENSIONS, FEW)
    const saved = await stored(built)
    expect(saved.manifest.files.map(({ name }) => name).toSorted()).toEqual([
      'vectors.f32',
      'vectors.hnsw',
      'vectors.hnsw.json',
    ])
    const read = await readVectorIndex(saved, FEW)
    expect(read.saveGraph).toBeDefined()
    const scan = await buildVectorIndex(vectors, DIMENSIONS)
    let shared = 0
    for (let row = 0; row < 40; row++) {
      const query = vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
      const found = read.search(query, 10)
      expect(found).toEqual(built.search(query, 10))
      const exact = new Set(scan.search(query, 10).map(({ row }) => row))
      shared += found.filter(({ row }) => exact.has(row)).length
    }
    expect(shared / (40 * 10)).toBeGreaterThanOrEqual(0.95)
  })

  test('a graph of other vectors is refused', async () => {
    const one = await stored(await buildVectorIndex(rowsOf(3), DIMENSIONS, FEW))
    const other = await buildVectorIndex(rowsOf(4), DIMENSIONS, FEW)
    const mixed: StoredIndex = {
      ...one,
      bytes: () => new Uint8Array(other.values.buffer),
    }
    await expect(readVectorIndex(mixed, FEW)).rejects.toMatchObject({ code: 'bad_index' })
  })

  test('building reports how far it is', async () => {
    const steps: [number, number][] = []
    await buildVectorIndex(rowsOf(5), DIMENSIONS, {
      ...FEW,
      onProgress: (done, total) => steps.push([done, total]),
    })
    expect(steps[0]).toEqual([0, ROWS])
    expect(steps.at(-1)).toEqual([ROWS, ROWS])
  })

  test('building stops when it is aborted, with the reason given', async () => {
    const stop = new AbortController()
    const reason = new Error('no longer wanted')
    const steps: number[] = []
    const building = buildVectorIndex(rowsOf(6), DIMENSIONS, {
      ...FEW,
      signal: stop.signal,
      onProgress: (done) => {
        steps.push(done)
        stop.abort(reason)
      },
    })
    await expect(building).rejects.toBe(reason)
    expect(steps).toEqual([0])
  })
})
