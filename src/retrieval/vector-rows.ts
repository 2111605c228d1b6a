import { writeFile } from 'node:fs/promises'
import {
  type ChosenVectorIndex,
  createVectorIndex,
  type CreateVectorIndexOptions,
  isLarge,
  readLargeVectors,
} from '../indexes/create-vector-index.js'
import { createExactVectorIndex } from '../indexes/exact-vector-index.js'
import { bytesOfFloat32, float32View } from '../indexes/float32-view.js'
import type { IndexPart, StoredIndex } from '../indexes/index-store.js'

const VECTORS_FILE = 'vectors.f32'
/** Only there when there are too many vectors to compare all of them. */
const PROJECTION_FILE = 'vectors.pca'

/** The index that finds the nearest views; its rows are the views in their order. */
export type ViewVectors = ChosenVectorIndex

/** Settings of {@link buildVectorIndex}. */
export type BuildVectorOptions = CreateVectorIndexOptions

/**
 * Index over one row per view, in order: a scan of all for few, graphs for many.
 *
 * @param values Unit vectors, one after the other.
 * @throws AppError `bad_index` for vectors that are not unit vectors; the signal's reason when it
 * is aborted.
 */
export function buildVectorIndex(
  values: Float32Array,
  dimensions: number,
  options: BuildVectorOptions = {},
): Promise<ViewVectors> {
  return createVectorIndex({ values, dimensions }, options)
}

/** Vectors of one length, one after the other. */
export function rowsOf(vectors: readonly Float32Array[]): Float32Array {
  const dimensions = vectors[0]?.length ?? 0
  const values = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, row) => values.set(vector, row * dimensions))
  return values
}

/** What is saved of the vectors: the vectors themselves and, where there are many, what finds them. */
export function vectorParts(vectors: ViewVectors, values: Float32Array): IndexPart[] {
  if (vectors.values !== undefined) return [{ name: VECTORS_FILE, bytes: bytesOfFloat32(values) }]
  return [
    { name: VECTORS_FILE, writeTo: (path) => writeFile(path, bytesOfFloat32(values)) },
    { name: PROJECTION_FILE, bytes: vectors.projection },
    ...vectors.files,
  ]
}

/**
 * The index over the stored vectors; graphs are read, not built again, and many vectors stay in
 * their file.
 *
 * @throws AppError `bad_index` when a file is missing, damaged, or does not fit the others.
 */
export async function readVectorIndex(
  stored: StoredIndex,
  size: number,
  options: Pick<BuildVectorOptions, 'exactScanMaxRows' | 'sketchMaxRows' | 'maxGraphRows'> = {},
): Promise<ViewVectors> {
  const { dimensions } = stored.manifest
  if (isLarge(size, options.exactScanMaxRows)) {
    return readLargeVectors(
      {
        exact: stored.path(VECTORS_FILE),
        size,
        dimensions,
        projection: stored.bytes(PROJECTION_FILE),
        path: stored.path,
      },
      options,
    )
  }
  const values = float32View(stored.bytes(VECTORS_FILE))
  return { ...createExactVectorIndex({ values, dimensions }), values }
}
