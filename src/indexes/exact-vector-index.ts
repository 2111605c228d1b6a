import { AppError } from '../errors.js'
import { checkedRowSet, type RowFilter, type ScoredRow } from './row-filter.js'
import { TopRows } from './top-rows.js'
import {
  checkedRowCount,
  checkQuery,
  dotAt,
  type VectorIndex,
  type VectorRows,
  vectorOf,
} from './vector-index.js'

/**
 * An index that compares the query with every row the filter allows: no build, no error of
 * approximation, time in proportion to the rows compared.
 * @throws AppError `bad_index` when the rows are not whole or not unit vectors.
 */
export function createExactVectorIndex(rows: VectorRows): VectorIndex {
  const { dimensions } = rows
  const size = checkedRowCount(rows)
  let held: Float32Array | undefined = rows.values

  function values(): Float32Array {
    if (held === undefined) throw new AppError('internal', 'Vector index: used after close')
    return held
  }

  function search(query: Float32Array, limit: number, filter?: RowFilter): ScoredRow[] {
    checkQuery(query, dimensions)
    const top = new TopRows(limit)
    const all = values()
    if (limit === 0) return []
    if (filter instanceof Uint32Array) {
      for (const row of checkedRowSet(filter, size))
        top.add(row, dotAt(all, row * dimensions, query))
      return top.sorted()
    }
    for (let row = 0; row < size; row++) {
      if (filter !== undefined && !filter(row)) continue
      top.add(row, dotAt(all, row * dimensions, query))
    }
    return top.sorted()
  }

  return {
    size,
    dimensions,
    search,
    score(query, row) {
      checkQuery(query, dimensions)
      return dotAt(vectorOf({ values: values(), dimensions }, row), 0, query)
    },
    vector: (row) => vectorOf({ values: values(), dimensions }, row),
    close() {
      held = undefined
    },
  }
}
