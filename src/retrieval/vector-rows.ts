import { createExactVectorIndex } from '../indexes/exact-vector-index.js'
import type { VectorIndex } from '../indexes/vector-index.js'

/** Vector index over one row per view, in order. */
export async function buildVectorIndex(
  vectors: readonly Float32Array[],
  dimensions: number,
  _options: { signal?: AbortSignal },
): Promise<VectorIndex> {
  const values = new Float32Array(vectors.length * dimensions)
  vectors.forEach((vector, row) => values.set(vector, row * dimensions))
  return createExactVectorIndex({ values, dimensions })
}
