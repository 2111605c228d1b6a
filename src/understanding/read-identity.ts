import {
  isCalendarDate,
  isHongKongIdentityNumber,
  isMainlandIdentityNumber,
  isOldMainlandIdentityNumber,
  isTaiwanIdentityNumber,
} from './identity-numbers.js'
import { matchAt } from './match-at.js'
import type { NumberLabel } from './number-labels.js'
import type { PersonalDataKind, PersonalDataSpan } from './personal-data.js'
import { spokenDigits } from './spoken-digits.js'

const END = String.raw`(?![\p{Script=Latin}\p{Nd}\0])`
const MAINLAND = new RegExp(String.raw`(?:\d[ -]?){17}[\dx]${END}`, 'uy')
const OLD_MAINLAND = new RegExp(String.raw`\d{15}${END}`, 'uy')
/** A123456(3), A 123456 (3), AB123456(9) */
const HONG_KONG = new RegExp(String.raw`(?:[a-z] ?|[a-z]{2})\d{6} ?\([\da]\)`, 'uy')
/** Without brackets; of the prefixes with two letters those that are issued, for SZ1234567 is a model. */
const BARE_HONG_KONG = new RegExp(
  String.raw`(?<![\p{Script=Latin}\p{Nd}\0][-_.])(?:[a-z]|ec|wx|x[a-h])\d{6}[\da]${END}(?![-_.][\p{Script=Latin}\p{Nd}\0])`,
  'uy',
)
/** A123456-3, A 1234563, AB1234569 */
const NAMED_HONG_KONG = new RegExp(String.raw`(?:[a-z] ?|[a-z]{2})\d{6}[-/]?[\da]${END}`, 'uy')
const TAIWAN = new RegExp(String.raw`[a-z]\d{9}${END}`, 'uy')
/** 1234567(8), 5123456/7; how the last digit is computed is not published. */
const NAMED_MACAO = new RegExp(String.raw`[157]\d{6} ?(?:\(\d\)|/\d${END})`, 'uy')
/** E12345678, EA 1234567, H1234567890, C01X00T47 */
const NAMED_TRAVEL = new RegExp(
  String.raw`(?:(?!is|no)[a-z]{1,2} \d{6,10}|[a-z\d]{6,11})${END}`,
  'uy',
)
const TRAVEL_MIN_DIGITS = 4

/**
 * The number of an identity card or travel document that begins at `start`, or `undefined`. Numbers
 * without a published check digit (Macao, old mainland ones, passports) are taken only where `label`
 * names them. Takes bounded time, or time linear in the run of Chinese digits that begins there.
 *
 * @param folded Folded text with {@link MASKED} for every character that is masked already.
 */
export function readIdentity(
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
