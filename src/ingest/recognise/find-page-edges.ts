import type { LineHint } from '../ingest-types.js'
import type { FilledLine } from './table-header.js'

const BARE_NUMBER = /^[0-9０-９]{1,3}$/u
/** A text that stands at the edge of so many pages is a running header or footer. */
export const RUNNING_PAGES = 3

interface EdgeLine extends FilledLine {
  readonly page: number
  readonly edge: 'top' | 'bottom'
}

/**
 * Adds what a file with pages prints at their edges: lines that many pages repeat, with the number of
 * the page in them, and bare numbers that go with the pages.
 */
export function addPageEdges(
  filled: readonly FilledLine[],
  hints: readonly LineHint[],
  furniture: Set<number>,
): void {
  const edges = filled.flatMap((line): EdgeLine[] => {
    const { page, pageEdge: edge, cell } = hints[line.index] ?? {}
    // The cells of a table are its text, also where a page ends in it.
    return edge === undefined || cell !== undefined ? [] : [{ ...line, page: page ?? 0, edge }]
  })
  const pages = new Map<string, Set<number>>()
  for (const line of edges) {
    const key = runningText(line)
    pages.set(key, (pages.get(key) ?? new Set()).add(line.page))
  }
  const pageCount = new Set(edges.map(({ page }) => page)).size
  const enough = Math.min(RUNNING_PAGES, Math.max(2, pageCount))
  for (const line of edges) {
    const on = pages.get(runningText(line))?.size ?? 0
    if (!BARE_NUMBER.test(line.text) && on >= enough) furniture.add(line.index)
  }
  for (const edge of ['top', 'bottom'] as const) {
    for (const index of pageNumbers(
      filled,
      edges.filter((line) => line.edge === edge),
    )) {
      furniture.add(index)
    }
  }
}

function runningText({ text, edge }: EdgeLine): string {
  return `${edge} ${text.replace(/[0-9０-９]+/gu, '#')}`
}

const valueOf = (text: string): number => Number(text.normalize('NFKC'))

/**
 * Bare numbers at one edge that differ from their page by the same on most pages. A number that a list
 * of bare numbers waits for at its place is a row that a new page begins with.
 */
function pageNumbers(filled: readonly FilledLine[], edges: readonly EdgeLine[]): number[] {
  const byShift = new Map<number, EdgeLine[]>()
  for (const line of edges) {
    if (!BARE_NUMBER.test(line.text)) continue
    const shift = valueOf(line.text) - line.page
    byShift.set(shift, [...(byShift.get(shift) ?? []), line])
  }
  const [shift, group] = [...byShift].toSorted((a, b) => b[1].length - a[1].length)[0] ?? []
  if (shift === undefined || group === undefined) return []
  // One number alone is believed only where it is that of its page.
  if (group.length < 2 && shift !== 0) return []
  const own = new Set(group.map(({ index }) => index))
  const others = filled.filter(({ index, text }) => BARE_NUMBER.test(text) && !own.has(index))
  return group.flatMap(({ index, text }) =>
    isAwaited(others, index, valueOf(text)) ? [] : [index],
  )
}

/** Whether the bare numbers around a place lack just this one. */
function isAwaited(others: readonly FilledLine[], index: number, value: number): boolean {
  const next = others.findIndex((other) => other.index > index)
  const before = others[(next === -1 ? others.length : next) - 1]?.text ?? ''
  const after = next === -1 ? '' : (others[next]?.text ?? '')
  return (
    (before === '' ? value === 1 : valueOf(before) === value - 1) &&
    after !== '' &&
    valueOf(after) === value + 1
  )
}
