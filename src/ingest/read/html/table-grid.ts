import { attributeOf, elementsIn, type PageElement, walk, wordsOf } from './parse-page.js'

/** Rows or columns that one cell may span: more is a mistake or malice. */
const MAX_SPAN = 1000

/** The rows of a table itself, not those of tables inside it. */
export function rowsOf(table: PageElement): PageElement[] {
  return elementsIn(table).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    return /^t(?:body|head|foot)$/u.test(child.tagName)
      ? elementsIn(child).filter(({ tagName }) => tagName === 'tr')
      : []
  })
}

/** The cells of a row. */
export function cellsOf(row: PageElement): PageElement[] {
  return elementsIn(row).filter(({ tagName }) => tagName === 'td' || tagName === 'th')
}

/**
 * Whether a table holds data, and not the layout of a page: no tables in it, and at least two rows
 * that have words in two cells.
 */
export function isDataTable(table: PageElement): boolean {
  for (const inner of walk(table)) {
    if (inner !== table && inner.tagName === 'table') return false
  }
  const full = rowsOf(table).filter(
    (row) => cellsOf(row).filter((cell) => wordsOf(cell).trim() !== '').length >= 2,
  )
  return full.length >= 2
}

function spanOf(cell: PageElement, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attributeOf(cell, name) ?? '1', 10)
  return Number.isNaN(span) || span < 1 ? 1 : Math.min(span, MAX_SPAN)
}

/** Columns of a table's cells, from 0; cells that span rows push those of later rows aside. */
export function columnsOf(table: PageElement): ReadonlyMap<PageElement, number> {
  const columns = new Map<PageElement, number>()
  /** By column: rows for which a cell from above still covers it. */
  const covered: number[] = []
  for (const row of rowsOf(table)) {
    let column = 0
    const fresh: [number, number][] = []
    for (const cell of cellsOf(row)) {
      while ((covered[column] ?? 0) > 0) column += 1
      columns.set(cell, column)
      const width = spanOf(cell, 'colspan')
      const height = spanOf(cell, 'rowspan')
      for (let at = column; at < column + width; at += 1) fresh.push([at, height])
      column += width
    }
    covered.forEach((rows, at) => {
      covered[at] = Math.max(0, rows - 1)
    })
    for (const [at, height] of fresh) covered[at] = height - 1
  }
  return columns
}
