import type { HierarchicalNSW } from 'hnswlib-node'
import { AppError } from '../../errors.js'
import {
  countIn,
  rangesOf,
  resolveFilter,
  type RowRange,
  rowsIn,
  type ScoredRow,
} from '../row-filter.js'
import { TopRows } from '../top-rows.js'
import { checkQuery, dotAt, type VectorIndex } from '../vector-index.js'
import { CANDIDATES } from './graph-settings.js'
import type { SketchIndex } from '../sketches/sketch-index.js'
import type { Int8Rows } from './int8-rows.js'
import type { Projection } from './projection.js'
import type { RowSource } from './row-source.js'

/** Rows that a filter of graphs may leave for all of them to be compared as int8: some 2 ms. */
const SCAN_MAX_ROWS = 50_000

/** The same as a share of all rows; above it the graphs find enough that passes the filter. */
const SCAN_MAX_SHARE = 0.25

/**
 * Rows proposed, and compared exactly, beyond those asked for: what is known of them more quickly orders
 * near rows a little differently.
 */
const SPARE_SHARE = 0.25
const SPARE_ROWS = 24

/** Graphs of projected vectors, and the rows of each in the order of its labels. */
export interface Graphs {
  readonly projection: Projection
  readonly graphs: readonly { readonly graph: HierarchicalNSW; readonly rows: Uint32Array }[]
}

/** What a {@link SegmentedVectorIndex} is made of. */
export interface SegmentedParts {
  /** What proposes rows: sketches that are all compared, or graphs. */
  readonly proposer: SketchIndex | Graphs
  readonly int8: Int8Rows
  readonly exact: RowSource
  /** In place of {@link SCAN_MAX_ROWS} and the share. */
  readonly scanMaxRows?: number
}

/**
 * An index of many rows: sketches or graphs of projected vectors propose, int8 vectors in memory order
 * what they propose, and the exact vectors decide. It gives as many rows as are asked for and there,
 * but may miss near ones.
 */
export interface SegmentedVectorIndex extends VectorIndex {
  /**
   * As `search`, of all rows or those of some ranges (ascending), with scores as int8 gives them, wrong
   * by some .0005: a third of the time for many rows, whose exact vectors are not read.
   */
  near(query: Float32Array, limit: number, ranges?: readonly RowRange[]): ScoredRow[]
  /**
   * About the same rows as of `near`, in any order: a sketch orders those far down a little differently.
   * For who compares them again with others.
   */
  about(query: Float32Array, limit: number, ranges: readonly RowRange[]): Uint32Array
  /** Cosines with rows as int8 gives them. */
  quickCosines(query: Float32Array, rows: Uint32Array): Float32Array
}

/** Rows that were proposed for a query, best first by int8. */
interface Proposal {
  /** Rows asked for. */
  readonly wanted: number
  readonly rows: readonly ScoredRow[]
}

/**
 * Puts the parts together. What is proposed for a query is kept as long as its array lives,
 * so that several searches with it cost one; the array must not change meanwhile.
 */
