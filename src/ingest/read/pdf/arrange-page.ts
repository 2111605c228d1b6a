import type { PageItem } from './page-items.js'
import type { TableGrid } from './table-grids.js'

/** A line as it stands on the page. */
export interface PrintedLine {
  readonly text: string
  readonly left: number
  readonly baseline: number
}

/** Lines outside of tables, and tables, from top to bottom. */
export type PageBlock =
  | { readonly kind: 'line'; readonly line: PrintedLine }
  | {
      readonly kind: 'table'
      readonly grid: TableGrid
      readonly cells: readonly {
        readonly row: number
        readonly column: number
        readonly lines: readonly PrintedLine[]
      }[]
    }

/** Gap in ems beyond which words on one height are two lines: a new column, not a tab. */
const COLUMN_GAP = 3
/** Gap in ems that is a space between Chinese characters; justified lines have up to a fifth. */
const WIDE_GAP = 0.5
/** Gap in ems that is a space between Latin words. */
const WORD_GAP = 0.15
/** Share of a page's height, above and below, in which running heads and feet stand. */
const EDGE = 0.1
/** Leaps up the page that tables and columns do not explain, after which the drawing order is not
 * the reading order. */
const MAX_LEAPS = 3

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]/u
/** Labels behind which the space tells them from a reference: 第十条 规定. */
const LABEL_END =
  /(?:第[\d一二三四五六七八九十百千零〇]+[编編章节節条條款]|之[一二三四五六七八九十]+)$/u

interface OpenLine {
  text: string
  readonly left: number
  right: number
  readonly baseline: number
  size: number
}

/** Takes out the spaces that justification left between Chinese characters, where it did. */
function withoutSpurious(text: string): string {
  const gaps = text.match(/\p{Script=Han} (?=\p{Script=Han})/gu)?.length ?? 0
  if (gaps <= 3 || gaps < text.length / 10) return text
  return text.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, (found, _, at: number) =>
    LABEL_END.test(text.slice(0, at + 1)) ? found : found.trimEnd(),
  )
}

function joint(line: OpenLine, item: PageItem, wasSpace: boolean): string {
  const gap = (item.left - line.right) / Math.max(item.size, 1)
  const areWide = WIDE.test(line.text.slice(-1)) && WIDE.test(item.text.slice(0, 1))
  if (areWide) return gap >= WIDE_GAP ? ' ' : ''
  return (wasSpace || gap >= WORD_GAP) && !line.text.endsWith(' ') ? ' ' : ''
}

function isOnLine(line: OpenLine, item: PageItem): boolean {
  const distance = Math.abs(item.baseline - line.baseline)
  const size = Math.max(item.size, line.size)
  // Raised and lowered figures are smaller than their line.
  const isSmall = Math.min(item.size, line.size) < 0.9 * size
  if (distance > (isSmall ? 0.6 : 0.35) * size) return false
  const gap = item.left - line.right
  return gap > -0.6 * size && gap < COLUMN_GAP * size
}

/** Joins runs to lines, in the order given; beginnings of lines are told by height and gap. */
function joinLines(items: readonly PageItem[]): OpenLine[] {
  const lines: OpenLine[] = []
  let wasSpace = false
  for (const item of items) {
    if (item.text.trim() === '') {
      wasSpace = true
      continue
    }
    const line = lines.at(-1)
    if (line !== undefined && isOnLine(line, item)) {
      line.text += `${joint(line, item, wasSpace)}${item.text}`
      line.right = Math.max(line.right, item.right)
      line.size = Math.max(line.size, item.size)
    } else {
      const { text, left, right, baseline, size } = item
      lines.push({ text, left, right, baseline, size })
    }
    wasSpace = false
  }
  return lines
}

/** Runs from top to bottom, on one height from left to right. */
function sortItems(items: readonly PageItem[]): PageItem[] {
  const byHeight = [...items]
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.baseline - b.baseline)
  const rows: PageItem[][] = []
  let last: PageItem | undefined
  for (const item of byHeight) {
    const isSame =
      last !== undefined && item.baseline - last.baseline < 0.5 * Math.min(item.size, last.size)
    if (isSame) rows.at(-1)?.push(item)
    else rows.push([item])
    last = item
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left))
}

const printed = ({ text, left, baseline }: OpenLine): PrintedLine => ({
  text: withoutSpurious(text),
  left,
  baseline,
})

type Table = Extract<PageBlock, { kind: 'table' }>
type Placed =
  | { readonly kind: 'line'; readonly line: OpenLine; readonly top: number }
  | { readonly kind: 'table'; readonly table: Table; readonly top: number }

