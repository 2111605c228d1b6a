import { isCalendarDate } from './identity-numbers.js'
import { matchAt } from './match-at.js'

/** Where a number must end: no letter, digit or masked place (U+0000) right behind it. */
const END = String.raw`(?![\p{Script=Latin}\p{Nd}\0]|\.\d{1,6}(?!\d))`
/** 13800138000元 is an amount. */
const NO_AMOUNT =
  '(?! ?(?:[万亿]?(?:元(?!旦)|圆|块钱|美元|美金|港元|港币|日元|欧元|英镑|人民币|台币|新台币|吨|公斤|千克|克)|' +
  '(?:usd|cny|rmb|hkd|twd|eur|jpy|yuan|dollars?|tons?|tonnes?|kg|kgs|%)(?![a-z])))'
/** 转801, ext. 801, -801 */
const EXTENSION = String.raw`(?: ?(?:转|分机|ext\.?|#)[ :]?\d{1,6}|-\d{1,6})?`

const SIGN = String.raw`(?:\+|00) ?`
/** What is dialled before a number, in brackets or not. */
const dialled = (code: string): string => String.raw`(?:\(${code}\)|${code})[ -]?`
const MAINLAND_CODE = dialled(`(?:${SIGN})?86`)
/** With its sign, where digits behind it can be nothing but a telephone number. */
const SIGNED_MAINLAND_CODE = dialled(`${SIGN}86`)
const HONG_KONG_OR_MACAO_CODE = dialled(`(?:${SIGN})?85[23]`)
const TAIWAN_CODE = dialled(`(?:${SIGN})?886`)
const SIGNED_TAIWAN_CODE = dialled(`${SIGN}886`)

const pattern = (source: string): RegExp => new RegExp(source + END + NO_AMOUNT, 'uy')

/** Numbers that stand for themselves, without a word such as 电话 before them. */
const CLEAR: readonly RegExp[] = [
  // 13800138000, 138 0013 8000, 138-0013-8000, 1380 013 8000, with 0 or the dialling code before it.
  // 160-12345675 and 160-1234 5675 are air waybills.
  pattern(
    String.raw`(?:${MAINLAND_CODE}|0)?1[3-9]\d(?:\d{8}|(?<gap>[ .-])\d{4}\k<gap>\d{4}|\d(?<join>[ .-])\d{3}\k<join>\d{4})`,
  ),
  pattern(String.raw`${SIGNED_MAINLAND_CODE}1[3-9]\d[ -]\d{4}[ -]?\d{4}`),
  // +86 755 8439 8000, 0086-10-84398000
  pattern(
    String.raw`${SIGNED_MAINLAND_CODE}(?:\(0\)|0)?(?:\([1-9]\d{1,2}\)|[1-9]\d{1,2})[ -]?\d{3,4}[ -]?\d{4}${EXTENSION}`,
  ),
  pattern(String.raw`${HONG_KONG_OR_MACAO_CODE}[2-9]\d{3}[ -]?\d{4}`),
  pattern(String.raw`${TAIWAN_CODE}(?:\(0\)|0)?9\d{2}[ -]?\d{3}[ -]?\d{3}`),
  pattern(String.raw`${SIGNED_TAIWAN_CODE}(?:\(0\)|0)?[2-8]\d?[ -]?\d{3,4}[ -]?\d{4}${EXTENSION}`),
  // Any other country: ten digits at least, or its code or that of the area in brackets.
  pattern(String.raw`\+[1-9](?:[ .-]?\d){9,14}`),
  pattern(String.raw`\(\+[1-9]\d{0,2}\)(?:[ .-]?\d){7,12}`),
  pattern(String.raw`\+[1-9]\d{0,2}[ .-]?\(\d{1,4}\)(?:[ .-]?\d){6,10}`),
  // 0912-345-678, 0912-345678
  pattern(String.raw`09\d{2}(?:([ -])\d{3}\1\d{3}|-\d{6})`),
  // Ten digits 0901… to 0910… are tariff codes of coffee, tea and spices.
  pattern(String.raw`09(?:1[1-9]|[2-9]\d)\d{6}`),
  // Mainland land lines in one piece: 075584398000, 02162345678
  pattern(String.raw`0(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})`),
]

