import type { Rule } from './page-rules.js'

/** A ruled table on a page. */
export interface TableGrid {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** The x of its columns' borders, the outer ones included. */
  readonly columns: readonly number[]
  /** The cell at a point; undefined outside. A merged cell is told by its upper left square. */
  cellAt(x: number, y: number): { readonly row: number; readonly column: number } | undefined
}

/** Points within which two lines meet, or are one. */
const NEAR = 3
/** Lines looked at on a page: beyond, finding which meet takes too long, and it is no table. */
const MAX_RULES = 3000

function distinct(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.filter((value, at) => at === 0 || value - (sorted[at - 1] ?? 0) > NEAR)
}

function meet(one: Rule, other: Rule): boolean {
  const reaches = (rule: Rule, at: number) => at >= rule.from - NEAR && at <= rule.to + NEAR
  if (one.isVertical === other.isVertical) {
    return (
      Math.abs(one.at - other.at) <= NEAR &&
      one.from <= other.to + NEAR &&
      other.from <= one.to + NEAR
    )
  }
  return reaches(one, other.at) && reaches(other, one.at)
}

/** Groups of lines that hang together. */
function groupsOf(rules: readonly Rule[]): Rule[][] {
  const left = new Set(rules)
  const groups: Rule[][] = []
  for (const seed of rules) {
    if (!left.delete(seed)) continue
    const group = [seed]
    for (const rule of group) {
      for (const other of left) {
        if (!meet(rule, other)) continue
        left.delete(other)
        group.push(other)
      }
    }
    groups.push(group)
  }
  return groups
}

function gridOf(group: readonly Rule[]): TableGrid | undefined {
  const vertical = group.filter(({ isVertical }) => isVertical)
  const horizontal = group.filter(({ isVertical }) => !isVertical)
  // Tables may be open at their sides, and at a page's end.
  const xs = distinct([
    ...vertical.map(({ at }) => at),
    ...horizontal.flatMap(({ from, to }) => [from, to]),
  ])
  const ys = distinct([
    ...horizontal.map(({ at }) => at),
    ...vertical.flatMap(({ from, to }) => [from, to]),
  ])
  const width = xs.length - 1
  const height = ys.length - 1
  // One border inside at least: a box round a text is no table.
  if (vertical.length === 0 || width < 2 || height < 1) return undefined

  const parents = Array.from({ length: width * height }, (_, square) => square)
  const rootOf = (square: number): number => {
    let root = square
    while ((parents[root] ?? root) !== root) root = parents[root] ?? root
    return root
  }
  const join = (one: number, other: number) => {
    const [low, high] = [rootOf(one), rootOf(other)].sort((a, b) => a - b)
    if (low !== undefined && high !== undefined) parents[high] = low
  }
  const parts = (rules: readonly Rule[], at: number, middle: number) =>
    rules.some((rule) => Math.abs(rule.at - at) <= NEAR && rule.from <= middle && rule.to >= middle)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const square = row * width + column
      const [left = 0, right = 0] = xs.slice(column, column + 2)
      const [top = 0, bottom = 0] = ys.slice(row, row + 2)
      if (column + 1 < width && !parts(vertical, right, (top + bottom) / 2))
        join(square, square + 1)
      if (row + 1 < height && !parts(horizontal, bottom, (left + right) / 2)) {
        join(square, square + width)
      }
    }
  }
  const [left = 0] = xs
  const [top = 0] = ys
  const right = xs.at(-1) ?? left
  const bottom = ys.at(-1) ?? top
  return {
    left,
    right,
    top,
    bottom,
    columns: xs,
    cellAt(x, y) {
      if (x < left - NEAR || x > right + NEAR || y < top || y > bottom) return undefined
      const column = Math.min(width, Math.max(1, xs.filter((border) => border <= x).length)) - 1
      const row = Math.min(height, Math.max(1, ys.filter((border) => border <= y).length)) - 1
      const cell = rootOf(row * width + column)
      return { row: Math.floor(cell / width), column: cell % width }
    },
  }
}

/** Finds the tables of a page by their ruled lines. */
export function findTableGrids(rules: readonly Rule[]): TableGrid[] {
  if (rules.length > MAX_RULES) return []
  return groupsOf(rules).flatMap((group) => {
    const grid = gridOf(group)
    return grid === undefined ? [] : [grid]
  })
}
