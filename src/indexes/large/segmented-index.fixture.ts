import hnswlib from 'hnswlib-node'
import { checkedRowCount, type VectorRows } from '../vector-index.js'
import { HNSW_SPACE } from './graph-file.js'
import { HNSW_EF_CONSTRUCTION, HNSW_LINKS, HNSW_SEED, rowsOfGraphs } from './graph-settings.js'
import { quantizeRows } from './int8-rows.js'
import { fitProjection } from './fit-projection.js'
import { memoryRows } from './row-source.js'
import { createSegmentedVectorIndex, type SegmentedVectorIndex } from './segmented-vector-index.js'

/** A segmented index whose graphs are built here and now, for tests that make many small ones. */
export async function segmentedIndexOf(
  vectors: VectorRows,
  options: { readonly maxGraphRows?: number; readonly scanMaxRows?: number } = {},
): Promise<SegmentedVectorIndex> {
  const { values, dimensions } = vectors
  const size = checkedRowCount(vectors)
  const projection = fitProjection(vectors)
  const graphs = rowsOfGraphs(size, options.maxGraphRows).map((rows) => {
    const graph = new hnswlib.HierarchicalNSW(HNSW_SPACE, projection.dimensions)
    graph.initIndex(rows.length, HNSW_LINKS, HNSW_EF_CONSTRUCTION, HNSW_SEED)
    rows.forEach((row, label) => {
      const vector = values.subarray(row * dimensions, (row + 1) * dimensions)
      graph.addPoint(projection.row(vector), label)
    })
    return { graph, rows }
  })
  const { scanMaxRows } = options
  return createSegmentedVectorIndex({
    proposer: { projection, graphs },
    int8: quantizeRows(vectors),
    exact: memoryRows(vectors),
    ...(scanMaxRows === undefined ? {} : { scanMaxRows }),
  })
}
