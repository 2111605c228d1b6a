import type { SourceLine } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'
import { CELL_END, readTableHeader, WHOLE_HEADER_CELL } from './table-header.js'

/** Where the number of a table's row stands, when it is not the first thing in its line or row. */
export interface RowPlace {
  /** Offset of the number in its line. */
  readonly at: number
  /** Offset in the document at which the row begins. */
  readonly start: number
}

/** What is known of the tables of a document. */
export interface TableRows {
  /** By index of the line that holds the number. */
  readonly places: ReadonlyMap<number, RowPlace>
  /** Column of the numbers, by the file's number of the table. */
  readonly numberColumns: ReadonlyMap<number, number>
}

const BARE_NUMBER = /^[0-9０-９]{1,3}$/u
/** Fewer numbers that ascend in a column are a coincidence. */
const MIN_ROWS = 3

/** Finds the rows of tables whose numbers stand behind another cell, such as one that groups rows. */
export function findTableRows(lines: readonly SourceLine[], hints: readonly LineHint[]): TableRows {
  const places = new Map<number, RowPlace>()
  const numberColumns = columnsOf(lines, hints)
  addMarkedRows(lines, hints, numberColumns, places)
  addRowsInLines(lines, places)
  addRowsOfLines(lines, hints, places)
  return { places, numberColumns }
}

interface Cell {
  readonly line: number
  readonly row: number
  readonly column: number
  readonly text: string
}

/** The column under 序号; without it the first with numbers that ascend by one. */
function columnsOf(
  lines: readonly SourceLine[],
  hints: readonly LineHint[],
): ReadonlyMap<number, number> {
  const tables = new Map<number, Cell[]>()
  hints.forEach(({ cell }, line) => {
    if (cell === undefined) return
    const { table, row, column } = cell
    const own = tables.get(table) ?? []
    own.push({ line, row, column, text: lines[line]?.text.trim() ?? '' })
    tables.set(table, own)
  })
  const result = new Map<number, number>()
  for (const [table, cells] of tables) {
    const named = cells.find(({ text }) => WHOLE_HEADER_CELL.test(text))
    const columns = [...new Set(cells.map(({ column }) => column))].toSorted((a, b) => a - b)
    const ascending = columns.find(
      (wanted) =>
        countAscending(cells.filter(({ column }) => column === wanted).map(({ text }) => text)) >=
        MIN_ROWS,
    )
    const hasFirst = cells.some(({ column, text }) => column === 0 && BARE_NUMBER.test(text))
    result.set(table, named?.column ?? (hasFirst ? 0 : (ascending ?? 0)))
  }
  return result
}

/** How many of the numbers follow each other from 1. */
function countAscending(texts: readonly string[]): number {
  let count = 0
  for (const text of texts) {
    if (BARE_NUMBER.test(text) && Number(text.normalize('NFKC')) === count + 1) count += 1
  }
  return count
}

/** Rows of tables that the file marks as such: the row begins with its first cell. */
function addMarkedRows(
  lines: readonly SourceLine[],
  hints: readonly LineHint[],
  numberColumns: ReadonlyMap<number, number>,
  places: Map<number, RowPlace>,
): void {
  let begins: { readonly table: number; readonly row: number; readonly start: number } | undefined
  hints.forEach(({ cell }, index) => {
    const line = lines[index]
    if (cell === undefined || line === undefined) return
    if (begins?.table !== cell.table || begins.row !== cell.row) {
      begins = { table: cell.table, row: cell.row, start: line.start }
    }
    const column = numberColumns.get(cell.table) ?? 0
    if (column === 0 || cell.column !== column) return
    places.set(index, { at: indentOf(line.text), start: begins.start })
  })
}

/** Rows that are one line each, with tabs or bars between the cells. */
function addRowsInLines(lines: readonly SourceLine[], places: Map<number, RowPlace>): void {
  let column: number | undefined
  const unnamed: { readonly index: number; readonly at: number; readonly text: string }[] = []
  lines.forEach(({ text, start }, index) => {
    if (!CELL_END.test(text)) return
    const cells = cellsOf(text)
    const head = cells.findIndex((cell) => WHOLE_HEADER_CELL.test(cell.text))
    if (head !== -1) {
      column = head
      return
    }
    const cell = cells[column ?? 1]
    if (cell === undefined || !BARE_NUMBER.test(cell.text)) return
    const { at } = cell
    if (column === undefined) {
      if (!BARE_NUMBER.test(cells[0]?.text ?? '')) unnamed.push({ index, at, text: cell.text })
    } else if (column > 0) places.set(index, { at, start: start + indentOf(text) })
  })
  if (countAscending(unnamed.map(({ text }) => text)) < MIN_ROWS) return
  for (const { index, at } of unnamed) {
    const line = lines[index]
    if (line !== undefined) places.set(index, { at, start: line.start + indentOf(line.text) })
  }
}

/** The cells of a line, each with the offset of its first character; a bar may stand before the first. */
function cellsOf(text: string): readonly { readonly text: string; readonly at: number }[] {
  const cells: { text: string; at: number }[] = []
  let from = /^[ \u3000]*[|｜]/u.exec(text)?.[0].length ?? 0
  while (from <= text.length) {
    const length = text.slice(from).search(CELL_END)
    const end = length === -1 ? text.length : from + length
    const cell = text.slice(from, end)
    cells.push({ text: cell.trim(), at: from + indentOf(cell) })
    from = end + 1
  }
  return cells
}

function indentOf(text: string): number {
  return Math.max(0, text.search(/\S/u))
}

/** Rows of a table whose cells are lines: what is too much for the row before groups this one. */
function addRowsOfLines(
  lines: readonly SourceLine[],
  hints: readonly LineHint[],
  places: Map<number, RowPlace>,
): void {
  const filled = lines.flatMap(({ text }, index) =>
    text.trim() === '' ? [] : [{ index, text: text.trim() }],
  )
  const header = readTableHeader(filled)
  const [first] = header?.heads ?? []
  if (header === undefined || first === undefined || header.before === 0) return
  if (hints[filled[first]?.index ?? -1]?.cell !== undefined) return
  const heads = new Set(header.heads)
  let rowStart = first
  let expected = 1
  for (let at = first; at < filled.length; at += 1) {
    const cell = filled[at]
    if (heads.has(at)) rowStart = at
    if (cell === undefined || !BARE_NUMBER.test(cell.text)) continue
    if (Number(cell.text.normalize('NFKC')) !== expected) continue
    const groups = at - rowStart - header.cells
    const line = lines[cell.index]
    const begins = lines[filled[at - groups]?.index ?? -1]
    if (groups > 0 && groups <= header.before && line !== undefined && begins !== undefined) {
      places.set(cell.index, {
        at: indentOf(line.text),
        start: begins.start + indentOf(begins.text),
      })
    }
    expected += 1
    rowStart = at
  }
}
