import {
  isCalendarDate,
  isHongKongIdentityNumber,
  isMainlandIdentityNumber,
  isOldMainlandIdentityNumber,
  isTaiwanIdentityNumber,
} from './identity-numbers.js'
import { type NumberLabel, readLabel } from './number-labels.js'
import { endOfPhoneNumber, endOfServiceNumber } from './phone-numbers.js'

/** What personal data can be. */
export type PersonalDataKind =
  | 'mainland-id'
  | 'hong-kong-id'
  | 'macao-id'
  | 'taiwan-id'
  | 'passport'
  | 'phone'
  | 'email'

/** A place in folded text; offsets in UTF-16 code units. */
export interface PersonalDataSpan {
  readonly kind: PersonalDataKind
  readonly start: number
  readonly end: number
}

/** Stands for every character of what is masked: as good as a digit at the edge of a number. */
export const MASKED = '\0'

const END = String.raw`(?![\p{Script=Latin}\p{Nd}\0])`
const MAINLAND = new RegExp(String.raw`(?:\d[ -]?){17}[\dx]${END}`, 'uy')
const OLD_MAINLAND = new RegExp(String.raw`\d{15}${END}`, 'uy')
/** A123456(3), A 123456 (3), AB123456-3 */
const HONG_KONG = new RegExp(
  String.raw`(?:[a-z] ?|[a-z]{2})\d{6} ?(?:\([\da]\)|[-/][\da]${END})`,
  'uy',
)
/** Without brackets; of the prefixes with two letters those that are issued, for SZ1234567 is a model. */
const BARE_HONG_KONG = new RegExp(
  String.raw`(?<![\p{Script=Latin}\p{Nd}\0][-_.])(?:[a-z]|ec|wx|x[a-h])\d{6}[\da]${END}(?![-_.][\p{Script=Latin}\p{Nd}\0])`,
  'uy',
)
const NAMED_HONG_KONG = new RegExp(String.raw`[a-z]{1,2} ?\d{6}[\da]${END}`, 'uy')
const TAIWAN = new RegExp(String.raw`[a-z]\d{9}${END}`, 'uy')
/** 1234567(8), 5123456/7; how the last digit is computed is not published. */
const NAMED_MACAO = new RegExp(String.raw`[157]\d{6} ?(?:\(\d\)|/\d${END})`, 'uy')
/** E12345678, EA1234567, H1234567890, C01X00T47 */
const NAMED_TRAVEL = new RegExp(String.raw`(?:[a-z]{1,2} )?[a-z\d]{6,11}${END}`, 'uy')
const TRAVEL_MIN_DIGITS = 4

/** Numbers of bank cards stand by fours; a part of such a number is no number of its own. */
const BY_FOURS = new RegExp(
  String.raw`[1-9]\d{3}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,4})?${END}`,
  'uy',
)
/**
 * 1,000,000, 12.5 and 8517.13.00. Few thousands, so that a row of them costs no more than its length;
 * few decimals, for 1.13800138000 is the first of a list.
 */
const DECIMAL = /\d{1,3}(?:,\d{3}){1,8}(?![,\d])|\d+(?:\.\d{1,6})+(?!\d)/uy
const WORD = /[\p{Script=Latin}\p{Nd}]+/uy
/** 一三八零零一三八零零零: read out digit by digit. */
const HAN_DIGITS = '〇一二三四五六七八九'
const HAN_DIGIT_RUN = /[〇零一二三四五六七八九幺]{11,}/uy
const MASKED_RUN = /\0+/uy

/** What the words before a place say about the next number. */
interface Context {
  readonly label: NumberLabel | undefined
  /** Letters and digits of the first number behind the label `record`. */
  readonly length: number | undefined
}
const NO_CONTEXT: Context = { label: undefined, length: undefined }

