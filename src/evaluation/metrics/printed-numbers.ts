import { HAN_NUMERAL_CLASS, parseHanNumeral } from '../../domain/han-numerals.js'
import type { FormNumberingKind } from '../../domain/document.js'

const han = `[${HAN_NUMERAL_CLASS}]{1,4}`

/**
 * How each kind of document prints its numbers; group 1 is the number. Of a document by outline the
 * printed labels stand in that outline, and are checked against the text when it is read.
 */
const LABELS: Readonly<Record<FormNumberingKind, RegExp>> = {
  'han-clauses': new RegExp(`(?:^|\\n|[。！？])[ \\t\\u3000]*(${han})、`, 'gu'),
  'bracketed-items': new RegExp(`(?:^|\\n)[ \\t\\u3000]*[(（](${han})[)）]`, 'gu'),
  cases: /(?:^|\n)[ \t\u3000]*(\d{1,3})[ \t\u3000]+(?=\S)/gu,
  'table-rows': /(?:^|\n)[ \t\u3000]*(\d{1,3})[ \t\u3000]*(?=\r?\n)/gu,
}

/** Tells under which printed number the words at a place of one source stand. */
export type PrintedNumbers = (offset: number) => number | undefined

/**
 * The number printed last before a place of a source (UTF-16 code units), that is the number under
 * which a reader of the document finds the words there; `undefined` before the first. Read from the
 * text alone, apart from the parser that cut it, so that a parser that miscounts is found out.
 */
export function printedNumbersOf(source: string, kind: FormNumberingKind): PrintedNumbers {
  const labels = [...source.matchAll(LABELS[kind])].map((match) => ({
    end: match.index + match[0].length,
    printed: match[1] ?? '',
  }))
  return (offset) => {
    const printed = labels.findLast(({ end }) => end <= offset)?.printed
    if (printed === undefined) return undefined
    return /^\d+$/u.test(printed) ? Number(printed) : parseHanNumeral(printed)
  }
}
