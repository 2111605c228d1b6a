import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesOfFloat32 } from './float32-view.js'
import { sketchLength } from './sketches/sketch-projection.js'
import { createExactVectorIndex } from './exact-vector-index.js'
import { type BuildOptions, buildGraphs, graphFileName, graphRowsOf } from './large/build-graphs.js'
import { loadGraph, saveGraph } from './large/graph-file.js'
import { rowsOfGraphs } from './large/graph-settings.js'
import { type Int8Rows, quantizeRows, readInt8Rows } from './large/int8-rows.js'
import { loadProjection } from './large/projection.js'
import { fileRows, memoryRows, type RowSource } from './large/row-source.js'
import { buildSketches, readSketches, saveSketches, type Sketches } from './large/sketch-file.js'
import {
  createSegmentedVectorIndex,
  type Graphs,
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

/**
 * Rows up to which their sketches are all compared, at 5 ms a million: of 400,000 views made from the
 * real ones they then have .9997 of the nearest 300, where graphs, in the same time, have .95 and take
 * minutes to build. Above that only a graph's time grows slowly enough.
 */
export const SKETCH_MAX_ROWS = 2_000_000

/** Settings of {@link createVectorIndex}. */
export interface CreateVectorIndexOptions extends BuildOptions {
  /** In place of {@link EXACT_SCAN_MAX_ROWS}. */
  readonly exactScanMaxRows?: number
  /** In place of {@link SKETCH_MAX_ROWS}. */
  readonly sketchMaxRows?: number
  /** Most rows of one graph; the default of {@link rowsOfGraphs} when left out. */
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

/** One file of a {@link LargeVectors}; `graph-000.hnsw` has a description beside it. */
export interface LargeVectorFile {
  readonly name: string
  readonly writeTo: (path: string) => Promise<void>
}

/** Too many rows to compare all of them. */
export interface LargeVectors extends SegmentedVectorIndex {
  readonly values: undefined
  /** What {@link readLargeVectors} reads, but the exact vectors and the projection. */
  readonly files: readonly LargeVectorFile[]
  /** How vectors are projected for what proposes rows. */
  readonly projection: Uint8Array
}

/** Either kind. */
export type ChosenVectorIndex = ScannedVectors | LargeVectors

/** Name of the file of int8 vectors. */
const INT8_FILE = 'vectors.i8'

/** Name of the file of sketches. */
const SKETCH_FILE = 'vectors.sketch'

/**
 * An exact scan for few rows, else what proposes rows beside int8 vectors.
 *
 * @throws AppError `bad_index` for vectors that are not whole or not unit vectors, or when a graph
 * cannot be built; the signal's reason when building is aborted.
 */
export async function createVectorIndex(
  vectors: VectorRows,
  options: CreateVectorIndexOptions = {},
): Promise<ChosenVectorIndex> {
  const { exactScanMaxRows = EXACT_SCAN_MAX_ROWS, sketchMaxRows } = options
  const size = checkedRowCount(vectors)
  if (!isLarge(size, exactScanMaxRows)) {
    return { ...createExactVectorIndex(vectors), values: vectors.values }
  }
  const built = hasSketches(size, vectors.dimensions, sketchMaxRows)
    ? withSketches(await buildSketches(vectors, options))
    : await buildWithGraphs(vectors, size, options)
  return largeVectorsOf(built, quantizeRows(vectors), memoryRows(vectors))
}

/** What proposes rows, and what is saved of it. */
interface BuiltProposer {
  readonly proposer: SegmentedParts['proposer']
  readonly projection: Uint8Array
  readonly files: (exact: RowSource) => readonly LargeVectorFile[]
}

function hasSketches(
  rows: number,
  dimensions: number,
  sketchMaxRows: number = SKETCH_MAX_ROWS,
): boolean {
  return rows <= sketchMaxRows && sketchLength(dimensions) > 0
}

function withSketches(sketches: Sketches): BuiltProposer {
  return {
    proposer: sketches.index,
    projection: sketches.projection.serialize(),
    files: () => [{ name: SKETCH_FILE, writeTo: (path) => saveSketches(path, sketches) }],
  }
}

async function buildWithGraphs(
  vectors: VectorRows,
  size: number,
  options: CreateVectorIndexOptions,
): Promise<BuiltProposer> {
  // Loaded only here: a start without a build should not take longer.
  const { fitProjection } = await import('./large/fit-projection.js')
  const projection = fitProjection(vectors)
  const graphRows = rowsOfGraphs(size, options.maxGraphRows)
  const { workFolder } = options
  const folder = workFolder ?? (await mkdtemp(join(tmpdir(), 'policy-assistant-graphs-')))
  try {
    const built = await buildGraphs(vectors, graphRows, projection, folder, options)
    const graphs = graphRows.flatMap((rows, number) => {
      const graph = built[number]
      return graph === undefined ? [] : [{ graph, rows }]
    })
    return withGraphs({ projection, graphs })
  } finally {
    if (workFolder === undefined) await rm(folder, { recursive: true, force: true })
  }
}

function withGraphs(proposer: Graphs): BuiltProposer {
  const { projection, graphs } = proposer
  return {
    proposer,
    projection: bytesOfFloat32(projection.serialize()),
    files: (exact) =>
      graphs.map(({ graph, rows }, number) => ({
        name: graphFileName(number),
        writeTo: (path) => saveGraph(graph, path, graphRowsOf(rows, exact.read, projection)),
      })),
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
  options: Pick<CreateVectorIndexOptions, 'maxGraphRows' | 'sketchMaxRows'> = {},
): Promise<LargeVectors> {
  const { size, dimensions, projection, path } = stored
  const exact = fileRows(stored.exact, size, dimensions)
  const read = hasSketches(size, dimensions, options.sketchMaxRows)
    ? withSketches(readSketches(path(SKETCH_FILE), size, dimensions, projection))
    : await readGraphs(stored, exact, options.maxGraphRows)
  return largeVectorsOf(read, readInt8Rows(path(INT8_FILE), size, dimensions), exact)
}

async function readGraphs(
  { size, dimensions, projection: bytes, path }: LargeVectorPaths,
  exact: RowSource,
  maxGraphRows: number | undefined,
): Promise<BuiltProposer> {
  const projection = loadProjection(bytes, dimensions)
  const graphs = []
  for (const [number, rows] of rowsOfGraphs(size, maxGraphRows).entries()) {
    const expected = graphRowsOf(rows, exact.read, projection)
    graphs.push({ graph: await loadGraph(path(graphFileName(number)), expected), rows })
  }
  return withGraphs({ projection, graphs })
}

/** Whether an index of that many rows is too large to compare all of them. */
export function isLarge(rows: number, exactScanMaxRows = EXACT_SCAN_MAX_ROWS): boolean {
  return rows > exactScanMaxRows
}

function largeVectorsOf(built: BuiltProposer, int8: Int8Rows, exact: RowSource): LargeVectors {
  const { proposer, projection, files } = built
  return {
    ...createSegmentedVectorIndex({ proposer, int8, exact }),
    values: undefined,
    projection,
    files: [{ name: INT8_FILE, writeTo: int8.save }, ...files(exact)],
  }
}