/**
 * Identity, travel document and telephone numbers in folded text, in order, without overlap. One
 * pass from left to right; what a number is named before it decides where its form does not: a
 * record's number (报关单号, HS code) is never personal data, and numbers without a check digit only
 * are where they are named. Takes time linear in the text.
 *
 * @param folded Folded text with {@link MASKED} for every character that is masked already.
 */
export function findNumbers(folded: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = []
  let context = NO_CONTEXT
  let position = 0
  while (position < folded.length) {
    const { label } = context
    const found = identityAt(folded, position, label) ?? phoneAt(folded, position, label)
    if (found !== undefined && !isRecord(context, folded.slice(found.start, found.end))) {
      spans.push(found)
      position = found.end
      continue
    }
    const token = readToken(folded, position, found?.end, context)
    context = token.context
    position = token.end
  }
  return spans
}

/**
 * Addresses of e-mail in folded text, in order. An address takes all that letters, digits, dots,
 * hyphens and the like join to it. Takes time linear in the text.
 */
export function findEmails(folded: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = []
  let taken = 0
  for (let at = folded.indexOf('@'); at >= 0; at = folded.indexOf('@', at + 1)) {
    let start = at
    while (start > taken && LOCAL_CHARACTER.test(folded.charAt(start - 1))) start -= 1
    let end = at + 1
    while (end < folded.length && DOMAIN_CHARACTER.test(folded.charAt(end))) end += 1
    while (start < at && !LETTER_OR_DIGIT.test(folded.charAt(start))) start += 1
    while (end > at && !LETTER_OR_DIGIT.test(folded.charAt(end - 1))) end -= 1
    if (start === at || !isDomain(folded.slice(at + 1, end))) continue
    spans.push({ kind: 'email', start, end })
    taken = end
  }
  return spans
}

