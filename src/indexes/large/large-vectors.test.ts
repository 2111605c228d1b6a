import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVectorIndex, isLarge, readLargeVectors } from '../create-vector-index.js'
import { createExactVectorIndex } from '../exact-vector-index.js'
import { bytesOfFloat32 } from '../float32-view.js'
import { rowSetOf, rowsIn } from '../row-filter.js'
import { randomVectors } from '../test-vectors.js'
import type { VectorIndex, VectorRows } from '../vector-index.js'
import { graphFileName } from './build-graphs.js'
import { sidecarPath } from './graph-file.js'
import { segmentedIndexOf } from './segmented-index.fixture.js'

const DIMENSIONS = 48
const SIZE = 3000
const rows = randomVectors(SIZE, DIMENSIONS, 11)
/** Three graphs of a thousand rows. */
const OPTIONS = { exactScanMaxRows: 10, sketchMaxRows: 0, maxGraphRows: 1000 }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function recall(index: VectorIndex, exact: VectorIndex): number {
  let hits = 0
  const queries = 100
  for (let i = 0; i < queries; i++) {
    const query = exact.vector(i * 29)
    const expected = new Set(exact.search(query, 10).map(({ row }) => row))
    hits += index.search(query, 10).filter(({ row }) => expected.has(row)).length
  }
  return hits / (queries * 10)
}

/** `distinct` vectors, repeated; `which` says the one of a row. */
function repeatedVectors(distinct: number, which: (row: number) => number): VectorRows {
  const { values } = randomVectors(distinct, DIMENSIONS, 5, distinct)
  const repeated = new Float32Array(SIZE * DIMENSIONS)
  for (let row = 0; row < SIZE; row++) {
    const start = which(row) * DIMENSIONS
    repeated.set(values.subarray(start, start + DIMENSIONS), row * DIMENSIONS)
  }
  return { values: repeated, dimensions: DIMENSIONS }
}

/** Writes all files of an index as a store does, and says where they are. */
async function save(vectors: VectorRows) {
  const index = await createVectorIndex(vectors, OPTIONS)
  if (index.values !== undefined) throw new Error('expected an index with graphs')
  const path = (name: string): string => join(folder, name)
  await writeFile(path('vectors.f32'), bytesOfFloat32(vectors.values))
  for (const { name, writeTo } of index.files) await writeTo(path(name))
  const stored = {
    exact: path('vectors.f32'),
    size: vectors.values.length / DIMENSIONS,
    dimensions: DIMENSIONS,
    projection: index.projection,
    path,
  }
  return { index, stored, read: () => readLargeVectors(stored, OPTIONS) }
}

describe('an index of many vectors', () => {
  test('finds .95 of the nearest ten, and the same after saving and reading', async () => {
    const exact = createExactVectorIndex(rows)
    const { index, read } = await save(rows)
    expect(recall(index, exact)).toBeGreaterThanOrEqual(0.95)
    const loaded = await read()
    for (let row = 0; row < SIZE; row += 97) {
      const query = exact.vector(row)
      expect(loaded.search(query, 10)).toEqual(index.search(query, 10))
      expect(loaded.vector(row)).toEqual(query)
      const some = Uint32Array.of(0, row)
      expect(loaded.quickCosines(query, some)).toEqual(index.quickCosines(query, some))
    }
    loaded.close()
    expect(() => loaded.vector(1)).toThrow('used after close')
    expect(() => loaded.near(exact.vector(1), 1)).toThrow('used after close')
  })

  test('is an exact scan for few', async () => {
    const index = await createVectorIndex(randomVectors(200, DIMENSIONS, 1))
    expect(index.values).toBeDefined()
    expect(isLarge(5_000)).toBe(false)
    expect(isLarge(5_001)).toBe(true)
  })

  test('gives as many rows as asked for where equal vectors break the graphs into pieces', async () => {
    const repeated = repeatedVectors(10, (row) => row % 10)
    const index = await segmentedIndexOf(repeated, { maxGraphRows: 1000, scanMaxRows: 0 })
    const narrow = (row: number): boolean => row % 30 === 29
    for (let row = 0; row < 10; row++) {
      const query = index.vector(row)
      expect(index.search(query, 1500)).toHaveLength(1500)
      expect(index.search(query, 10, narrow)).toHaveLength(10)
    }
  })

  test('proposes the rows that it finds, with nearly their scores', async () => {
    const index = await segmentedIndexOf(rows, { maxGraphRows: 1000 })
    for (let row = 0; row < SIZE; row += 97) {
      const query = index.vector(row)
      const near = index.near(query, 40)
      const scores = new Map(near.map((hit) => [hit.row, hit.score]))
      for (const hit of index.search(query, 10)) {
        expect(Math.abs((scores.get(hit.row) ?? 0) - hit.score)).toBeLessThan(0.005)
      }
      // More than were asked for first, with the same array.
      expect(index.near(query, 2000)).toHaveLength(2000)
      expect(index.near(query, 40)).toEqual(near)
    }
  })

  test.each([SIZE, 0])(
    'finds about the nearest of some ranges, by sketches up to %s',
    async (max) => {
      const index = await createVectorIndex(rows, { ...OPTIONS, sketchMaxRows: max })
      if (index.values !== undefined) throw new Error('expected a large index')
      const ranges = [
        { start: 100, end: 400 },
        { start: 900, end: 1_100 },
      ]
      const exact = createExactVectorIndex(rows)
      for (let row = 0; row < SIZE; row += 97) {
        const query = exact.vector(row)
        const about = index.about(query, 60, ranges)
        expect(new Set(about).size).toBe(60)
        const within = rowsIn(ranges)
        expect([...about].filter((one) => !within.includes(one))).toEqual([])
        for (const { row: near } of exact.search(query, 3, within))
          expect([...about]).toContain(near)
        expect(index.about(query, 1_000, ranges)).toHaveLength(500)
      }
      index.close()
      expect(() => index.about(exact.vector(1), 1, ranges)).toThrow('used after close')
    },
  )

  test('keeps to a filter, through the graphs or by comparing all that it leaves', async () => {
    const exact = createExactVectorIndex(rows)
    for (const scanMaxRows of [0, SIZE]) {
      const index = await segmentedIndexOf(rows, { maxGraphRows: 1000, scanMaxRows })
      let shared = 0
      for (let row = 0; row < SIZE; row += 60) {
        const query = exact.vector(row)
        const half = (one: number): boolean => one % 2 === 0
        const found = index.search(query, 10, half)
        expect(found).toHaveLength(10)
        expect(found.every((hit) => half(hit.row))).toBe(true)
        const expected = new Set(exact.search(query, 10, half).map((hit) => hit.row))
        shared += found.filter((hit) => expected.has(hit.row)).length
        expect(index.search(query, 10, rowSetOf(found.map((hit) => hit.row)))).toEqual(found)
      }
      expect(shared / 500).toBeGreaterThanOrEqual(0.95)
    }
  })
})