/** Land lines with their area code set off. */
const LAND_LINES: readonly RegExp[] = [
  // Mainland: 010-84398000, (0755) 8439 8000, 0755 84398000
  pattern(String.raw`(?:\(0(?:10|2\d)\)[ -]?|0(?:10|2\d)[ -])\d{4}[ -]?\d{4}${EXTENSION}`),
  pattern(
    String.raw`(?:\(0[3-9]\d{2}\)[ -]?|0[3-9]\d{2}[ -])(?<!080[09]\)?[ -]?)\d{3,4}[ -]?\d{4}${EXTENSION}`,
  ),
  // Taiwan: 02-2345-6789, (04) 2345-6789, 037-123456
  pattern(String.raw`(?:\(0[2-8]\)[ -]?|0[2-8]-)\d{3,4}[ -]?\d{4}${EXTENSION}`),
  pattern(
    String.raw`(?:\(0(?:37|49|82|89)\)[ -]?|0(?:37|49|82|89)-)\d{2,3}[ -]?\d{3,4}${EXTENSION}`,
  ),
]

/** Numbers only behind a word that says a telephone number follows. */
const NAMED: readonly RegExp[] = [
  pattern(String.raw`1[3-9]\d[ .-]?\d{4}[ .-]?\d{4}`),
  // Nine digits at least: 01012360 is a hotline.
  pattern(String.raw`0\d{2,3}[ -]?\d{3,4}[ -]?\d{3,4}${EXTENSION}`),
  pattern(String.raw`0[2-8] \d{3,4}[ -]?\d{4}${EXTENSION}`),
  // Without an area code: seven or eight digits. Telephones themselves stand under heading 8517.
  pattern(String.raw`(?!8517)[2-9]\d{2,3}[ -]?\d{4}${EXTENSION}`),
]

/** Service numbers that anybody may print: 400 and 800 in the mainland, 0800 in Taiwan. */
const SERVICE =
  /(?:[48]00[ -]?(?:\d{3}[ -]?\d{4}|\d{4}[ -]?\d{3})|080[09][ -]?\d{3}[ -]?\d{3})(?![\p{Script=Latin}\p{Nd}])/uy

/**
 * Where the telephone number that begins at `start` ends, or `undefined` when none begins there.
 * Mainland, Hong Kong, Macao and Taiwan, mobile and land lines, with and without dialling code; those
 * of other countries with `+`. Short numbers (12360), service numbers (400…), amounts (13800138000元)
 * and numbers that are a date are none. Takes bounded time.
 *
 * @param folded Folded text with U+0000 for what is masked already.
 * @param named Whether a word before it says that a telephone number follows; without it eight
 *   digits may as well be a tariff code.
 */
export function endOfPhoneNumber(
  folded: string,
  start: number,
  named: boolean,
): number | undefined {
  if (endOfServiceNumber(folded, start) !== undefined) return undefined
  for (const regExp of named ? [...CLEAR, ...LAND_LINES, ...NAMED] : [...CLEAR, ...LAND_LINES]) {
    const number = matchAt(regExp, folded, start)
    if (number !== undefined && !isDate(number)) return start + number.length
  }
  return undefined
}

/** Where the service number that begins at `start` ends, or `undefined`. */
export function endOfServiceNumber(folded: string, start: number): number | undefined {
  const number = matchAt(SERVICE, folded, start)
  return number === undefined ? undefined : start + number.length
}

/** 0755-20240101 and 2024-0101 are no telephone numbers, unlike 13820240101. */
function isDate(number: string): boolean {
  const local = /^(?:\(?0\d{1,3}\)?[ -])?(\d{4}[ -]?\d{4})$/.exec(number)?.[1] ?? ''
  return isCalendarDate(local.replaceAll(/[ -]/g, ''))
}
