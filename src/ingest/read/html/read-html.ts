import type { LineHint, ReadFile } from '../../ingest-types.js'
import { badDocument } from '../bad-document.js'
import type { DecodedText } from '../decode-text.js'
import { isControlLine, isFactsLine } from './boilerplate.js'
import { findMainContent } from './main-content.js'
import { measureBlocks } from './measure-blocks.js'
import { type PageLines, readPageLines } from './page-lines.js'
import { readPageProperties } from './page-properties.js'
import { elementsIn, isBlock, type PageElement, parsePage, walk, wordsOf } from './parse-page.js'

/**
 * Under so many characters a page with scripts is taken for one whose text comes by script, if it
 * has no sentence but the one that says so.
 */
const LEAST_CHARACTERS = 50
const WAITING = /加载|載入|启用|啟用|浏览器|瀏覽器|JavaScript|loading|enable/iu
/** Lines left out that are shown in the warning about them, so that an editor can tell. */
const SAMPLE_LINES = 3

const packed = (words: string) => words.replace(/\s+/gu, '')

interface TitleLine {
  readonly text: string
  readonly level: number
}

/**
 * The title that a page shows above its text: the last line before it that the page's head names
 * too, or that is the last main heading.
 */
function titleAbove(body: PageElement, root: PageElement, title: string): TitleLine | undefined {
  let found: (TitleLine & { readonly isNamed: boolean }) | undefined
  for (const element of walk(body)) {
    if (element === root) break
    if (!isBlock(element) || elementsIn(element).some(isBlock)) continue
    const text = wordsOf(element).replace(/\s+/gu, ' ').trim()
    if (text.length < 4 || text.length > 200) continue
    // A site adds its own name to the title in the head.
    const isNamed = packed(title).startsWith(packed(text))
    const level = /^h([12])$/u.exec(element.tagName)?.[1]
    if (isNamed || (level !== undefined && found?.isNamed !== true)) {
      found = { text, level: Number(level ?? 1), isNamed }
    }
  }
  return found
}

function assertHasText(page: PageElement, lines: PageLines, name: string): void {
  const elements = [...walk(page)]
  const frames = elements.filter(({ tagName }) => tagName === 'iframe' || tagName === 'frame')
  const hasScript = elements.some(({ tagName }) => tagName === 'script')
  const length = packed(lines.text).length
  const hasSentence = /[。；]/u.test(lines.text) && !WAITING.test(lines.text)
  if (
    length >= LEAST_CHARACTERS ||
    hasSentence ||
    (length > 0 && !hasScript && frames.length === 0)
  )
    return
  const found = `a page with ${length} characters of text`
  if (frames.length > 0 && !hasScript) {
    throw badDocument(name, found, 'its text is in a frame; open the frame by itself and save that')
  }
  if (hasScript) {
    throw badDocument(
      name,
      found,
      'this page has no text of its own; save it from the browser after it has loaded, or print it to PDF',
    )
  }
  throw badDocument(
    name,
    lines.pictures > 0 ? `${found} and ${lines.pictures} pictures` : found,
    lines.pictures > 0
      ? 'recognise the text of the pictures first (OCR)'
      : 'check that it is the right page',
  )
}

/**
 * Reads a web page: its text without menus, buttons and the foot of the site. Each block, each cell
 * and each part between line breaks is a line; numbers that a browser prints before the items of a
 * list are in the text.
 *
 * @throws AppError `bad_document` for a page without text of its own, or nested without end.
 */
export function readHtml({ text: html, encoding, warnings }: DecodedText, name: string): ReadFile {
  const page = parsePage(html, name)
  const body = elementsIn(page).find(({ tagName }) => tagName === 'body') ?? page
  const measure = measureBlocks(body)
  const { root } = findMainContent(body, measure)
  const lines = readPageLines(root, { measure })
  assertHasText(page, lines, name)

  const outside = root === body ? [] : linesOutside(body, root)
  const properties = readPageProperties(page, html, [...outside, ...lines.leftOut])
  const title = properties.find((property) => property.name === 'title')?.value ?? ''
  const above = root === body ? undefined : titleAbove(body, root, title)
  const isInText =
    above !== undefined && packed(lines.text).slice(0, 2000).includes(packed(above.text))
  const first: [string, LineHint][] =
    above === undefined || isInText ? [] : [[above.text, { headingLevel: above.level }]]

  const dropped = [...outside, ...lines.leftOut].filter((line) => line !== above?.text)
  const telling = outside
    .filter((line) => line !== above?.text && !isControlLine(line) && !isFactsLine(line))
    .sort((a, b) => b.length - a.length)
    .slice(0, SAMPLE_LINES)
    .map((line) => `"${line.slice(0, 40)}"`)
  return {
    format: 'html',
    text: `${first.map(([line]) => `${line}\n`).join('')}${lines.text}`,
    hints: [...first.map(([, hint]) => hint), ...lines.hints],
    encoding,
    properties,
    warnings: [
      ...warnings,
      ...(dropped.length === 0
        ? []
        : [
            `Menus, buttons and the like were left out: ${dropped.length} lines${telling.length === 0 ? '' : `, the longest of them ${telling.join(', ')}`}.`,
          ]),
      ...(lines.hiddenCharacters === 0
        ? []
        : [`Hidden text was left out: ${lines.hiddenCharacters} characters.`]),
      ...(lines.pictures === 0
        ? []
        : [`Pictures were left out, with any words in them: ${lines.pictures}.`]),
    ],
  }

  function linesOutside(all: PageElement, inner: PageElement): string[] {
    const outer: string[] = []
    const ancestors = new Set(ancestorsOf(inner))
    const collect = (element: PageElement): void => {
      if (element === inner) return
      if (ancestors.has(element)) {
        elementsIn(element).forEach(collect)
        return
      }
      if (measure(element).characters === 0) return
      const parts = wordsOf(element)
        .split('\n')
        .map((line) => line.replace(/\s+/gu, ' ').trim())
      outer.push(...parts.filter((line) => line !== ''))
    }
    collect(all)
    return outer
  }
}

function* ancestorsOf(element: PageElement): Generator<PageElement> {
  let parent = element.parentNode
  while (parent !== null && 'tagName' in parent) {
    yield parent
    parent = parent.parentNode
  }
}
