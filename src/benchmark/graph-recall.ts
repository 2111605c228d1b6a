import { createExactVectorIndex } from '../indexes/exact-vector-index.js'
import type { VectorIndex, VectorRows } from '../indexes/vector-index.js'

/**
 * Share of the `limit` nearest rows, found by comparing with all, that the index finds, over all
 * queries: 1 for an index that scans.
 */
export function graphRecall(
  vectors: Pick<VectorIndex, 'search'>,
  rows: VectorRows,
  queries: readonly Float32Array[],
  limit: number,
): number {
  const exact = createExactVectorIndex(rows)
  let found = 0
  let expected = 0
  for (const query of queries) {
    const rows = new Set(vectors.search(query, limit).map(({ row }) => row))
    const nearest = exact.search(query, limit)
    expected += nearest.length
    found += nearest.filter(({ row }) => rows.has(row)).length
  }
  return found / expected
}
