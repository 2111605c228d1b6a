import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import hnswlib from 'hnswlib-node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createVectorIndex, needsGraph } from './create-vector-index.js'
import { createExactVectorIndex } from './exact-vector-index.js'
import { sidecarPath } from './hnsw-graph-file.js'
import { buildHnswVectorIndex, loadHnswVectorIndex } from './hnsw-vector-index.js'
import { rowSetOf, type ScoredRow } from './row-filter.js'
import { randomVectors } from './test-vectors.js'
import type { VectorIndex, VectorRows } from './vector-index.js'

const DIMENSIONS = 48
const SIZE = 3000
const rows = randomVectors(SIZE, DIMENSIONS, 11)

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graph-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function recall(found: (query: Float32Array) => ScoredRow[], exact: VectorIndex): number {
  let hits = 0
  const queries = 100
  for (let i = 0; i < queries; i++) {
    const query = exact.vector(i * 29)
    const expected = new Set(exact.search(query, 10).map(({ row }) => row))
    hits += found(query).filter(({ row }) => expected.has(row)).length
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

/** Each row's vector turned round: other vectors with the same number and dimension. */
function reversed({ values, dimensions }: VectorRows): VectorRows {
  return { values: values.slice().reverse(), dimensions }
}

describe('recall', () => {
  test('of the graph is at least .95, before and after saving', async () => {
    const exact = createExactVectorIndex(rows)
    const built = await buildHnswVectorIndex(rows)
    expect(recall((query) => built.search(query, 10), exact)).toBeGreaterThanOrEqual(0.95)
    const path = join(folder, 'graph.hnsw')
    await built.save(path)
    const loaded = await loadHnswVectorIndex(path, rows)
    for (let row = 0; row < SIZE; row += 97) {
      const query = exact.vector(row)
      expect(loaded.search(query, 10)).toEqual(built.search(query, 10))
    }
  })

  test('of a loaded graph is above what the library gives after loading', async () => {
    const exact = createExactVectorIndex(rows)
    const path = join(folder, 'graph.hnsw')
    await (await buildHnswVectorIndex(rows)).save(path)
    const plain = new hnswlib.HierarchicalNSW('ip', DIMENSIONS)
    await plain.readIndex(path)
    expect(plain.getEf()).toBe(10)
    const narrow = recall(
      (query) => plain.searchKnn(Array.from(query), 10).neighbors.map((row) => ({ row, score: 0 })),
      exact,
    )
    const loaded = await loadHnswVectorIndex(path, rows)
    expect(recall((query) => loaded.search(query, 10), exact)).toBeGreaterThan(narrow)
  })

  test('gives as many rows as asked for where equal vectors break the graph into pieces', async () => {
    const repeated = repeatedVectors(10, (row) => row % 10)
    const exact = createExactVectorIndex(repeated)
    const queries = Array.from({ length: 10 }, (_, row) => exact.vector(row))
    const graph = new hnswlib.HierarchicalNSW('ip', DIMENSIONS)
    graph.initIndex(SIZE, 16, 100, 100)
    for (let row = 0; row < SIZE; row++) graph.addPoint(Array.from(exact.vector(row)), row)
    const reached = queries.map((query) => graph.searchKnn(Array.from(query), 500).neighbors.length)
    expect(Math.min(...reached)).toBeLessThan(500)

    const index = await buildHnswVectorIndex(repeated)
    const narrow = (row: number): boolean => row % 30 === 29
    for (const query of queries) {
      expect(index.search(query, 500)).toHaveLength(500)
      expect(index.search(query, 10, narrow)).toHaveLength(10)
    }
  })
})

describe('building', () => {
  test('lets the event loop turn, reports its progress and can be aborted', async () => {
    const controller = new AbortController()
    const progress: number[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    await buildHnswVectorIndex(rows, { onProgress: (done) => progress.push(done) })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
    expect(progress.length).toBeGreaterThan(3)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(SIZE)

    const reason = new Error('stopped while building')
    const aborted = buildHnswVectorIndex(rows, {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > 0) controller.abort(reason)
        if (done === SIZE) throw new Error('built to the end')
      },
    })
    await expect(aborted).rejects.toBe(reason)
  })
})

describe('saving', () => {
  test('reports a file that cannot be written, where the library reports success', async () => {
    const index = await buildHnswVectorIndex(randomVectors(5, DIMENSIONS, 1))
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    for (const path of [join(folder, 'no-folder', 'graph'), join(file, 'graph')]) {
      await expect(index.save(path)).rejects.toMatchObject({
        code: 'bad_index',
        message: expect.stringContaining(path),
      })
    }
    const graph = new hnswlib.HierarchicalNSW('ip', DIMENSIONS)
    graph.initIndex(1)
    await expect(graph.writeIndex(join(file, 'graph'))).resolves.toBe(true)
  })

  test('replaces an older graph and leaves no temporary file', async () => {
    const path = join(folder, 'graph.hnsw')
    const small = randomVectors(5, DIMENSIONS, 1)
    await (await buildHnswVectorIndex(rows)).save(path)
    await (await buildHnswVectorIndex(small)).save(path)
    expect((await loadHnswVectorIndex(path, small)).size).toBe(5)
    expect(readdirSync(folder).sort()).toEqual(['graph.hnsw', 'graph.hnsw.json'])
  })
})

describe('loading refuses', () => {
  const small = randomVectors(40, DIMENSIONS, 5)
  let path = ''
  beforeEach(async () => {
    path = join(folder, 'graph.hnsw')
    await (await buildHnswVectorIndex(small)).save(path)
  })

  test('a graph of another dimension, number or space', async () => {
    await expect(loadHnswVectorIndex(path, randomVectors(40, 24, 5))).rejects.toThrow(
      'expected 24 dimensions, found 48',
    )
    await expect(loadHnswVectorIndex(path, randomVectors(41, DIMENSIONS, 5))).rejects.toThrow(
      'expected 41 rows, found 40',
    )
    const sidecar: unknown = JSON.parse(readFileSync(sidecarPath(path), 'utf8'))
    writeFileSync(sidecarPath(path), JSON.stringify(Object.assign({}, sidecar, { space: 'l2' })))
    await expect(loadHnswVectorIndex(path, small)).rejects.toThrow('in space ip')
  })

  test('a description that does not belong to the graph', async () => {
    const other = randomVectors(40, 24, 5)
    const otherPath = join(folder, 'other.hnsw')
    await (await buildHnswVectorIndex(other)).save(otherPath)
    const description = { version: 1, space: 'ip', dimensions: 24, count: 40 }
    const bytes = statSync(path).size
    writeFileSync(sidecarPath(path), JSON.stringify({ ...description, bytes }))
    await expect(loadHnswVectorIndex(path, other)).rejects.toThrow('expected the vector of row 0')
  })

  test('a graph of other vectors', async () => {
    await expect(loadHnswVectorIndex(path, reversed(small))).rejects.toThrow(
      'expected the vector of row 0',
    )
    const lastChanged = { ...small, values: small.values.slice() }
    lastChanged.values.set(small.values.subarray(0, DIMENSIONS), 39 * DIMENSIONS)
    await expect(loadHnswVectorIndex(path, lastChanged)).rejects.toThrow(
      'expected the vector of row 39',
    )
  })

  test('a missing, shortened or damaged file', async () => {
    const graph = readFileSync(path)
    writeFileSync(path, graph.subarray(0, graph.length - 8))
    await expect(loadHnswVectorIndex(path, small)).rejects.toThrow(
      `expected ${graph.length} bytes, found ${graph.length - 8}`,
    )
    rmSync(path)
    await expect(loadHnswVectorIndex(path, small)).rejects.toThrow(path)
    writeFileSync(path, graph)
    rmSync(sidecarPath(path))
    await expect(loadHnswVectorIndex(path, small)).rejects.toThrow(sidecarPath(path))
  })

  test('nothing for an index without rows', async () => {
    const empty = { values: new Float32Array(), dimensions: DIMENSIONS }
    await (await buildHnswVectorIndex(empty)).save(path)
    expect((await loadHnswVectorIndex(path, empty)).size).toBe(0)
  })
})

describe('the choice', () => {
  test('is an exact scan for few rows', async () => {
    const index = await createVectorIndex(randomVectors(200, DIMENSIONS, 1))
    expect(index.saveGraph).toBeUndefined()
    expect(needsGraph(5_000)).toBe(false)
    expect(needsGraph(5_001)).toBe(true)
  })

  test('is a graph above that, built or read', async () => {
    const exact = createExactVectorIndex(rows)
    const built = await createVectorIndex(rows, { exactScanMaxRows: 10 })
    const path = join(folder, 'graph.hnsw')
    await built.saveGraph?.(path)
    const loaded = await createVectorIndex(rows, { exactScanMaxRows: 10, graphPath: path })
    const half = (row: number): boolean => row % 2 === 0
    for (const index of [built, loaded]) {
      expect(index.saveGraph).toBeDefined()
      expect(recall((query) => index.search(query, 10), exact)).toBeGreaterThanOrEqual(0.95)
      const query = exact.vector(17)
      const found = index.search(query, 10, half)
      expect(found).toHaveLength(10)
      expect(found.every(({ row }) => half(row))).toBe(true)
      expect(index.search(query, 10, rowSetOf(found.map(({ row }) => row)))).toEqual(found)
    }
  })

  test('is a scan again behind a narrow filter', async () => {
    // Of equal vectors only a scan is sure to give the lowest rows.
    const repeated = repeatedVectors(60, (row) => Math.floor((row * 60) / SIZE))
    const exact = createExactVectorIndex(repeated)
    const graph = await buildHnswVectorIndex(repeated)
    const index = await createVectorIndex(repeated, { exactScanMaxRows: 10 })
    const tenth = Uint32Array.from({ length: SIZE / 10 }, (_, i) => i * 10)
    let differing = 0
    for (let row = 0; row < SIZE; row += 30) {
      const query = exact.vector(row)
      const lowest = exact.search(query, 10, tenth)
      if (JSON.stringify(graph.search(query, 10, tenth)) !== JSON.stringify(lowest)) differing++
      expect(index.search(query, 10, tenth)).toEqual(lowest)
      expect(index.search(query, 10, (one) => one % 10 === 0)).toEqual(lowest)
    }
    expect(differing).toBeGreaterThan(0)
  })
})
