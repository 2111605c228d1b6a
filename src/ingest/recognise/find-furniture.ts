import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'

/** A page number that says that it is one: — 3 —, 第 3 页 共 5 页, Page 3 of 5, 3 / 5. */
const PAGE_NUMBER =
  /^(?:[-—–－─~·•]{1,3}[ \u3000]?\d{1,4}[ \u3000]?[-—–－─~·•]{1,3}|[（(]?第?[ \u3000]?\d{1,4}[ \u3000]?[页頁](?:[，,/／ \u3000]{0,3}[（(]?共[ \u3000]?\d{1,4}[ \u3000]?[页頁][)）]?)?|共[ \u3000]?\d{1,4}[ \u3000]?[页頁][，,/／ \u3000]{0,3}第[ \u3000]?\d{1,4}[ \u3000]?[页頁]|page[ ]?\d{1,4}(?:[ ]?(?:of|\/)[ ]?\d{1,4})?|\d{1,4}[ ]?[/／][ ]?\d{1,4})$/iu
const BARE_NUMBER = /^[0-9０-９]{1,3}$/u
/** The first cell of the header of a table whose rows are numbered. */
const HEADER_CELL =
  /^[|｜]?[ \t\u3000]*(?:序[ \u3000]?[号號]|编[ \u3000]?号|編[ \u3000]?號|項次|项次|No\.?|S\/N|Item no\.?)(?=[ \t\u3000]*(?:[|｜\t]|$))/iu
/** More cells than a header has. */
const MAX_HEADER_CELLS = 12
/** A text that stands at the edge of so many pages is a running header or footer. */
const RUNNING_PAGES = 3
/** Rows of a table stand closer than this; a page holds more lines. In lines that are not blank. */
const MIN_PAGE_LINES = 10
/** A row's last cell is shorter than this when it ends without a full stop; cut sentences are longer. */
const CUT_LINE_LENGTH = 15

interface Line {
  readonly index: number
  readonly text: string
}

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
  const filled = lines.flatMap(({ text }, index): Line[] =>
    text.trim() === '' ? [] : [{ index, text: text.trim() }],
  )
  const furniture = new Set<number>()
  for (const { index, text } of filled) if (PAGE_NUMBER.test(text)) furniture.add(index)
  const hasTable = addTableHeaders(filled, furniture)
  addRunningLines(filled, furniture)
  addPageEdges(filled, hints, furniture)
  // Beside the header of a numbered table bare numbers are its rows.
  addBarePageNumbers(filled, furniture, hasTable ? 0 : distinctLabels)
  return furniture
}

/** @returns Whether the text has a table whose rows are numbered. */
function addTableHeaders(filled: readonly Line[], furniture: Set<number>): boolean {
  const heads = filled.flatMap(({ text }, at) => (HEADER_CELL.test(text) ? [at] : []))
  const [first, second] = heads
  if (first === undefined) return false
  let cells = 1
  const cell = (head: number): string => filled[head + cells]?.text ?? ''
  const isCell = (text: string): boolean =>
    text !== '' &&
    text.length <= CUT_LINE_LENGTH &&
    !/^[\d０-９一二三四五六七八九十]{1,3}(?:$|[、.．])|^[（(第]|[。；]/u.test(text)
  while (cells < MAX_HEADER_CELLS && isCell(cell(first))) {
    const wanted = cell(first)
    const repeats = heads.every((head) => cell(head) === wanted)
    if (second !== undefined && !repeats) break
    cells += 1
  }
  // A header whose cells are followed by no number is a line of another kind.
  const next = filled[first + cells]?.text ?? ''
  const inOneLine = /[\t|｜]/u.test(filled[first]?.text ?? '')
  const width = inOneLine ? 1 : cells
  if (second === undefined && !inOneLine && !/^[\d０-９一二三四五六七八九十（(]/u.test(next))
    return false
  for (const head of heads) {
    for (let at = head; at < head + width; at += 1) {
      const line = filled[at]
      if (line !== undefined) furniture.add(line.index)
    }
    // A number right before the header that a new page repeats is the number of the page before.
    const before = head === first ? undefined : filled[head - 1]
    if (before !== undefined && BARE_NUMBER.test(before.text)) furniture.add(before.index)
  }
  return true
}

/** Lines that are repeated beside page numbers. */
function addRunningLines(filled: readonly Line[], furniture: Set<number>): void {
  const places = new Map<string, number[]>()
  filled.forEach(({ index, text }, at) => {
    if (furniture.has(index) || text.length < 2 || BARE_NUMBER.test(text)) return
    const beside = [at - 1, at + 1].some((near) => {
      const neighbour = filled[near]
      return (
        neighbour !== undefined &&
        (BARE_NUMBER.test(neighbour.text) || PAGE_NUMBER.test(neighbour.text))
      )
    })
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

function addPageEdges(
  filled: readonly Line[],
  hints: readonly LineHint[],
  furniture: Set<number>,
): void {
  const edges = filled.flatMap((line) => {
    const hint = hints[line.index]
    return hint?.pageEdge === undefined ? [] : [{ ...line, hint }]
  })
  const pages = new Map<string, Set<number>>()
  const keyOf = (text: string, edge: string): string =>
    `${edge} ${text.replace(/[0-9０-９]+/gu, '#')}`
  for (const { text, hint } of edges) {
    const key = keyOf(text, hint.pageEdge ?? '')
    pages.set(key, (pages.get(key) ?? new Set()).add(hint.page ?? 0))
  }
  const pageCount = new Set(edges.map(({ hint }) => hint.page)).size
  for (const { index, text, hint } of edges) {
    const on = pages.get(keyOf(text, hint.pageEdge ?? ''))?.size ?? 0
    const isNumber = BARE_NUMBER.test(text) && (on >= 2 || Number(text) === hint.page)
    if (isNumber || on >= Math.min(RUNNING_PAGES, Math.max(2, pageCount))) furniture.add(index)
  }
}

/** Bare numbers that ascend at the distance of pages, in a text that is numbered otherwise. */
function addBarePageNumbers(
  filled: readonly Line[],
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
