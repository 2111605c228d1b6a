import type { CondensedText } from './condensed-text.js'
import type { Fact } from './facts-types.js'
import type { History } from './find-history.js'
import type { FieldName, LabelledField } from './find-labelled.js'
import { numberWithin } from './find-number.js'
import type { Signature } from './find-signature.js'
import { DAY, readDay } from './read-day.js'
import type { TextLine } from './text-lines.js'

const DAY_PATTERN = new RegExp(DAY, 'u')
const BRACKETED_DAY = new RegExp(`^\\[(${DAY})\\]$`, 'u')
const DECREE = /日([\u4e00-\u9fff]{2,20}令第[\d一二三四五六七八九十百]+号)(?:公布|发布|颁布)/u
/** What web pages print beside the day on which they went online. */
const PAGE_WORDS = /来源|source ?:|作者|字体|字号 ?:|浏览|阅读次数|打印本页/u
/** Longer lines are sentences. */
const MAX_PAGE_LINE = 160

/** The day of the first field of that name that holds one. */
export function labelledDay(
  condensed: CondensedText,
  fields: readonly LabelledField[],
  name: FieldName,
): Fact | null {
  for (const field of fields) {
    const day = field.name === name ? firstDay(condensed, field.start, field.end) : null
    if (day !== null) return day
  }
  return null
}

/** [14 June 2024] on a line of its own is how Hong Kong's ordinances print their commencement. */
export function bracketedDay(condensed: CondensedText, lines: readonly TextLine[]): Fact | null {
  const line = lines.find(({ text }) => BRACKETED_DAY.test(text))
  return line === undefined ? null : firstDay(condensed, line.start, line.end)
}

/** 2024-05-06 10:00 来源：上海海关 */
export function pageDay(
  condensed: CondensedText,
  lines: readonly TextLine[],
  signatures: readonly Signature[],
): Fact | null {
  const bare = signatures.find((each) => each.isPageDay && each.issuers.length === 0)?.day
  if (bare !== undefined && bare !== null) return bare
  for (const line of lines) {
    if (line.text.length > MAX_PAGE_LINE || !PAGE_WORDS.test(line.text)) continue
    const day = firstDay(condensed, line.start, line.end)
    if (day !== null) return day
  }
  return null
}

/** 海关总署令第240号公布: a history names the decree that published the document. */
export function historyNumber(condensed: CondensedText, { ranges }: History): Fact | null {
  for (const { from, to } of ranges) {
    const match = DECREE.exec(condensed.text.slice(from, to))
    if (match === null) continue
    const begins = from + match.index + 1
    return numberWithin(condensed, begins, begins + (match[1] ?? '').length)
  }
  return null
}

function firstDay(condensed: CondensedText, start: number, end: number): Fact | null {
  const from = condensed.indexOf(start)
  const match = DAY_PATTERN.exec(condensed.text.slice(from, condensed.indexOf(end)))
  const value = match === null ? null : readDay(match[0])
  if (match === null || value === null) return null
  return condensed.fact(value, from + match.index, from + match.index + match[0].length)
}
