import type { HierarchicalNSW } from 'hnswlib-node'
import { AppError } from '../../errors.js'
import { type RowFilter, resolveFilter, type ScoredRow } from '../row-filter.js'
import { TopRows } from '../top-rows.js'
import { checkQuery, dotAt, type VectorIndex } from '../vector-index.js'
import { CANDIDATES } from './graph-settings.js'
import type { Int8Rows } from './int8-rows.js'
import type { Projection } from './projection.js'
import type { RowSource } from './row-source.js'

/** Rows that a filter may leave for all of them to be compared as int8: some 2 ms. */
const SCAN_MAX_ROWS = 50_000

/** The same as a share of all rows; above it the graphs find enough that passes the filter. */
const SCAN_MAX_SHARE = 0.25

/**
 * Rows compared exactly beyond those asked for: int8 cosines order near rows a little differently.
 */
const SPARE_SHARE = 0.25
const SPARE_ROWS = 24

/** Least rows that the graphs propose together: few graphs have to look further. */
const MIN_PROPOSED = 400

/** What a {@link SegmentedVectorIndex} is made of. */
export interface SegmentedParts {
  readonly projection: Projection
  /** Graphs of projected vectors, and the rows of each in the order of its labels. */
  readonly graphs: readonly { readonly graph: HierarchicalNSW; readonly rows: Uint32Array }[]
  readonly int8: Int8Rows
  readonly exact: RowSource
  /** In place of {@link SCAN_MAX_ROWS} and the share. */
  readonly scanMaxRows?: number
}

/**
 * An index of many rows: graphs of projected vectors propose, int8 vectors in memory order what they
 * propose, and the exact vectors decide. It gives as many rows as are asked for and there, but may
 * miss near ones.
 */
export interface SegmentedVectorIndex extends VectorIndex {
  /** Cosines with rows as int8 gives them, wrong by some .0005. */
  quickCosines(query: Float32Array, rows: Uint32Array): Float32Array
}

/** Puts the parts together. */
export function createSegmentedVectorIndex(parts: SegmentedParts): SegmentedVectorIndex {
  const { projection, graphs, int8, exact } = parts
  const { size, dimensions } = exact
  const { scanMaxRows = Math.max(SCAN_MAX_ROWS, size * SCAN_MAX_SHARE) } = parts
  let isOpen = true

  function search(query: Float32Array, limit: number, filter?: RowFilter): ScoredRow[] {
    checkQuery(query, dimensions)
    checkOpen()
    // Checks the limit.
    const none = new TopRows(limit).sorted()
    // Asked for all rows before the search: an error thrown inside hnswlib's callback would abort
    // the process, and what the graphs call below cannot throw.
    const allowed = filter === undefined ? undefined : resolveFilter(filter, size)
    const available = allowed?.length ?? size
    if (limit === 0 || available === 0) return none
    if (allowed !== undefined && allowed.length <= scanMaxRows) {
      return best(query, allowed, limit)
    }
    const proposed = propose(query, limit, allowed)
    // A graph falls into pieces where many vectors are equal; then some rows cannot be reached.
    const isEnough = proposed.length >= Math.min(limit, available)
    return best(query, isEnough ? proposed : (allowed ?? allRows(size)), limit)
  }

  function propose(
    query: Float32Array,
    limit: number,
    allowed: Uint32Array | undefined,
  ): Uint32Array {
    const projected = projection.query(query)
    const wanted = Math.max(
      CANDIDATES,
      Math.ceil(Math.max(limit * (1 + SPARE_SHARE), MIN_PROPOSED) / graphs.length),
    )
    const isAllowed = allowed && membershipOf(allowed, size)
    const proposed: number[] = []
    for (const { graph, rows } of graphs) {
      const filter = isAllowed && ((label: number): boolean => isAllowed[rows[label] ?? 0] === 1)
      const { neighbors } = graph.searchKnn(projected, Math.min(wanted, rows.length), filter)
      for (const label of neighbors) proposed.push(rows[label] ?? 0)
    }
    return Uint32Array.from(proposed)
  }

  /** The best of some rows: by int8 those worth comparing exactly, then by that. */
  function best(query: Float32Array, rows: Uint32Array, limit: number): ScoredRow[] {
    const near = new TopRows(limit + Math.ceil(limit * SPARE_SHARE) + SPARE_ROWS)
    int8.cosines(query, rows).forEach((cosine, i) => {
      near.add(rows[i] ?? 0, cosine)
    })
    const top = new TopRows(limit)
    for (const { row } of near.sorted()) top.add(row, dotAt(exact.read(row), 0, query))
    return top.sorted()
  }

  function checkOpen(): void {
    if (!isOpen) throw new AppError('internal', 'Vector index: used after close')
  }

  return {
    size,
    dimensions,
    search,
    quickCosines(query, rows) {
      checkQuery(query, dimensions)
      checkOpen()
      return int8.cosines(query, rows)
    },
    score(query, row) {
      checkQuery(query, dimensions)
      return dotAt(exact.read(row), 0, query)
    },
    vector: (row) => exact.read(row).slice(),
    close() {
      isOpen = false
      exact.close()
    },
  }
}

function allRows(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, row) => row)
}

function membershipOf(rows: Uint32Array, size: number): Uint8Array {
  const isAllowed = new Uint8Array(size)
  for (const row of rows) isAllowed[row] = 1
  return isAllowed
}
