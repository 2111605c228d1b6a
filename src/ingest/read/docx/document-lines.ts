import type { LineHint } from '../../ingest-types.js'
import { createLineWriter, type LineWriter } from '../line-writer.js'
import type { ListNumbering } from './list-numbering.js'
import {
  type FieldState,
  type Leftovers,
  type NoteReference,
  readParagraph,
} from './paragraph-text.js'
import { childOf, childrenOf, switchOf, valueOf, type XmlElement } from './parse-xml.js'
import { headingLevelOf, type Styles } from './read-styles.js'

/** The parts of a Word file that its text is made of. */
export interface DocumentParts {
  readonly document: XmlElement
  readonly styles: Styles
  readonly numbering: ListNumbering
  readonly footnotes: XmlElement | undefined
  readonly endnotes: XmlElement | undefined
}

/** Lines of a Word file, and what was met on the way. */
export interface DocumentLines {
  readonly text: string
  readonly hints: readonly LineHint[]
  readonly leftovers: Leftovers
  /** 1-based lines on which notes stand; undefined where there are none. */
  readonly noteLines: { readonly first: number; readonly last: number } | undefined
}

/** Blocks that only hold others. */
const TRANSPARENT = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:customXml',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
])

interface Place {
  readonly cell?: LineHint['cell']
  readonly contents?: boolean
}

function paragraphMarkRemoved(properties: XmlElement | undefined): boolean {
  const mark = childOf(properties, 'w:rPr')
  return childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined
}

function isContentsPart(part: XmlElement): boolean {
  const gallery = valueOf(childOf(childOf(part, 'w:sdtPr'), 'w:docPartObj'), 'w:docPartGallery')
  return gallery === 'Table of Contents'
}