const LETTER_OR_DIGIT = /[\p{Script=Latin}\p{Nd}]/u
const LOCAL_CHARACTER = /[\p{Script=Latin}\p{Nd}._%+'-]/u
const DOMAIN_CHARACTER = /[\p{Script=Latin}\p{Nd}.-]/u

function isDomain(text: string): boolean {
  const labels = text.split('.')
  return (
    labels.length > 1 &&
    labels.every((label) => label !== '') &&
    /^\p{Script=Latin}{2}/u.test(labels.at(-1) ?? '')
  )
}

function identityAt(
  folded: string,
  start: number,
  label: NumberLabel | undefined,
): PersonalDataSpan | undefined {
  const span = (kind: PersonalDataKind, match: string): PersonalDataSpan => ({
    kind,
    start,
    end: start + match.length,
  })
  const take = (pattern: RegExp, accepts: (characters: string) => boolean): string | undefined => {
    const match = matchAt(pattern, folded, start)
    return match !== undefined && accepts(match.replaceAll(/[^a-z\d]/g, '')) ? match : undefined
  }
  const mainland =
    take(MAINLAND, isMainlandIdentityNumber) ??
    (label === 'identity' ? take(OLD_MAINLAND, isOldMainlandIdentityNumber) : undefined)
  if (mainland !== undefined) return span('mainland-id', mainland)
  const hongKong =
    take(HONG_KONG, isHongKongIdentityNumber) ??
    take(label === 'identity' ? NAMED_HONG_KONG : BARE_HONG_KONG, isHongKongIdentityNumber)
  if (hongKong !== undefined) return span('hong-kong-id', hongKong)
  const taiwan = take(TAIWAN, isTaiwanIdentityNumber)
  if (taiwan !== undefined) return span('taiwan-id', taiwan)
  if (label === 'identity') {
    const macao = take(NAMED_MACAO, () => true)
    if (macao !== undefined) return span('macao-id', macao)
  }
  if (label === 'travel') {
    const travel = take(NAMED_TRAVEL, isTravelDocumentNumber)
    if (travel !== undefined) return span('passport', travel)
  }
  const spoken = spokenDigits(folded, start)
  return spoken !== undefined && isMainlandIdentityNumber(spoken)
    ? span('mainland-id', spoken)
    : undefined
}

function isTravelDocumentNumber(characters: string): boolean {
  const digits = characters.replaceAll(/\D/g, '').length
  // 护照 20270101到期 says a day.
  return digits >= TRAVEL_MIN_DIGITS && !isCalendarDate(characters)
}

function phoneAt(
  folded: string,
  start: number,
  label: NumberLabel | undefined,
): PersonalDataSpan | undefined {
  if (label !== 'phone' && matchAt(BY_FOURS, folded, start) !== undefined) return undefined
  const spoken = spokenDigits(folded, start)
  const end =
    spoken !== undefined && /^1[3-9]\d{9}$/.test(spoken)
      ? start + spoken.length
      : endOfPhoneNumber(folded, start, label === 'phone')
  return end === undefined ? undefined : { kind: 'phone', start, end }
}

function spokenDigits(folded: string, start: number): string | undefined {
  return matchAt(HAN_DIGIT_RUN, folded, start)
    ?.replaceAll('零', '〇')
    .replaceAll('幺', '一')
    .replaceAll(/./g, (digit) => String(HAN_DIGITS.indexOf(digit)))
}

/** The first number behind a record's label, and those of a list that are as long as it. */
function isRecord({ label, length }: Context, number: string): boolean {
  return label === 'record' && (length === undefined || length === lengthOf(number))
}

function lengthOf(number: string): number {
  return number.replaceAll(/[^\p{Script=Latin}\p{Nd}\p{Script=Han}]/gu, '').length
}

/** The token that begins at `position`, and what is known behind it. */
function readToken(
  folded: string,
  position: number,
  numberEnd: number | undefined,
  context: Context,
): { end: number; context: Context } {
  const masked = matchAt(MASKED_RUN, folded, position)
  if (masked !== undefined) return { end: position + masked.length, context }
  const end =
    numberEnd ??
    endOfServiceNumber(folded, position) ??
    endOf(folded, position, BY_FOURS, DECIMAL, HAN_DIGIT_RUN)
  if (end !== undefined) return { end, context: behindNumber(context, folded.slice(position, end)) }

  const label = readLabel(folded, position)
  if (label !== undefined) return { end: label.end, context: behindLabel(context, label.kind) }
  const word = matchAt(WORD, folded, position)
  if (word === undefined) return { end: position + 1, context: NO_CONTEXT }
  return {
    end: position + word.length,
    context: /\p{Nd}/u.test(word) ? behindNumber(context, word) : NO_CONTEXT,
  }
}

function behindNumber(context: Context, number: string): Context {
  if (context.label !== 'record') return context
  return isRecord(context, number) ? { label: 'record', length: lengthOf(number) } : NO_CONTEXT
}

function behindLabel(
  context: Context,
  kind: NonNullable<ReturnType<typeof readLabel>>['kind'],
): Context {
  switch (kind) {
    case 'link':
      return context
    case 'list-link':
      // 关于报关单，13800138000: without a number before it, a comma ends what the label says.
      return context.label === 'record' && context.length === undefined ? NO_CONTEXT : context
    case 'person':
      return context.label === 'phone' ? context : NO_CONTEXT
    case 'generic':
      return context.label === undefined || context.label === 'record'
        ? { label: 'record', length: undefined }
        : context
    case 'record':
    case 'identity':
    case 'travel':
    case 'phone':
      return { label: kind, length: undefined }
  }
}

function endOf(folded: string, start: number, ...patterns: readonly RegExp[]): number | undefined {
  const match = patterns.map((pattern) => matchAt(pattern, folded, start)).find((m) => m)
  return match === undefined ? undefined : start + match.length
}

function matchAt(sticky: RegExp, text: string, start: number): string | undefined {
  sticky.lastIndex = start
  return sticky.exec(text)?.[0]
}