function tableOf(grid: TableGrid, items: readonly PageItem[]): Table {
  const byCell = new Map<string, { row: number; column: number; items: PageItem[] }>()
  for (const item of items) {
    const place = placeOf(grid, item)
    if (place === undefined) continue
    const key = `${place.row}/${place.column}`
    const cell = byCell.get(key) ?? { ...place, items: [] }
    cell.items.push(item)
    byCell.set(key, cell)
  }
  const cells = [...byCell.values()]
    .map(({ row, column, items }) => ({
      row,
      column,
      lines: joinLines(sortItems(items)).map(printed),
    }))
    .filter(({ lines }) => lines.length > 0)
    .sort((a, b) => a.row - b.row || a.column - b.column)
  return { kind: 'table', grid, cells }
}

function placeOf(grid: TableGrid, item: PageItem) {
  return grid.cellAt((item.left + item.right) / 2, item.baseline - 0.35 * item.size)
}

/** Whether the file draws its lines in an order in which nobody reads. */
function isScrambled(blocks: readonly Placed[], isEdge: (block: Placed) => boolean): boolean {
  let leaps = 0
  let last: Placed | undefined
  const body = blocks.filter((block) => !isEdge(block))
  for (const block of body) {
    if (last !== undefined && block.top < last.top - 2) {
      const isRightOf =
        block.kind === 'line' && last.kind === 'line' && block.line.left >= last.line.right - 1
      // A new column begins at its top, right of all that came before.
      if (
        !isRightOf &&
        !(block.kind === 'line' && last.kind === 'line' && block.line.left > last.line.left + 100)
      ) {
        leaps += 1
      }
    }
    last = block
  }
  return leaps >= MAX_LEAPS && leaps > body.length / 20
}

/**
 * Brings the runs of a page into lines and tables as they are read. The order in which the file
 * draws is kept, because it follows columns and cells, unless it leaps about; running heads and
 * feet, which are drawn at any time, come first and last. Runs within a ruled table go to its cells.
 *
 * @param height Of the page, in points.
 */
export function arrangePage(
  items: readonly PageItem[],
  grids: readonly TableGrid[],
  height: number,
): PageBlock[] {
  const inGrid = new Map<TableGrid, PageItem[]>(grids.map((grid) => [grid, []]))
  for (const item of items) {
    const grid = grids.find((candidate) => placeOf(candidate, item) !== undefined)
    if (grid !== undefined) inGrid.get(grid)?.push(item)
  }
  const tables = new Map<TableGrid, Table>()
  for (const [grid, own] of inGrid) {
    const table = tableOf(grid, own)
    const rows = new Set(table.cells.map(({ row }) => row))
    const columns = new Set(table.cells.map(({ column }) => column))
    // Rules under a title or round a box make a grid too, but no table.
    if (columns.size >= 2 && (rows.size >= 2 || table.cells.length >= 3)) tables.set(grid, table)
  }

  const place = (stream: readonly PageItem[]): Placed[] => {
    const blocks: Placed[] = []
    const begun = new Set<TableGrid>()
    let open: PageItem[] = []
    const close = () => {
      for (const line of joinLines(open)) blocks.push({ kind: 'line', line, top: line.baseline })
      open = []
    }
    for (const item of stream) {
      const grid = [...tables.keys()].find((candidate) => placeOf(candidate, item) !== undefined)
      const table = grid === undefined ? undefined : tables.get(grid)
      if (grid === undefined || table === undefined) {
        open.push(item)
      } else if (!begun.has(grid)) {
        begun.add(grid)
        close()
        blocks.push({ kind: 'table', table, top: grid.top })
      }
    }
    close()
    return blocks
  }

  const isEdge = (block: Placed) =>
    block.kind === 'line' && (block.top < EDGE * height || block.top > (1 - EDGE) * height)
  const drawn = place(items)
  const blocks = isScrambled(drawn, isEdge)
    ? place(sortItems(items)).sort((a, b) => a.top - b.top)
    : drawn
  const tops = blocks.filter((block) => !isEdge(block)).map(({ top }) => top)
  const first = Math.min(...tops, height)
  const last = Math.max(...tops, 0)
  const byPlace = (a: Placed, b: Placed) => a.top - b.top
  const heads = blocks.filter((block) => isEdge(block) && block.top < first).sort(byPlace)
  const feet = blocks
    .filter((block) => isEdge(block) && block.top > last && !heads.includes(block))
    .sort(byPlace)
  const body = blocks.filter((block) => !heads.includes(block) && !feet.includes(block))
  return [...heads, ...body, ...feet].map((block) =>
    block.kind === 'line' ? { kind: 'line', line: printed(block.line) } : block.table,
  )
}
