import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'
import { addPageEdges, RUNNING_PAGES } from './find-page-edges.js'
import { type FilledLine, readTableHeader } from './table-header.js'

/** A page number that says that it is one: — 3 —, 第 3 页 共 5 页, Page 3 of 5, 3 / 5. */
const PAGE_NUMBER =
  /^(?:[-—–－─~·•]{1,3}[ \u3000]?\d{1,4}[ \u3000]?[-—–－─~·•]{1,3}|[（(]?第?[ \u3000]?\d{1,4}[ \u3000]?[页頁](?:[，,/／ \u3000]{0,3}[（(]?共[ \u3000]?\d{1,4}[ \u3000]?[页頁][)）]?)?|共[ \u3000]?\d{1,4}[ \u3000]?[页頁][，,/／ \u3000]{0,3}第[ \u3000]?\d{1,4}[ \u3000]?[页頁]|page[ ]?\d{1,4}(?:[ ]?(?:of|\/)[ ]?\d{1,4})?|\d{1,4}[ ]?[/／][ ]?\d{1,4})$/iu
const BARE_NUMBER = /^[0-9０-９]{1,3}$/u
/** Rows of a table stand closer than this; a page holds more lines. In lines that are not blank. */
const MIN_PAGE_LINES = 10
/** Cells that rows repeat stand closer than the edges of pages. In lines that are not blank. */
const MIN_RUNNING_LINES = 6
/** A row's last cell is shorter than this when it ends without a full stop; cut sentences are longer. */
const CUT_LINE_LENGTH = 15

/**
 * Indexes of lines that belong to the page and not to the text: page numbers, running headers and
 * footers, the header of a table at each page.
 *
 * @param distinctLabels How many lines begin with a label that is no bare number; a list of bare numbers
 * beside many of them is rather one of page numbers.
 */
export function findFurniture(
  lines: readonly SourceLine[],
  hints: readonly LineHint[],
  distinctLabels: number,
): ReadonlySet<number> {
  const filled = lines.flatMap(({ text }, index): FilledLine[] =>
    text.trim() === '' ? [] : [{ index, text: text.trim() }],
  )
  const furniture = new Set<number>()
  for (const { index, text } of filled) if (PAGE_NUMBER.test(text)) furniture.add(index)
  const hasTable = addTableHeaders(filled, furniture)
  addRunningLines(filled, furniture, hasTable)
  addPageEdges(filled, hints, furniture)
  // Beside the header of a numbered table bare numbers are its rows.
  addBarePageNumbers(filled, furniture, hasTable ? 0 : distinctLabels)
  return furniture
}

/** @returns Whether the text has a table whose rows are numbered. */
function addTableHeaders(filled: readonly FilledLine[], furniture: Set<number>): boolean {
  const header = readTableHeader(filled)
  if (header === undefined) return false
  const { heads, before, cells } = header
  for (const head of heads) {
    for (const { index } of filled.slice(Math.max(0, head - before), head + cells)) {
      furniture.add(index)
    }
    // A number right before the header that a new page repeats is the number of the page before.
    const above = head === heads[0] ? undefined : filled[head - before - 1]
    if (above !== undefined && BARE_NUMBER.test(above.text)) furniture.add(above.index)
  }
  return true
}

/**
 * Lines that are repeated beside page numbers.
 *
 * @param hasRows Whether bare numbers are the rows of a table, whose cells repeat beside them.
 */
function addRunningLines(
  filled: readonly FilledLine[],
  furniture: Set<number>,
  hasRows: boolean,
): void {
  const places = new Map<string, number[]>()
  const last = new Map<string, number>()
  filled.forEach(({ index, text }, at) => {
    if (furniture.has(index) || text.length < 2 || BARE_NUMBER.test(text)) return
    const isFar = at - (last.get(text) ?? Number.NEGATIVE_INFINITY) >= MIN_RUNNING_LINES
    const beside = [at - 1, at + 1].some((near) => {
      const neighbour = filled[near]
      if (neighbour === undefined) return false
      return (
        (!hasRows && isFar && BARE_NUMBER.test(neighbour.text)) || PAGE_NUMBER.test(neighbour.text)
      )
    })
    last.set(text, at)
    if (beside) places.set(text, [...(places.get(text) ?? []), index])
  })
  const everywhere = new Map<string, number>()
  for (const { text } of filled) everywhere.set(text, (everywhere.get(text) ?? 0) + 1)
  for (const [text, indexes] of places) {
    // A cell that rows repeat (持续) stands elsewhere too, or is shorter than a header.
    if (indexes.length < 2 || text.length < 6) continue
    if ((everywhere.get(text) ?? 0) > indexes.length + 1) continue
    for (const index of indexes) furniture.add(index)
  }
}

/** Bare numbers that ascend at the distance of pages, in a text that is numbered otherwise. */
function addBarePageNumbers(
  filled: readonly FilledLine[],
  furniture: Set<number>,
  distinctLabels: number,
): void {
  const chain: number[] = []
  filled.forEach(({ text }, at) => {
    if (BARE_NUMBER.test(text) && Number(text.normalize('NFKC')) === chain.length + 1)
      chain.push(at)
  })
  const known = chain.filter((at) => furniture.has(filled[at]?.index ?? -1)).length
  if (known > 0 && known >= chain.length - 1) {
    for (const at of chain) furniture.add(filled[at]?.index ?? -1)
    return
  }
  if (distinctLabels < chain.length || distinctLabels < RUNNING_PAGES || chain.length < 2) return
  const gaps = chain.map((at, n) => at - (chain[n - 1] ?? -1)).toSorted((a, b) => a - b)
  const spacing = gaps[Math.floor(gaps.length / 2)] ?? 0
  const cuts = chain.filter((at) => {
    const before = filled[at - 1]?.text ?? ''
    return before.length >= CUT_LINE_LENGTH && !/[。；：！？.;:!?”）)]$/u.test(before)
  }).length
  if (spacing < MIN_PAGE_LINES && cuts * 4 < chain.length) return
  for (const at of chain) furniture.add(filled[at]?.index ?? -1)
}
