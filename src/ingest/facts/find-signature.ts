import { isPerson, listedBodies } from './bodies.js'
import type { CondensedText } from './condensed-text.js'
import type { Fact } from './facts-types.js'
import { DAY, readDay } from './read-day.js'
import type { TextLine } from './text-lines.js'

/** Who signed, and when: 海关总署⏎2024年5月1日. */
export interface Signature {
  readonly issuers: readonly Fact[]
  /** Null when the day that is printed does not exist. */
  readonly day: Fact | null
  /** How the day is meant: signed, or, after 印发, printed and sent out. */
  readonly kind: 'signed' | 'published'
  /** Whether the day looks as web pages print it: 2024-05-01, with a time. */
  readonly isPageDay: boolean
  /** Lines that belong to it. */
  readonly lines: readonly TextLine[]
}

/** Lines with names above the day; an announcement of more bodies lists them on fewer lines. */
const MAX_LINES = 12
const DAY_LINE = new RegExp(
  `^(.*?)\\(?((?:dated |done at [a-z ]{2,40},? (?:on )?)?(?:this )?(?:${DAY}))\\)?(印发|发布|公布)?(?: ?\\d{1,2}:\\d{2}(?::\\d{2})?)?[.。]?$`,
  'u',
)
const ISO = /^\d{4}[-/.]/u

/**
 * Finds signatures: lines that are a day and nothing else, or a day after names, with the lines of
 * names above. In the order of the text.
 */
export function findSignatures(
  source: string,
  condensed: CondensedText,
  lines: readonly TextLine[],
): readonly Signature[] {
  const signatures: Signature[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const found = dayLine(condensed, lines, index)
    if (found === null) continue
    const { match, from, taken } = found
    const names = match[1] ?? ''
    const before = names === '' ? [] : listedBodies(source, condensed, from, from + names.length)
    if (before === null) continue
    const dayText = match[2] ?? ''
    const day = readDay(
      dayText.replace(/^(?:dated |done at [a-z ]{2,40},? (?:on )?)?(?:this )?/u, ''),
    )
    const dayFrom = from + match[0].indexOf(dayText, names.length)
    const above =
      names === '' ? namesAbove(source, condensed, lines, index) : { issuers: before, lines: [] }
    signatures.push({
      issuers: above.issuers,
      day: day === null ? null : condensed.fact(day, dayFrom, dayFrom + dayText.length),
      kind: match[3] === undefined ? 'signed' : 'published',
      isPageDay: ISO.test(dayText) || /:\d{2}/u.test(match[0]),
      lines: [...above.lines, ...lines.slice(index, index + taken)],
    })
    index += taken - 1
  }
  return signatures
}

/** The line, or it and the next one where a break cut the day in two, as a day. */
function dayLine(
  condensed: CondensedText,
  lines: readonly TextLine[],
  index: number,
): { match: RegExpExecArray; from: number; taken: number } | null {
  const line = lines[index]
  if (line === undefined) return null
  const from = condensed.indexOf(line.start)
  for (const taken of [1, 2]) {
    const end = lines[index + taken - 1]?.end
    if (end === undefined || end - line.start > 120) return null
    if (taken === 2 && !/[\d年月一二三四五六七八九十〇零○]$/u.test(line.text)) return null
    const match = DAY_LINE.exec(condensed.text.slice(from, condensed.indexOf(end)))
    if (match !== null) return { match, from, taken }
  }
  return null
}

function namesAbove(
  source: string,
  condensed: CondensedText,
  lines: readonly TextLine[],
  index: number,
): { issuers: readonly Fact[]; lines: readonly TextLine[] } {
  const issuers: Fact[] = []
  const taken: TextLine[] = []
  for (let at = index - 1; at >= Math.max(0, index - MAX_LINES); at -= 1) {
    const line = lines[at]
    if (line === undefined) break
    const words = line.text.replace(/^\(?(?:for|代)\)? /u, '')
    if (isPerson(words) || /^\(.{1,20}代行\)$/u.test(words)) {
      taken.unshift(line)
      continue
    }
    const listed = listedBodies(
      source,
      condensed,
      condensed.indexOf(line.start),
      condensed.indexOf(line.end),
    )
    if (listed === null) break
    issuers.unshift(...listed)
    taken.unshift(line)
  }
  return { issuers, lines: taken }
}
