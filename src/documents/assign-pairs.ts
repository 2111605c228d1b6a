import { groupBy } from './group-by.js'

/** That a row may go with a column, and how well they fit; positive. */
export interface CandidatePair {
  readonly row: number
  readonly column: number
  readonly score: number
}

/**
 * The pairs, each row and each column in one at most, whose scores together are highest. Among choices
 * that are equally good the same one is made whenever the candidates are the same and in one order.
 *
 * Rows and columns that no candidate connects are solved apart, each part by the Hungarian method
 * (H. W. Kuhn 1955, with shortest augmenting paths as by R. Jonker and A. Volgenant 1987): cubic in the
 * size of a part.
 */
export function assignPairs(candidates: readonly CandidatePair[]): CandidatePair[] {
  return connectedParts(candidates)
    .flatMap(solve)
    .toSorted((a, b) => a.row - b.row)
}

function connectedParts(candidates: readonly CandidatePair[]): CandidatePair[][] {
  const leaders = new Map<string, string>()
  const leaderOf = (key: string): string => {
    let leader = key
    for (let next = leaders.get(leader); next !== undefined && next !== leader; ) {
      leader = next
      next = leaders.get(leader)
    }
    leaders.set(key, leader)
    return leader
  }
  for (const { row, column } of candidates) {
    const [a, b] = [leaderOf(`r${row}`), leaderOf(`c${column}`)]
    if (a !== b) leaders.set(b, a)
  }
  return [...groupBy(candidates, ({ row }) => leaderOf(`r${row}`)).values()]
}

function solve(candidates: readonly CandidatePair[]): CandidatePair[] {
  const [only] = candidates
  if (candidates.length === 1 && only !== undefined) return [only]
  const rows = [...new Set(candidates.map(({ row }) => row))].toSorted((a, b) => a - b)
  const columns = [...new Set(candidates.map(({ column }) => column))].toSorted((a, b) => a - b)
  const size = Math.max(rows.length, columns.length)
  // To go with none costs nothing and gains nothing: whatever is no candidate is as good as that.
  const costs = new Float64Array((size + 1) * (size + 1))
  const placeOf = new Map(rows.map((row, index) => [row, index + 1]))
  const columnPlaceOf = new Map(columns.map((column, index) => [column, index + 1]))
  const byPlace = new Map<number, CandidatePair>()
  for (const candidate of candidates) {
    const place =
      (placeOf.get(candidate.row) ?? 0) * (size + 1) + (columnPlaceOf.get(candidate.column) ?? 0)
    costs[place] = -candidate.score
    byPlace.set(place, candidate)
  }
  return cheapest(costs, size).flatMap((row, column) => {
    const pair = byPlace.get(row * (size + 1) + column)
    return pair === undefined ? [] : [pair]
  })
}

/** The row of each column, both from 1, in the assignment of least cost. */
function cheapest(costs: Float64Array, size: number): number[] {
  const rowPrices = new Float64Array(size + 1)
  const columnPrices = new Float64Array(size + 1)
  const rowOf = new Array<number>(size + 1).fill(0)
  const cameFrom = new Int32Array(size + 1)
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row
    let column = 0
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
    const isDone = new Uint8Array(size + 1)
    while (rowOf[column] !== 0) {
      isDone[column] = 1
      const from = rowOf[column] ?? 0
      let least = Number.POSITIVE_INFINITY
      let nearest = 0
      for (let next = 1; next <= size; next += 1) {
        if (isDone[next] === 1) continue
        const reduced =
          (costs[from * (size + 1) + next] ?? 0) -
          (rowPrices[from] ?? 0) -
          (columnPrices[next] ?? 0)
        if (reduced < (slack[next] ?? 0)) {
          slack[next] = reduced
          cameFrom[next] = column
        }
        if ((slack[next] ?? 0) < least) {
          least = slack[next] ?? 0
          nearest = next
        }
      }
      for (let each = 0; each <= size; each += 1) {
        if (isDone[each] === 1) {
          const owner = rowOf[each] ?? 0
          rowPrices[owner] = (rowPrices[owner] ?? 0) + least
          columnPrices[each] = (columnPrices[each] ?? 0) - least
        } else {
          slack[each] = (slack[each] ?? 0) - least
        }
      }
      column = nearest
    }
    while (column !== 0) {
      const previous = cameFrom[column] ?? 0
      rowOf[column] = rowOf[previous] ?? 0
      column = previous
    }
  }
  return rowOf
}
