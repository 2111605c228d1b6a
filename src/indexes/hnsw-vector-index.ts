import { setImmediate } from 'node:timers/promises'
import type { HierarchicalNSW } from 'hnswlib-node'
import hnswlib from 'hnswlib-node'
import { AppError } from '../errors.js'
import { createExactVectorIndex } from './exact-vector-index.js'
import { HNSW_SPACE, loadGraph, saveGraph } from './hnsw-graph-file.js'
import { type RowFilter, resolveFilter, type ScoredRow } from './row-filter.js'
import { TopRows } from './top-rows.js'
import { checkQuery, dotAt, type VectorIndex, type VectorRows } from './vector-index.js'

/** Links of each row in the graph. 16 is hnswlib's default; recall@10 at 100,000 rows is .995. */
export const HNSW_LINKS = 16

/** Candidates while building: the recall is that of 200, in two thirds of the time. */
export const HNSW_EF_CONSTRUCTION = 100

/**
 * Candidates of a search. With 64, recall@10 is .995 at 100,000 rows in 0.4 ms; 128 gives .999 in
 * 0.6 ms. They are asked for as results, which are all scored exactly: hnswlib then looks at no
 * fewer, whatever its own `ef`, which falls back to 10 when a file is read.
 */
const CANDIDATES = 64

/** Fixed, so that the same vectors give the same graph. */
const RANDOM_SEED = 100

/** Milliseconds of building between two turns of the event loop: short enough for a server. */
const BUILD_SLICE_MS = 10

/** Settings of {@link buildHnswVectorIndex}. */
export interface BuildOptions {
  /** Called after each slice and at the end with the rows done so far. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * An index that finds its candidates in a graph and scores them exactly. It gives as many rows as
 * are asked for and there, but may miss near ones, the more so the more vectors are equal.
 */
export interface HnswVectorIndex extends VectorIndex {
  /**
   * Writes the graph to `path` and its description to `<path>.json`; the vectors are not in it.
   * @throws AppError `bad_index` that names the file which could not be written.
   */
  save(path: string): Promise<void>
}

/**
 * Builds the graph (Malkov and Yashunin 2016, by hnswlib), about 2,000 rows a second, in slices
 * that let the event loop turn.
 * @throws AppError `bad_index` for vectors that are not whole or not unit vectors; the signal's
 * reason when it is aborted.
 */
export async function buildHnswVectorIndex(
  rows: VectorRows,
  options: BuildOptions = {},
): Promise<HnswVectorIndex> {
  const { onProgress, signal } = options
  // Made first because it checks every vector: hnswlib takes NaN without a word.
  const exact = createExactVectorIndex(rows)
  const graph = new hnswlib.HierarchicalNSW(HNSW_SPACE, rows.dimensions)
  graph.initIndex(Math.max(exact.size, 1), HNSW_LINKS, HNSW_EF_CONSTRUCTION, RANDOM_SEED)
  let sliceStart = performance.now()
  for (let row = 0; row < exact.size; row++) {
    if (row === 0 || performance.now() - sliceStart > BUILD_SLICE_MS) {
      onProgress?.(row, exact.size)
      await setImmediate()
      signal?.throwIfAborted()
      sliceStart = performance.now()
    }
    graph.addPoint(Array.from(exact.vector(row)), row)
  }
  onProgress?.(exact.size, exact.size)
  return createHnswVectorIndex(graph, exact, rows)
}

/**
 * The index over a graph saved for these vectors.
 * @throws AppError `bad_index` when a file is missing, damaged, or belongs to other vectors.
 */
export async function loadHnswVectorIndex(
  path: string,
  rows: VectorRows,
): Promise<HnswVectorIndex> {
  const exact = createExactVectorIndex(rows)
  return createHnswVectorIndex(await loadGraph(path, rows), exact, rows)
}

function createHnswVectorIndex(
  graph: HierarchicalNSW,
  exact: VectorIndex,
  rows: VectorRows,
): HnswVectorIndex {
  const { size, dimensions } = exact
  let held: HierarchicalNSW | undefined = graph

  function openGraph(): HierarchicalNSW {
    if (held === undefined) throw new AppError('internal', 'Vector index: used after close')
    return held
  }

  function search(query: Float32Array, limit: number, filter?: RowFilter): ScoredRow[] {
    checkQuery(query, dimensions)
    const top = new TopRows(limit)
    const open = openGraph()
    // Asked for all rows before the search: an error thrown inside hnswlib's callback would abort
    // the process, and what the graph calls below cannot throw.
    const allowed = filter === undefined ? undefined : resolveFilter(filter, size)
    const available = allowed?.length ?? size
    const wanted = Math.min(Math.max(limit, CANDIDATES), available)
    if (limit === 0 || wanted === 0) return []
    const numbers = Array.from(query)
    const { neighbors } =
      allowed === undefined
        ? open.searchKnn(numbers, wanted)
        : open.searchKnn(numbers, wanted, membershipOf(allowed, size))
    // The graph falls into pieces where many vectors are equal; then some rows cannot be reached.
    if (neighbors.length < wanted) return exact.search(query, limit, allowed)
    for (const row of neighbors) top.add(row, dotAt(exact.vector(row), 0, query))
    return top.sorted()
  }

  return {
    ...exact,
    search,
    save: (path) => saveGraph(openGraph(), path, rows),
    close() {
      held = undefined
      exact.close()
    },
  }
}

function membershipOf(rows: Uint32Array, size: number): (row: number) => boolean {
  const isAllowed = new Uint8Array(size)
  for (const row of rows) isAllowed[row] = 1
  return (row) => isAllowed[row] === 1
}