/** Turns the body of a Word file into lines in reading order. */
export function readDocumentLines(parts: DocumentParts): DocumentLines {
  const { styles, numbering } = parts
  const writer: LineWriter = createLineWriter()
  const fields: FieldState = { open: [] }
  const notes: NoteReference[] = []
  const leftovers: Leftovers = {
    deletedRuns: 0,
    insertedRuns: 0,
    hiddenCharacters: 0,
    pictures: 0,
    symbols: 0,
    foreignParts: 0,
  }
  let tables = 0
  let inContentsField = false
  /** Text of paragraphs whose mark was deleted: they flow into the next one. */
  let carried = ''

  function labelOf(properties: XmlElement | undefined, styleId: string | undefined) {
    const style = styles.get(styleId) ?? styles.paragraphDefault
    const own = childOf(properties, 'w:numPr')
    const id = valueOf(own, 'w:numId') ?? style?.numberingId
    if (id === undefined || id === '0') return undefined
    const tied = style === undefined ? undefined : numbering.levelOfStyle(id, style.id)
    const direct = valueOf(own, 'w:ilvl')
    const level = direct === undefined ? (tied ?? style?.numberingLevel ?? 0) : Number(direct)
    return numbering.next(id, level)
  }

  function paragraph(element: XmlElement, place: Place): void {
    const properties = childOf(element, 'w:pPr')
    const styleId = valueOf(properties, 'w:pStyle')
    const style = styles.get(styleId) ?? styles.paragraphDefault
    const wasInContents = inContentsField
    const read = readParagraph(element, styles, style?.hidden === true, fields, leftovers)
    if (read.contentsField !== undefined) inContentsField = read.contentsField === 'begins'
    notes.push(...read.notes)

    const isRemoved = paragraphMarkRemoved(properties)
    if (isRemoved) {
      carried += read.text
    } else {
      const isHidden = switchOf(childOf(properties, 'w:rPr'), 'w:vanish') ?? style?.hidden
      const words = `${carried}${read.text}`.replace(/^[^\S\n]+/u, '')
      carried = ''
      // A paragraph that is hidden with its mark has no number.
      const isGone = isHidden === true && words.trim() === ''
      const label = isGone ? undefined : labelOf(properties, styleId)
      const heading = headingLevelOf(style, valueOf(properties, 'w:outlineLvl'))
      const isContents =
        place.contents === true ||
        wasInContents ||
        inContentsField ||
        /^(?:toc|table of figures)\b/u.test(style?.name ?? '')
      writer.add(`${label ?? ''}${words}`, {
        ...(heading === undefined || isContents || words.trim() === ''
          ? {}
          : { headingLevel: heading }),
        ...(place.cell === undefined ? {} : { cell: place.cell }),
        ...(label === undefined ? {} : { autoNumbered: true }),
        ...(isContents ? { contents: true } : {}),
      })
    }
    for (const box of read.boxes) blocks(box, place)
  }

  function rowsOf(element: XmlElement): XmlElement[] {
    return childrenOf(element).flatMap((child) => {
      if (child.name === 'w:tr') {
        // Rows that were deleted while changes were tracked.
        const isDeleted = childOf(childOf(child, 'w:trPr'), 'w:del') !== undefined
        if (isDeleted) leftovers.deletedRuns += 1
        return isDeleted ? [] : [child]
      }
      return TRANSPARENT.has(child.name) ? rowsOf(child) : []
    })
  }

  function cellsOf(element: XmlElement): XmlElement[] {
    return childrenOf(element).flatMap((child) => {
      if (child.name === 'w:tc') return [child]
      return TRANSPARENT.has(child.name) ? cellsOf(child) : []
    })
  }

  function table(element: XmlElement, place: Place): void {
    const rows = rowsOf(element).map((row) => ({
      cells: cellsOf(row),
      before: Number(valueOf(childOf(row, 'w:trPr'), 'w:gridBefore') ?? '0'),
    }))
    // A frame drawn round paragraphs is no table.
    const isFrame = rows.every(({ cells }) => cells.length <= 1)
    const index = tables
    if (!isFrame) tables += 1
    rows.forEach(({ cells, before }, row) => {
      let column = before
      for (const cell of cells) {
        const properties = childOf(cell, 'w:tcPr')
        const merge = childOf(properties, 'w:vMerge')
        const isContinued = merge !== undefined && merge.attributes['val'] !== 'restart'
        const inCell = isFrame ? place : { ...place, cell: { table: index, row, column } }
        if (!isContinued) blocks(cell, inCell)
        column += Number(valueOf(properties, 'w:gridSpan') ?? '1')
      }
    })
  }

  function blocks(element: XmlElement, place: Place): void {
    for (const child of childrenOf(element)) {
      if (child.name === 'w:p') paragraph(child, place)
      else if (child.name === 'w:tbl') table(child, place)
      else if (child.name === 'w:altChunk') leftovers.foreignParts += 1
      else if (child.name === 'mc:AlternateContent') {
        const choice = childOf(child, 'mc:Choice') ?? childOf(child, 'mc:Fallback')
        if (choice !== undefined) blocks(choice, place)
      } else if (TRANSPARENT.has(child.name)) {
        blocks(child, isContentsPart(child) ? { ...place, contents: true } : place)
      }
    }
    if (carried !== '') {
      writer.add(carried, place.cell === undefined ? {} : { cell: place.cell })
      carried = ''
    }
  }

  const body = childOf(parts.document, 'w:body')
  if (body !== undefined) blocks(body, {})
  const first = writer.count + 1
  for (const note of notes) {
    const part = note.kind === 'footnote' ? parts.footnotes : parts.endnotes
    const found =
      part === undefined
        ? undefined
        : childrenOf(part, `w:${note.kind}`).find(
            (candidate) => candidate.attributes['id'] === note.id,
          )
    if (found !== undefined) blocks(found, {})
  }
  const last = writer.count
  return {
    ...writer.finish(),
    leftovers,
    noteLines: last < first ? undefined : { first, last },
  }
}
