import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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
const FEW = { exactScanMaxRows: 50, sketchMaxRows: 0, maxGraphRows: 400 }
/** The same with sketches. */
const SKETCHED = { exactScanMaxRows: 50 }

function rowsOf(seed: number): Float32Array {
  return randomVectors(ROWS, DIMENSIONS, seed).values
}

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vector-rows-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function stored(vectors: ViewVectors, values: Float32Array): Promise<StoredIndex> {
  const fingerprint = fingerprintOf({ test: root })
  const parts = vectorParts(vectors, values)
  await saveIndex(root, fingerprint, { dimensions: DIMENSIONS, counts: {}, meta: {}, parts })
  const found = await loadIndex(root, fingerprint)
  if (found === undefined) throw new Error('nothing was saved')
  return found
}

describe('few vectors', () => {
  test('are scanned and have no graph to save', async () => {
    const values = rowsOf(1)
    const built = await buildVectorIndex(values, DIMENSIONS)
    expect(vectorParts(built, values).map(({ name }) => name)).toEqual(['vectors.f32'])
    const read = await readVectorIndex(await stored(built, values), ROWS)
    expect(read.values).toEqual(values)
  })

  test('an index saved without a graph is refused where one is needed', async () => {
    const values = rowsOf(1)
    const saved = await stored(await buildVectorIndex(values, DIMENSIONS), values)
    const failure = await readVectorIndex(saved, ROWS, FEW).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'bad_index' })
    expect(String(failure)).toContain('vectors.')
  })
})

describe('many vectors', () => {
  test.each([
    [
      'graphs',
      FEW,
      ['graph-000.hnsw', 'graph-000.hnsw.json', 'graph-001.hnsw', 'graph-001.hnsw.json'],
    ],
    ['sketches', SKETCHED, []],
  ])('%s are saved, read again, and find the same rows', async (kind, options, graphs) => {
    const vectors = rowsOf(2)
    const built = await buildVectorIndex(vectors, DIMENSIONS, options)
    const saved = await stored(built, vectors)
    expect(saved.manifest.files.map(({ name }) => name).toSorted()).toEqual([
      ...graphs,
      'vectors.f32',
      'vectors.i8',
      'vectors.pca',
      ...(kind === 'sketches' ? ['vectors.sketch'] : []),
    ])
    const read = await readVectorIndex(saved, ROWS, options)
    expect(read.values).toBeUndefined()
    const scan = await buildVectorIndex(vectors, DIMENSIONS)
    let shared = 0
    for (let row = 0; row < 40; row++) {
      const query = vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS)
      const found = read.search(query, 10)
      expect(found).toEqual(built.search(query, 10))
      const exact = new Set(scan.search(query, 10).map((hit) => hit.row))
      shared += found.filter((hit) => exact.has(hit.row)).length
    }
    expect(shared / (40 * 10)).toBeGreaterThanOrEqual(0.95)
  })

  test('a graph of other vectors is refused', async () => {
    const [values, others] = [rowsOf(3), rowsOf(4)]
    const one = await stored(await buildVectorIndex(values, DIMENSIONS, FEW), values)
    const path = join(root, 'others.f32')
    await writeFile(path, new Uint8Array(others.buffer))
    const mixed: StoredIndex = {
      ...one,
      path: (name) => (name === 'vectors.f32' ? path : one.path(name)),
    }
    await expect(readVectorIndex(mixed, ROWS, FEW)).rejects.toMatchObject({ code: 'bad_index' })
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
