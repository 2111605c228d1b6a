import { foldText } from '../scripts/fold.js'
import { IDIOMS } from './idioms.js'

/** Stands for text that holds no quantity or has been read already; no pattern matches it. */
const BLANK = '\u0000'

/** A text being read: three strings of one length, so that an offset is the same in all of them. */
export interface Page {
  /** As given. */
  readonly text: string
  /** Folded: Simplified, ASCII digits and punctuation, lower case. */
  readonly folded: string
  /** Folded, with idioms, markers and what was already read blanked. */
  readonly rest: string
}

/** Citations: [S1], [S1.2][S3.1], [1], 【2】. */
const SOURCE_MARKERS =
  /[[【]\s?(?:s\s?)?\d{1,4}(?:\.\d{1,4})?(?:\s?[,;、]\s?(?:s\s?)?\d{1,4}(?:\.\d{1,4})?){0,30}\s?[\]】]/gu

/** 1. and 一、 and (3) at the beginning of a line number what follows. */
const LIST_MARKERS =
  /(?<=^[ \t]{0,8})(?:[(（](?:\d{1,3}|[一二三四五六七八九十]{1,4})[)）]|(?:\d{1,3}|[一二三四五六七八九十]{1,4})(?:[、)）]|[.．](?!\d)))/gmu

/** Versions and clause numbers (1.2.3), web and mail addresses: digits that measure nothing. */
const CODES =
  /(?<![\d.])(?!(?:19|20)\d\d\.\d{1,2}\.\d{1,2}(?![\d.]))\d{1,9}(?:\.\d{1,9}){2,9}|\d{31,}|https?:\/\/[^\s\u3000-\u9fff]{1,2000}/gu

/**
 * Encircled digits fold to plain ones, and superscripts too: notes, unless they stand after m. A
 * full-width comma after plain digits ends a clause, it does not group thousands.
 */
const MISLEADING = /[\u2460-\u24ff\u2776-\u2793]|(?<!m)[⁰¹²³⁴-⁹]|(?<=[0-9])，/gu

/** Folds a text and blanks what holds no quantity. */
export function preparePage(text: string): Page {
  const folded = foldText(text)
  let rest = blank(folded, [...text.matchAll(MISLEADING)].map(spanOf))
  for (const pattern of [SOURCE_MARKERS, LIST_MARKERS, CODES, IDIOMS]) {
    rest = rest.replace(pattern, (found) => BLANK.repeat(found.length))
  }
  return { text, folded, rest }
}

/** A stretch of a page, in UTF-16 code units; `end` is exclusive. */
export interface PageSpan {
  readonly start: number
  readonly end: number
}

/** The page without some spans, which must be in order and apart. */
export function withoutSpans(page: Page, spans: readonly PageSpan[]): Page {
  return spans.length === 0 ? page : { ...page, rest: blank(page.rest, spans) }
}

/** What some forms found, and the page without it. */
export interface FormsReading<Found> {
  readonly found: readonly Found[]
  readonly page: Page
}

/**
 * Reads one form after the other; what a form takes is no longer there for the next.
 *
 * @param read Makes something of a match, or refuses it and leaves the text to later forms.
 */
export function readForms<Found>(
  page: Page,
  forms: readonly RegExp[],
  read: (match: RegExpExecArray, form: number) => Found | undefined,
): FormsReading<Found> {
  const found: Found[] = []
  let left = page
  for (const [index, form] of forms.entries()) {
    const spans: PageSpan[] = []
    for (const match of left.rest.matchAll(form)) {
      const result = read(match, index)
      if (result === undefined) continue
      found.push(result)
      spans.push(spanOf(match))
    }
    left = withoutSpans(left, spans)
  }
  return { found, page: left }
}

/** Span of a match. */
export function spanOf(match: RegExpMatchArray): PageSpan {
  const start = match.index ?? 0
  return { start, end: start + match[0].length }
}

function blank(text: string, spans: readonly PageSpan[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of spans) {
    pieces.push(text.slice(at, start), BLANK.repeat(end - start))
    at = end
  }
  return pieces.join('') + text.slice(at)
}
