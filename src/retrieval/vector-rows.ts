import {
  type ChosenVectorIndex,
  createVectorIndex,
  type CreateVectorIndexOptions,
  needsGraph,
} from '../indexes/create-vector-index.js'
import { bytesOfFloat32, float32View } from '../indexes/float32-view.js'
import type { IndexPart, StoredIndex } from '../indexes/index-store.js'

const VECTORS_FILE = 'vectors.f32'
/** Only there when there are too many vectors to scan all of them. */
const GRAPH_FILE = 'vectors.hnsw'

/** The vectors of all views, and the index that finds the nearest of them. */
export interface ViewVectors extends ChosenVectorIndex {
  /** One unit vector after the other in the order of the views; not to be written to. */
  readonly values: Float32Array
}

/** Settings of {@link buildVectorIndex}. */
export type BuildVectorOptions = Omit<CreateVectorIndexOptions, 'graphPath'>

/**
 * Index over one row per view, in order: a scan of all for few, a graph for many.
 *
 * @throws AppError `bad_index` for vectors that are not unit vectors; the signal's reason when it
 * is aborted.
 */
export async function buildVectorIndex(
  values: Float32Array,
  dimensions: number,
  options: BuildVectorOptions = {},
): Promise<ViewVectors> {
  return { ...(await createVectorIndex({ values, dimensions }, options)), values }
}

/** Vectors of one length, one after the other. */
export function rowsOf(vectors: readonly Float32Array[]): Float32Array {
  const dimensions = vectors[0]?.length ?? 0
  const values = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, row) => values.set(vector, row * dimensions))
  return values
}

/** What is saved of the vectors: the vectors themselves and, where there is one, their graph. */
export function vectorParts({ values, saveGraph }: ViewVectors): IndexPart[] {
  const vectors: IndexPart = { name: VECTORS_FILE, bytes: bytesOfFloat32(values) }
  return saveGraph === undefined ? [vectors] : [vectors, { name: GRAPH_FILE, writeTo: saveGraph }]
}

/**
 * The index over the stored vectors; a graph is read, not built again.
 *
 * @throws AppError `bad_index` when a file is missing, damaged, or does not fit the others.
 */
export async function readVectorIndex(
  stored: StoredIndex,
  { exactScanMaxRows }: Pick<BuildVectorOptions, 'exactScanMaxRows'> = {},
): Promise<ViewVectors> {
  const { dimensions } = stored.manifest
  const values = float32View(stored.bytes(VECTORS_FILE))
  const graph = needsGraph(values.length / dimensions, exactScanMaxRows)
    ? { graphPath: stored.path(GRAPH_FILE) }
    : {}
  const limit = exactScanMaxRows === undefined ? {} : { exactScanMaxRows }
  return { ...(await createVectorIndex({ values, dimensions }, { ...graph, ...limit })), values }
}
