import { createExactVectorIndex } from './exact-vector-index.js'
import {
  type BuildOptions,
  buildHnswVectorIndex,
  type HnswVectorIndex,
  loadHnswVectorIndex,
} from './hnsw-vector-index.js'
import { type RowFilter, resolveFilter, type ScoredRow } from './row-filter.js'
import type { VectorIndex, VectorRows } from './vector-index.js'

/**
 * Rows up to which every search scans. Measured on two cores of 2.1 GHz with 384 dimensions, median
 * of 200 queries: 1.2 ms for 5,000 rows (graph 0.1), 2.5 for 10,000 (0.2), 9.9 for 40,000 (0.3).
 * Up to here that is small beside the 6 ms in which a question is embedded, and there is no
 * graph to build, save and check, and no row that it may miss.
 */
export const EXACT_SCAN_MAX_ROWS = 5_000

/**
 * Share of the rows up to which a filtered search scans the allowed ones. A graph walks on until
 * enough candidates pass the filter, so a narrow filter makes it slower: at 1/10 the scan took 0.3
 * ms against 1.1 (10,000 rows) and 1.1 against 3.0 (40,000), at 1/4 it was 0.7 against 0.6 and 3.6
 * against 1.4.
 */
export const EXACT_SCAN_MAX_SHARE = 0.1

/** Settings of {@link createVectorIndex}. */
export interface CreateVectorIndexOptions extends BuildOptions {
  /** Path of a graph saved for these vectors, to read instead of building one. */
  readonly graphPath?: string
  /** In place of {@link EXACT_SCAN_MAX_ROWS}. */
  readonly exactScanMaxRows?: number
}

/** A vector index and, when it has one, its graph to save. */
export interface ChosenVectorIndex extends VectorIndex {
  /** Writes the graph to a path; `undefined` when the index scans all rows. */
  readonly saveGraph: ((path: string) => Promise<void>) | undefined
}

/**
 * An exact scan for few rows, else a graph that leaves narrow filters to the scan. Both work over
 * the same array.
 * @throws AppError `bad_index` for vectors that are not whole or not unit vectors, or a graph that
 * does not fit them; the signal's reason when building is aborted.
 */
export async function createVectorIndex(
  rows: VectorRows,
  options: CreateVectorIndexOptions = {},
): Promise<ChosenVectorIndex> {
  const { graphPath, exactScanMaxRows = EXACT_SCAN_MAX_ROWS } = options
  const exact = createExactVectorIndex(rows)
  if (!needsGraph(exact.size, exactScanMaxRows)) return { ...exact, saveGraph: undefined }
  const graph =
    graphPath === undefined
      ? await buildHnswVectorIndex(rows, options)
      : await loadHnswVectorIndex(graphPath, rows)
  return withNarrowScans(graph, exact, exactScanMaxRows)
}

/** Whether an index of that many rows has a graph, and so a file to save and to load. */
export function needsGraph(rows: number, exactScanMaxRows = EXACT_SCAN_MAX_ROWS): boolean {
  return rows > exactScanMaxRows
}

function withNarrowScans(
  graph: HnswVectorIndex,
  exact: VectorIndex,
  exactScanMaxRows: number,
): ChosenVectorIndex {
  const { size } = graph
  const scanned = Math.max(exactScanMaxRows, size * EXACT_SCAN_MAX_SHARE)

  function search(query: Float32Array, limit: number, filter?: RowFilter): ScoredRow[] {
    if (filter === undefined) return graph.search(query, limit)
    const allowed = resolveFilter(filter, size)
    return allowed.length <= scanned
      ? exact.search(query, limit, allowed)
      : graph.search(query, limit, allowed)
  }

  return {
    ...graph,
    search,
    saveGraph: (path) => graph.save(path),
    close() {
      graph.close()
      exact.close()
    },
  }
}