export function createSegmentedVectorIndex(parts: SegmentedParts): SegmentedVectorIndex {
  const { proposer, int8, exact } = parts
  const { size, dimensions } = exact
  const { scanMaxRows = Math.max(SCAN_MAX_ROWS, size * SCAN_MAX_SHARE) } = parts
  const proposals = new WeakMap<Float32Array, Proposal>()
  let isOpen = true

  function checkSearch(query: Float32Array): void {
    checkQuery(query, dimensions)
    if (!isOpen) throw new AppError('internal', 'Vector index: used after close')
  }

  function near(query: Float32Array, limit: number, ranges?: readonly RowRange[]): ScoredRow[] {
    checkSearch(query)
    // Checks the limit.
    const none = new TopRows(limit).sorted()
    const available = ranges === undefined ? size : countIn(ranges)
    if (limit === 0 || available === 0) return none
    if ('graphs' in proposer) return nearByGraphs(query, limit, ranges)
    if (ranges === undefined) return propose(query, limit).slice(0, limit)
    const wanted = Math.min(withSpare(limit), available)
    return best(query, proposer.propose(query, wanted, ranges), limit)
  }

  function nearByGraphs(
    query: Float32Array,
    limit: number,
    ranges: readonly RowRange[] = [{ start: 0, end: size }],
  ): ScoredRow[] {
    const available = countIn(ranges)
    if (available < size && available <= scanMaxRows) return best(query, rowsIn(ranges), limit)
    const proposed = propose(query, Math.ceil((limit * size) / available))
    const isAllowed = membershipOf(ranges, size)
    const found = proposed.filter(({ row }) => isAllowed[row] === 1)
    // Where many vectors are equal a graph falls into pieces, and what a filter leaves may be far off.
    if (found.length >= Math.min(limit, available)) return found.slice(0, limit)
    return best(query, rowsIn(ranges), limit)
  }

  function propose(query: Float32Array, limit: number): readonly ScoredRow[] {
    const known = proposals.get(query)
    if (known !== undefined && known.wanted >= limit) return known.rows
    const wanted = Math.min(withSpare(limit), size)
    const proposed =
      'graphs' in proposer
        ? proposedByGraphs(proposer, query, wanted)
        : proposer.propose(query, wanted)
    const rows = best(query, proposed, proposed.length)
    proposals.set(query, { wanted: limit, rows })
    return rows
  }

  /** The best of some rows by int8. */
  function best(query: Float32Array, rows: Uint32Array, limit: number): ScoredRow[] {
    const top = new TopRows(limit)
    const cosines = int8.cosines(query, rows)
    let { bound } = top
    for (let i = 0; i < rows.length; i++) {
      const cosine = cosines[i] ?? 0
      if (cosine < bound) continue
      top.add(rows[i] ?? 0, cosine)
      bound = top.bound
    }
    return top.sorted()
  }

  function score(query: Float32Array, row: number): number {
    return dotAt(exact.read(row), 0, query)
  }

  return {
    size,
    dimensions,
    near,
    about(query, limit, ranges) {
      checkSearch(query)
      if ('graphs' in proposer)
        return Uint32Array.from(near(query, limit, ranges), ({ row }) => row)
      return proposer.propose(query, Math.min(limit, countIn(ranges)), ranges)
    },
    search(query, limit, filter) {
      const top = new TopRows(limit)
      const ranges = filter && rangesOf(resolveFilter(filter, size))
      if (limit === 0) return near(query, limit, ranges)
      for (const { row } of near(query, withSpare(limit), ranges)) top.add(row, score(query, row))
      return top.sorted()
    },
    quickCosines(query, rows) {
      checkQuery(query, dimensions)
      return int8.cosines(query, rows)
    },
    score(query, row) {
      checkQuery(query, dimensions)
      return score(query, row)
    },
    vector: (row) => exact.read(row).slice(),
    close() {
      isOpen = false
      exact.close()
    },
  }
}

function withSpare(limit: number): number {
  return limit + Math.ceil(limit * SPARE_SHARE) + SPARE_ROWS
}

function proposedByGraphs(
  { projection, graphs }: Graphs,
  query: Float32Array,
  wanted: number,
): Uint32Array {
  const projected = projection.query(query)
  const each = Math.max(CANDIDATES, Math.ceil(wanted / graphs.length))
  const proposed: number[] = []
  for (const { graph, rows } of graphs) {
    const { neighbors } = graph.searchKnn(projected, Math.min(each, rows.length))
    for (const label of neighbors) proposed.push(rows[label] ?? 0)
  }
  return Uint32Array.from(proposed)
}

function membershipOf(ranges: readonly RowRange[], size: number): Uint8Array {
  const isAllowed = new Uint8Array(size)
  for (const { start, end } of ranges) isAllowed.fill(1, start, end)
  return isAllowed
}
