import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { LineHint, ReadFile } from '../../ingest-types.js'
import { AppError } from '../../../errors.js'
import { badDocument } from '../bad-document.js'
import { createLineWriter } from '../line-writer.js'
import { arrangePage, type PageBlock } from './arrange-page.js'
import { openPdf, type PdfLibrary } from './open-pdf.js'
import { readPageItems } from './page-items.js'
import { readPageDrawing } from './page-rules.js'
import { createTwinRestorer } from './restore-twins.js'
import { findTableGrids } from './table-grids.js'

/** Pages of the longest document that is taken in: a code of laws has some 300. */
const MAX_PAGES = 1000
/** How long reading may take, in milliseconds. */
export interface PdfLimits {
  /** A hundred pages take two to five seconds. */
  readonly fileMs: number
  /** The fullest page, a map of a hundred thousand lines, takes two seconds. */
  readonly pageMs: number
}

const LIMITS: PdfLimits = { fileMs: 120_000, pageMs: 20_000 }
/** Characters under which a page with a picture has only a page number or a stamp of the scanner. */
const FEW_CHARACTERS = 20
/** Share of unreadable characters from which the text is of no use. */
const MAX_UNREADABLE = 0.2

const OCR = 'recognise its text first (OCR), check it, and take in that text'

interface ReadPage {
  readonly number: number
  readonly blocks: readonly PageBlock[]
  readonly characters: number
  readonly pictures: number
  readonly slanted: number
}

async function readPage(
  document: PDFDocumentProxy,
  number: number,
  library: PdfLibrary,
): Promise<ReadPage> {
  const page = await document.getPage(number)
  const { items, slanted } = await readPageItems(page)
  const { rules, pictures } = await readPageDrawing(page, library)
  const { height } = page.getViewport({ scale: 1 })
  const characters = items.reduce((sum, { text }) => sum + text.replace(/\s+/gu, '').length, 0)
  page.cleanup()
  const blocks = arrangePage(items, findTableGrids(rules), height)
  return { number, blocks, characters, pictures, slanted }
}

type Table = Extract<PageBlock, { kind: 'table' }>

/** Where the rows of a table go on that a page's end cuts. */
interface OpenTable {
  readonly table: Table
  readonly index: number
  readonly lastRow: number
}

const SAME_WIDTH = 4

function hasSameColumns(one: Table, other: Table): boolean {
  const widths = ({ grid }: Table) => grid.columns.map((column) => column - grid.left)
  const [left, right] = [widths(one), widths(other)]
  return (
    left.length === right.length &&
    left.every((width, at) => Math.abs(width - (right[at] ?? 0)) <= SAME_WIDTH)
  )
}

/** Whether the first row of a page's table is the rest of the row that the page before ended in. */
function continuesRow(previous: Table, next: Table): boolean {
  const rowOf = (table: Table, row: number | undefined) =>
    table.cells.filter((cell) => cell.row === row)
  const last = rowOf(previous, previous.cells.at(-1)?.row)
  const first = rowOf(next, next.cells[0]?.row)
  const isOpen = last.some(({ lines }) => !/[。；！？.;]$/u.test(lines.at(-1)?.text ?? ''))
  const firstColumn = last[0]?.column
  return isOpen && first.length < last.length && first.every(({ column }) => column !== firstColumn)
}

function linesOf(pages: readonly ReadPage[]) {
  const sample = pages.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'line'
        ? [block.line.text]
        : block.cells.flatMap(({ lines }) => lines.map(({ text }) => text)),
    ),
  )
  const restore = createTwinRestorer(sample.join('\n'))
  const writer = createLineWriter()
  let tables = 0
  let open: OpenTable | undefined
  for (const { number, blocks } of pages) {
    const placed: { text: string; hint: LineHint }[] = []
    let sinceTable = 0
    for (const block of blocks) {
      if (block.kind === 'line') {
        placed.push({ text: block.line.text, hint: { page: number } })
        sinceTable += 1
        // One line of running head or foot may stand between the parts of a table, and a number.
        if (sinceTable > 3) open = undefined
        continue
      }
      const carried =
        open !== undefined && sinceTable <= 3 && hasSameColumns(open.table, block)
          ? open
          : undefined
      const index = carried?.index ?? tables
      if (carried === undefined) tables += 1
      const rows = [...new Set(block.cells.map(({ row }) => row))]
      const firstRow =
        carried === undefined ? 0 : carried.lastRow + (continuesRow(carried.table, block) ? 0 : 1)
      for (const { row, column, lines } of block.cells) {
        const cell = { table: index, row: firstRow + rows.indexOf(row), column }
        for (const { text } of lines) placed.push({ text, hint: { page: number, cell } })
      }
      open = { table: block, index, lastRow: firstRow + rows.length - 1 }
      sinceTable = 0
    }
    placed.forEach(({ text, hint }, at) => {
      const edge = at === 0 ? 'top' : at === placed.length - 1 ? 'bottom' : undefined
      writer.add(restore(text), edge === undefined ? hint : { ...hint, pageEdge: edge })
    })
  }
  return writer.finish()
}

