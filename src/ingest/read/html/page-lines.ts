import type { LineHint } from '../../ingest-types.js'
import { createLineWriter } from '../line-writer.js'
import { isBoilerplate, isControlLine, isCounterLine, isFactsLine } from './boilerplate.js'
import { listLabels } from './list-labels.js'
import type { BlockMeasure } from './measure-blocks.js'
import {
  isBlock,
  isElement,
  isHidden,
  isUnseen,
  type PageElement,
  type PageNode,
  styleOf,
  wordsOf,
} from './parse-page.js'
import { cellsOf, columnsOf, isDataTable, rowsOf } from './table-grid.js'

/** Lines of a page, and what was left out of them. */
export interface PageLines {
  readonly text: string
  readonly hints: readonly LineHint[]
  readonly pictures: number
  readonly hiddenCharacters: number
  /** Lines of buttons and the like that stood inside the text, and lines about the page. */
  readonly leftOut: readonly string[]
}

/** How the lines of a page are told apart from the site's own. */
export interface PageLinesOptions {
  /** Given for pages of a site: measures by which menus and buttons are recognised and left out. */
  readonly measure?: (element: PageElement) => BlockMeasure
}

/** Stands for a break that the page asks for, unlike those of its source. */
const BREAK = '\u2028'
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

/** White space as browsers show it, but for breaks of the source between Chinese characters. */
function collapse(words: string): string {
  return words
    .replace(/[ \t\r\f]+/gu, ' ')
    .replace(/(.?) ?\n[ \n]*(?=(.?))/gu, (_, before: string, after: string) =>
      WIDE.test(before) && WIDE.test(after) ? before : `${before} `,
    )
    .replaceAll('\u00a0', ' ')
}

interface Place {
  readonly hint: LineHint
  readonly isPreformatted: boolean
  /** Whether the lines are of a table's cells, which are never taken for buttons. */
  readonly isData: boolean
}

/** Turns an element of a page into lines as a browser shows them, numbers of lists included. */
export function readPageLines(root: PageElement, { measure }: PageLinesOptions): PageLines {
  const writer = createLineWriter()
  const leftOut: string[] = []
  let pictures = 0
  let hiddenCharacters = 0
  let tables = 0
  let buffer = ''
  /** Label of a list's item that waits for the first words of the item. */
  let label = ''
  let isInText = false

  function isOfSite(line: string): boolean {
    return isControlLine(line) || isCounterLine(line) || (!isInText && isFactsLine(line))
  }

  function flush(place: Place): void {
    const words = collapse(buffer)
    buffer = ''
    if (words.replaceAll(BREAK, '').trim() === '') return
    for (const line of words.split(BREAK)) {
      if (line.trim() === '') continue
      if (measure !== undefined && !place.isData && isOfSite(line)) {
        leftOut.push(line.trim())
        continue
      }
      if (line.length > 25 && /[，。；]/u.test(line)) isInText = true
      writer.add(`${label}${line.trimStart()}`, {
        ...place.hint,
        ...(label === '' ? {} : { autoNumbered: true }),
      })
      label = ''
    }
  }

  function table(element: PageElement, place: Place): void {
    const columns = columnsOf(element)
    const index = tables
    tables += 1
    for (const child of element.childNodes) {
      if (isElement(child) && child.tagName === 'caption') visit(child, place)
    }
    rowsOf(element).forEach((row, at) => {
      if (isHidden(row)) {
        hiddenCharacters += wordsOf(row).replace(/\s/gu, '').length
        return
      }
      for (const cell of cellsOf(row)) {
        const column = columns.get(cell) ?? 0
        visit(cell, {
          ...place,
          isData: true,
          hint: { ...place.hint, cell: { table: index, row: at, column } },
        })
      }
    })
  }

  function visit(node: PageNode, place: Place): void {
    if (node.nodeName === '#text' && 'value' in node) {
      buffer += place.isPreformatted ? node.value.replaceAll('\n', BREAK) : node.value
      return
    }
    if (!isElement(node)) return
    if (node.tagName === 'br') {
      buffer += BREAK
      return
    }
    if (node.tagName === 'img') pictures += 1
    if (isUnseen(node) || /^r[pt]$/u.test(node.tagName)) return
    if (isHidden(node)) {
      hiddenCharacters += wordsOf(node).replace(/\s/gu, '').length
      return
    }
    if (!isBlock(node)) {
      for (const child of node.childNodes) visit(child, place)
      return
    }
    flush(place)
    if (measure !== undefined && node !== root && !place.isData) {
      if (isBoilerplate(node, measure(node))) {
        const lines = wordsOf(node)
          .split('\n')
          .map((line) => line.replace(/\s+/gu, ' ').trim())
        leftOut.push(...lines.filter((line) => line !== ''))
        // A block without words may hold pictures all the same.
        if (measure(node).characters > 0 || !hasPicture(node)) return
      }
    }
    const heading = /^h([1-6])$/u.exec(node.tagName)?.[1]
    const inside: Place = {
      ...place,
      isPreformatted:
        place.isPreformatted ||
        node.tagName === 'pre' ||
        /^(?:pre|break-spaces)/u.test(styleOf(node, 'white-space') ?? ''),
      hint: heading === undefined ? place.hint : { ...place.hint, headingLevel: Number(heading) },
    }
    if (node.tagName === 'table' && isDataTable(node)) {
      table(node, inside)
    } else {
      const labels = node.tagName === 'ol' ? listLabels(node) : undefined
      for (const child of node.childNodes) {
        if (isElement(child)) {
          const own = labels?.get(child)
          // An item without words keeps its number.
          if (own !== undefined && wordsOf(child).trim() === '') buffer += own
          else if (own !== undefined) label = own
        }
        visit(child, inside)
      }
    }
    flush(inside)
  }

  const top: Place = { hint: {}, isPreformatted: false, isData: false }
  visit(root, top)
  flush(top)
  return { ...writer.finish(), pictures, hiddenCharacters, leftOut }
}

function hasPicture(element: PageElement): boolean {
  return element.childNodes.some(
    (node) => isElement(node) && (node.tagName === 'img' || hasPicture(node)),
  )
}
