import type { OfficeRecord } from '../../domain/office.js'
import { foldText } from '../../scripts/fold.js'
import type { Fact } from './facts-types.js'
import type { CondensedText } from './condensed-text.js'

/** Ends of the names of public bodies, Simplified; the longest that fits is not needed. */
const SUFFIX =
  '(?:海关|总署|署|部|局|委|委员会|办公厅|办公室|口岸办|政府|厅|院|会|行|中心|公司|集团|管委会|处|司|领导小组|大会|总队|总站|关|协会|商会|国务院)'
const CHINESE_BODY = new RegExp(`^[\\u4e00-\\u9fff·()]{1,36}${SUFFIX}$`, 'u')
/** Words that end like a body's name and are none. */
const NO_BODY =
  /(?:一部|全部|内部|外部|机关|相关|有关|无关|攻关|通关|报关|清关|把关|关处|之处|好处|进行|执行|实行|施行|推行|试行|机会|社会|会议厅|机构|各级.*|以及.*|关于.*)$|^(?:各|本|该|有关|相关|所有|全体)|[和及与]$/u
const ENGLISH_BODY =
  /^(?:the )?[a-z][a-z&,'’ ()-]*\b(?:department|administration|bureau|ministry|commission|office|council|authority|customs|government|agency|committee|secretariat|board|parliament)\b[a-z&,'’ ()-]*$/u
/** Titles before a name in a signature: 署长 倪岳峰. */
const PERSON =
  /^\(?(?:署长|部长|主任|局长|省长|市长|县长|总理|主席|关长|处长|总统|行政院院长|行政院长|院长|委员长|厅长|会长|关务长|secretary|director|commissioner|minister|chief executive|chairman|chair|clerk|秘书|行政会议秘书|for |director-general)/u
const MAX_NAME_LENGTH = 60

/** Whether a folded name could be that of a public body. */
export function isBodyName(name: string): boolean {
  if (name.length > MAX_NAME_LENGTH || name === '') return false
  if (CHINESE_BODY.test(name)) return !NO_BODY.test(name) && name !== '中华人民共和国海关'
  return name.split(' ').length <= 12 && ENGLISH_BODY.test(name)
}

/** Whether a folded line of a signature names a person by office. */
export function isPerson(line: string): boolean {
  return PERSON.test(line.replace(/\s/gu, (blank) => (/[a-z]/u.test(line) ? blank : '')))
}

/** Names of known offices and bodies, folded, by which a text may name the office itself. */
export function officeNames(offices: readonly OfficeRecord[]): ReadonlyMap<string, OfficeRecord> {
  const names = new Map<string, OfficeRecord>()
  for (const office of offices) {
    if (office.kind === 'programme') continue
    for (const name of [...Object.values(office.names), ...office.aliases]) {
      const key = foldText(name)
      if (!names.has(key)) names.set(key, office)
    }
  }
  return names
}

/**
 * The bodies that `[from, to)` of a condensed text lists (海关总署、国家发展改革委), or null when
 * anything else stands there too. Names parted only by a blank in the source are parted there.
 */
export function listedBodies(
  source: string,
  condensed: CondensedText,
  from: number,
  to: number,
): readonly Fact[] | null {
  const { start, end } = condensed.quote(from, to)
  const parts: { from: number; to: number }[] = []
  const isEnglish = /^[\x20-\x7e’]*$/u.test(source.slice(start, end))
  const separator = isEnglish ? /[;\n]+/gu : /[\s、,，;；]+/gu
  let at = start
  const add = (partEnd: number, next: number): void => {
    if (partEnd > at) parts.push({ from: condensed.indexOf(at), to: condensed.indexOf(partEnd) })
    at = next
  }
  for (const match of source.slice(start, end).matchAll(separator)) {
    add(start + match.index, start + match.index + match[0].length)
  }
  add(end, end)
  // Letters set apart (海 关 总 署), and names that a line break cut in two.
  const whole = condensed.text.slice(from, to)
  const isSpaced = parts.length > 1 && parts.every((part) => part.to - part.from <= 2)
  const pieces = isSpaced ? [{ from, to }] : parts
  const bodies = pieces.filter((part) => isBodyName(condensed.text.slice(part.from, part.to)))
  if (bodies.length === pieces.length && pieces.length > 0) {
    return pieces.map((part) => bodyFact(condensed, part.from, part.to))
  }
  return isBodyName(whole) && pieces.length <= 2 ? [bodyFact(condensed, from, to)] : null
}

/** A body's name as printed, without the line breaks and blanks inside it. */
export function bodyFact(condensed: CondensedText, from: number, to: number): Fact {
  const quotation = condensed.quote(from, to)
  return { value: withoutBreaks(quotation.quote), ...quotation }
}

/** Printed words on one line: blanks between Han characters go, others become one. */
export function withoutBreaks(quote: string): string {
  return quote
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/(?<=[^\x21-\x7e]) | (?=[^\x21-\x7e])/gu, '')
}