function list(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).join(', ')
  return numbers.length > 10 ? `${shown} and ${numbers.length - 10} more` : shown
}

function assertHasText(pages: readonly ReadPage[], name: string): void {
  const characters = pages.reduce((sum, page) => sum + page.characters, 0)
  const pictures = pages.reduce((sum, page) => sum + page.pictures, 0)
  const size = `${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`
  const readable = pages.filter((page) => page.characters >= FEW_CHARACTERS)
  if (characters === 0 || (pictures > 0 && readable.length === 0)) {
    throw badDocument(
      name,
      pictures > 0
        ? `a scanned PDF: ${size}, ${pictures} pictures, ${characters} characters of text`
        : `a PDF without text: ${size}, no pictures (the words may be drawn as shapes)`,
      OCR,
    )
  }
}

function unreadableShare(text: string): number {
  const all = text.match(/\S/gu)?.length ?? 1
  return (text.match(/[\ufffd\p{Co}]/gu)?.length ?? 0) / all
}

function warningsOf(pages: readonly ReadPage[], unreadable: number): string[] {
  const warnings: string[] = []
  const scanned = pages.filter((page) => page.characters < FEW_CHARACTERS && page.pictures > 0)
  const pictures = pages.reduce((sum, page) => sum + page.pictures, 0)
  const slanted = pages.reduce((sum, page) => sum + page.slanted, 0)
  if (scanned.length > 0) {
    warnings.push(
      `Pages that are pictures without text: ${list(scanned.map(({ number }) => number))}; recognise their text (OCR) and add it.`,
    )
  }
  if (pictures > 0) warnings.push(`Pictures were left out, with any words in them: ${pictures}.`)
  if (slanted > 0) {
    warnings.push(
      `Slanted or upright text, such as watermarks, was left out: ${slanted} characters.`,
    )
  }
  if (unreadable > 0) {
    const share = (100 * unreadable).toFixed(2)
    warnings.push(
      `${share} % of the characters have no meaning in Unicode: the fonts do not say what they are.`,
    )
  }
  return warnings
}

async function propertiesOf(document: PDFDocumentProxy): Promise<ReadFile['properties']> {
  const { info } = await document.getMetadata()
  const values = new Map<string, unknown>(Object.entries(info))
  const of = (key: string, name: 'title' | 'author') => {
    const value = values.get(key)
    const words = typeof value === 'string' ? value.replace(/^Microsoft Word - /u, '').trim() : ''
    return words === '' || /^(?:about:blank|untitled|无标题)$/iu.test(words)
      ? []
      : [{ name, value: words, from: `PDF information ${key}` }]
  }
  return [...of('Title', 'title'), ...of('Author', 'author')]
}

/**
 * Reads a PDF that has a text layer: lines as printed, with their page; cells of ruled tables with
 * their place, also where a table goes on over pages. Running heads and page numbers stay.
 *
 * @throws AppError `bad_document` for a PDF that is scanned, locked, damaged, longer than
 *   {@link MAX_PAGES} pages, or whose fonts do not say which characters they show.
 */
export async function readPdf(
  bytes: Uint8Array,
  name: string,
  { fileMs, pageMs }: PdfLimits = LIMITS,
): Promise<ReadFile> {
  const deadline = performance.now() + fileMs
  const { document, library, wait, close } = await openPdf(bytes, name, deadline)
  try {
    const { numPages } = document
    if (numPages > MAX_PAGES) {
      throw badDocument(
        name,
        `a PDF of ${numPages} pages, more than the limit of ${MAX_PAGES}`,
        'cut it into several files, one for each document in it',
      )
    }
    const pages: ReadPage[] = []
    for (let number = 1; number <= numPages; number += 1) {
      const late = () =>
        badDocument(
          name,
          `a PDF that takes too long to read (at page ${number} of ${numPages})`,
          'print it to a new PDF, or cut it into several files',
        )
      const until = Math.min(deadline, performance.now() + pageMs)
      pages.push(await wait(readPage(document, number, library), until, late))
    }
    assertHasText(pages, name)
    const { text, hints } = linesOf(pages)
    const unreadable = unreadableShare(text)
    if (unreadable > MAX_UNREADABLE) {
      throw badDocument(
        name,
        `a PDF of which ${Math.round(100 * unreadable)} % of the characters cannot be read, because its fonts do not say what they are`,
        OCR,
      )
    }
    const late = () =>
      badDocument(name, 'a PDF that takes too long to read', 'print it to a new PDF')
    return {
      format: 'pdf',
      text,
      hints,
      encoding: null,
      properties: await wait(propertiesOf(document), deadline, late),
      warnings: warningsOf(pages, unreadable),
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw badDocument(name, 'a damaged PDF', 'download or save it again', error)
  } finally {
    await close()
  }
}
