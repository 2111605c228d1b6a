import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExactVectorIndex } from './exact-vector-index.js'
import { type BuildOptions, buildGraphs, graphFileName, graphRowsOf } from './large/build-graphs.js'
import { loadGraph, saveGraph } from './large/graph-file.js'
import { MAX_GRAPH_ROWS, rowsOfGraphs } from './large/graph-settings.js'
import { quantizeRows, readInt8Rows } from './large/int8-rows.js'
import { loadProjection } from './large/projection.js'
import { fileRows, memoryRows } from './large/row-source.js'
import {
  createSegmentedVectorIndex,
  type SegmentedParts,
  type SegmentedVectorIndex,
} from './large/segmented-vector-index.js'
import { checkedRowCount, type VectorIndex, type VectorRows } from './vector-index.js'

/**
 * Rows up to which every search compares all of them. Measured on two cores of 2.1 GHz with 384
 * dimensions, median of 200 queries: 1.2 ms for 5,000 rows, 2.5 for 10,000, 9.9 for 40,000. Up to
 * here that is small beside the 6 ms in which a question is embedded, and there is no graph to
 * build, save and check, and no row that it may miss.
 */
export const EXACT_SCAN_MAX_ROWS = 5_000

/** Settings of {@link createVectorIndex}. */
export interface CreateVectorIndexOptions extends BuildOptions {
  /** In place of {@link EXACT_SCAN_MAX_ROWS}. */
  readonly exactScanMaxRows?: number
  /** In place of {@link MAX_GRAPH_ROWS}. */
  readonly maxGraphRows?: number
  /**
   * Where graphs are kept as they are done, so that a build that was cut off goes on there; it must be
   * used for the same vectors only. A folder that goes away with the build when left out.
   */
  readonly workFolder?: string
}

/** Compares all rows; its vectors are in memory. */
export interface ScannedVectors extends VectorIndex {
  readonly values: Float32Array
}

/** Files of a {@link LargeVectors}, each in the folder that it is given. */
export interface LargeVectorFiles {
  /** Names a file and writes it; `graph-000.hnsw` has a description beside it. */
  readonly writers: readonly {
    readonly name: string
    readonly writeTo: (path: string) => Promise<void>
  }[]
  readonly projection: Float32Array
}

/** Too many rows to compare all of them. */
export interface LargeVectors extends SegmentedVectorIndex {
  readonly values: undefined
  /** What {@link readLargeVectors} reads, but the exact vectors. */
  readonly files: LargeVectorFiles
}

/** Either kind. */
export type ChosenVectorIndex = ScannedVectors | LargeVectors

/** Name of the file of int8 vectors. */
export const INT8_FILE = 'vectors.i8'

/**
 * An exact scan for few rows, else graphs beside int8 vectors.
 *
 * @throws AppError `bad_index` for vectors that are not whole or not unit vectors, or when a graph
 * cannot be built; the signal's reason when building is aborted.
 */
export async function createVectorIndex(
  vectors: VectorRows,
  options: CreateVectorIndexOptions = {},
): Promise<ChosenVectorIndex> {
  const { exactScanMaxRows = EXACT_SCAN_MAX_ROWS, maxGraphRows, workFolder } = options
  const size = checkedRowCount(vectors)
  if (!isLarge(size, exactScanMaxRows)) {
    return { ...createExactVectorIndex(vectors), values: vectors.values }
  }
  // Loaded only here: a start without a build should not take longer.
  const { fitProjection } = await import('./large/fit-projection.js')
  const projection = fitProjection(vectors)
  const graphRows = rowsOfGraphs(size, maxGraphRows)
  const folder = workFolder ?? (await mkdtemp(join(tmpdir(), 'policy-assistant-graphs-')))
  try {
    const graphs = await buildGraphs(vectors, graphRows, projection, folder, options)
    return largeVectorsOf({
      projection,
      graphs: graphRows.flatMap((rows, number) => {
        const graph = graphs[number]
        return graph === undefined ? [] : [{ graph, rows }]
      }),
      int8: quantizeRows(vectors),
      exact: memoryRows(vectors),
    })
  } finally {
    if (workFolder === undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** Where the files of an index of many rows are. */
export interface LargeVectorPaths {
  readonly exact: string
  readonly size: number
  readonly dimensions: number
  readonly projection: Uint8Array
  /** The path of a file by its name. */
  readonly path: (name: string) => string
}

/**
 * Reads an index of many rows. Its exact vectors stay in their file.
 *
 * @throws AppError `bad_index`, naming the file, when one is missing, damaged, or does not fit.
 */
export async function readLargeVectors(
  stored: LargeVectorPaths,
  maxGraphRows = MAX_GRAPH_ROWS,
): Promise<LargeVectors> {
  const { size, dimensions } = stored
  const projection = loadProjection(stored.projection, dimensions)
  const exact = fileRows(stored.exact, size, dimensions)
  const graphs = []
  for (const [number, rows] of rowsOfGraphs(size, maxGraphRows).entries()) {
    const expected = graphRowsOf(rows, exact.read, projection)
    graphs.push({ graph: await loadGraph(stored.path(graphFileName(number)), expected), rows })
  }
  const int8 = readInt8Rows(stored.path(INT8_FILE), size, dimensions)
  return largeVectorsOf({ projection, graphs, int8, exact })
}

/** Whether an index of that many rows is too large to compare all of them. */
export function isLarge(rows: number, exactScanMaxRows = EXACT_SCAN_MAX_ROWS): boolean {
  return rows > exactScanMaxRows
}

function largeVectorsOf(parts: SegmentedParts): LargeVectors {
  const { projection, graphs, int8, exact } = parts
  return {
    ...createSegmentedVectorIndex(parts),
    values: undefined,
    files: {
      projection: projection.serialize(),
      writers: [
        { name: INT8_FILE, writeTo: int8.save },
        ...graphs.map(({ graph, rows }, number) => ({
          name: graphFileName(number),
          writeTo: (path: string) =>
            saveGraph(graph, path, graphRowsOf(rows, exact.read, projection)),
        })),
      ],
    },
  }
}