describe('building', () => {
  test('lets the event loop turn and reports its progress', async () => {
    const progress: number[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await createVectorIndex(rows, { ...OPTIONS, onProgress: (done) => progress.push(done) })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect([progress[0], progress.at(-1)]).toEqual([0, SIZE])
  })

  test('goes on with the graphs that one cut off before has finished', async () => {
    const controller = new AbortController()
    const reason = new Error('stopped while building')
    const work = { ...OPTIONS, workFolder: join(folder, 'work') }
    const isFinished = (): boolean => {
      const names = readdirSync(work.workFolder)
      return names.includes(graphFileName(0)) && names.includes(`${graphFileName(0)}.json`)
    }
    const timer = setInterval(() => {
      try {
        if (isFinished()) controller.abort(reason)
      } catch {
        // Not there yet.
      }
    }, 1)
    const cutOff = createVectorIndex(rows, { ...work, signal: controller.signal })
    // A fast machine may have finished them all.
    await cutOff.catch((error: unknown) => expect(error).toBe(reason))
    clearInterval(timer)
    const first = join(work.workFolder, graphFileName(0))
    const written = statSync(first).mtimeMs
    const index = await createVectorIndex(rows, work)
    expect(statSync(first).mtimeMs).toBe(written)
    expect(recall(index, createExactVectorIndex(rows))).toBeGreaterThanOrEqual(0.95)
  })

  test('builds again what other vectors have left', async () => {
    const work = { ...OPTIONS, workFolder: join(folder, 'work') }
    await createVectorIndex(randomVectors(SIZE, DIMENSIONS, 12), work)
    const index = await createVectorIndex(rows, work)
    expect(recall(index, createExactVectorIndex(rows))).toBeGreaterThanOrEqual(0.95)
  })

  test('reports a folder that cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    await expect(
      createVectorIndex(rows, { ...OPTIONS, workFolder: join(file, 'work') }),
    ).rejects.toMatchObject({ code: 'bad_index', message: expect.stringContaining('a-file') })
  })
})

describe('reading refuses', () => {
  const small = randomVectors(40, DIMENSIONS, 5)

  test('graphs of other vectors', async () => {
    const { stored, read } = await save(small)
    writeFileSync(stored.exact, bytesOfFloat32(randomVectors(40, DIMENSIONS, 6).values))
    await expect(read()).rejects.toMatchObject({ code: 'bad_index' })
    await expect(read()).rejects.toThrow('expected the vector of row 0')
  })

  test('another number of rows, another space', async () => {
    const { stored } = await save(small)
    await expect(readLargeVectors({ ...stored, size: 39 }, OPTIONS)).rejects.toThrow(
      'expected 39 rows, found 40',
    )
    const description = sidecarPath(stored.path(graphFileName(0)))
    const sidecar: unknown = JSON.parse(readFileSync(description, 'utf8'))
    writeFileSync(description, JSON.stringify(Object.assign({}, sidecar, { space: 'ip' })))
    await expect(readLargeVectors(stored, OPTIONS)).rejects.toThrow('in space l2')
  })

  test('a missing, shortened or damaged file', async () => {
    const { stored, read } = await save(small)
    const path = stored.path(graphFileName(0))
    const graph = readFileSync(path)
    writeFileSync(path, graph.subarray(0, graph.length - 8))
    await expect(read()).rejects.toThrow(
      `expected ${graph.length} bytes, found ${graph.length - 8}`,
    )
    rmSync(path)
    await expect(read()).rejects.toThrow(path)
    writeFileSync(path, graph)
    rmSync(sidecarPath(path))
    await expect(read()).rejects.toThrow(sidecarPath(path))
    rmSync(stored.exact)
    await expect(read()).rejects.toThrow(`${stored.exact}: expected a file of vectors`)
  })
})
