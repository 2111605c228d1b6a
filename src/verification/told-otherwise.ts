import type { Amount, Quantity } from '../quantities/quantity.js'
import { isEqual, multiply, type Rational, rational, readRational } from '../quantities/rational.js'
import { unitRow } from '../quantities/units.js'
import type { Reading } from './read-text.js'

/** A number told as "more than" may lie this much below the one of the source: 8,700 for 8,740. */
const ROUNDING_PERCENT = 105

/** Words behind which a plain number is the limit: a period of 12 months for "within 12 months". */
const LIMIT = {
  zh: /(?:期限|时限|限期|最长|最多|最迟|有)(?:是|为|定为|[^，。；\d]{0,4})$/u,
  en: /(?:limit|deadline|period|has|have|maximum)(?: (?:of|is|for))?(?: [a-z]+)?\s*$/u,
}

/** No later than three months before: at least so long before. */
const LATEST = {
  zh: /(?:最迟|最晚|至迟|不迟于|不晚于)[^，。；]{0,16}$/u,
  en: /no(?:t)? later than\s*$/u,
}
const BEHIND_BEFORE = { zh: /^(?:之|以)?前/u, en: /^\s*(?:before|prior to|ahead of|in advance)/u }

/** 货值没到1万元: less than what is named. */
const SHORT_OF = {
  zh: /(?:没|没有|未|还没|尚未|不)(?:到|达到|达|满|足)$/u,
  en: /(?:not (?:reach|worth|as much as)|short of|below|doesn't reach) (?:the )?$/u,
}

/** Seven days and 24 hours: said of what never closes. */
const ALWAYS = /(?:7|七|seven)\s*(?:天|days? a week)/u

const HOURS_AND_DAYS: ReadonlyMap<string, string> = new Map([
  ['day', '7'],
  ['hour', '24'],
])

/** A list of things that a sentence names. */
const LIST =
  /\p{Script=Han}(?:[—-]\p{Script=Han}){1,4}|[\p{Script=Han}]{1,12}(?:、[\p{Script=Han}]{1,12})+(?:[和及与][\p{Script=Han}]{1,12})?|(?:[“"][^”“"]{1,20}[”"]){2,}/gu

/** Largest number by which a sentence counts the things of a list. */
const MAX_COUNTED = 10

/**
 * Whether a number that no source has in the same words says the same as one it has: a limit told as
 * a period, a rounded number told as "more than", a list counted, at any hour told as 7 days and 24
 * hours.
 *
 * @param held Quantities of the cited sentences.
 * @param claimed All quantities of the claim.
 */
export function isToldOtherwise(
  own: Quantity,
  { text, language }: Pick<Reading, 'text' | 'language'>,
  held: readonly Quantity[],
  sources: readonly string[],
  claimed: readonly Quantity[],
): boolean {
  const always = held.some(({ kind }) => kind === 'round-the-clock') && ALWAYS.test(text)
  if (own.kind === 'rate' && always) return /week|周|星期/u.test(text.slice(own.start, own.end))
  if (own.kind !== 'amount') return false
  if (own.unit === 'count' && isEnumerated(own, text)) return true
  const before = text.slice(0, own.start)
  if (always) {
    return own.bound === 'exact' && own.value === HOURS_AND_DAYS.get(own.unit)
  }
  const amounts = held.filter((other) => other.kind === 'amount')
  if (own.unit === 'count' && isCountOfList(own, amounts, sources)) return true
  if (own.unit === 'count' && isUnitless(own, amounts, claimed)) return true
  return amounts.some((other) => {
    if (unitRow(own.unit).dimension !== unitRow(other.unit).dimension) return false
    if (typeof own.value !== 'string' || typeof other.value !== 'string') return false
    const [told, given] = [inDimension(own), inDimension(other)]
    if (isEqual(told, given))
      return isSameLimit(own, other, before, text.slice(own.start), language)
    if (other.bound === 'exact' && own.bound === 'nearly') {
      return isLess(given, told) && isLess(times(told, 100), times(given, ROUNDING_PERCENT))
    }
    if (own.bound !== 'more-than' && own.bound !== 'over') return false
    if (!['exact', 'over', 'more-than'].includes(other.bound)) return false
    return isLess(told, given) && isLess(times(given, 100), times(told, ROUNDING_PERCENT))
  })
}

/** Whether two equal numbers say the same although their limits are told in other words. */
function isSameLimit(
  own: Amount,
  other: Amount,
  before: string,
  rest: string,
  language: Reading['language'],
): boolean {
  if (other.bound === 'over' || other.bound === 'more-than') {
    if (own.bound === 'exact') return PLUS.test(rest.slice(0, own.end - own.start + PLUS_REACH))
    return own.bound === 'at-least' && unitRow(own.unit).dimension === 'ratio'
  }
  if (own.unit === 'count') return false
  if (own.bound === 'about') return other.bound === 'exact'
  if (own.bound === 'exact' && other.bound === 'at-most') return LIMIT[language].test(before)
  if (own.bound === 'exact' && other.bound === 'less-than') return SHORT_OF[language].test(before)
  const after = rest.slice(own.end - own.start)
  const isLatest = LATEST[language].test(before) || /^no(?:t)? later/u.test(rest)
  if (!isLatest && !BEHIND_BEFORE[language].test(after)) return false
  if (other.bound !== 'at-least' && other.bound !== 'exact') return false
  return own.bound === 'exact' || own.bound === 'at-least' || (own.bound === 'at-most' && isLatest)
}

/** A number without a unit, which another of the claim has: 12 months rather than six. */
function isUnitless(
  { value, counted, bound }: Amount,
  amounts: readonly Amount[],
  claimed: readonly Quantity[],
): boolean {
  if (counted.length > 0 || bound !== 'exact' || typeof value !== 'string') return false
  return claimed.some((sibling) => {
    if (sibling.kind !== 'amount' || sibling.unit === 'count') return false
    const meant = inDimension({ ...sibling, value })
    return amounts.some(
      (other) =>
        unitRow(other.unit).dimension === unitRow(sibling.unit).dimension &&
        isEqual(inDimension(other), meant),
    )
  })
}

const PLUS = /plus/u

/** Characters behind a number in which its "-plus" stands. */
const PLUS_REACH = 6

/** Characters between a number and the colon behind which what it counts is named. */
const HEADING = /^[^。；;.:：]{0,16}[：:]/u

const NAMED_BEFORE = /\p{Script=Han}{1,10}(?:[、和及与]\p{Script=Han}{1,10})+\s*(?:等|这)?$/u

/** 三个前提：A、B、C counts what the sentence itself names, and that is compared by itself. */
function isEnumerated({ value, start, end }: Amount, text: string): boolean {
  // 海关、港口、企业三方
  const before = NAMED_BEFORE.exec(text.slice(0, start))?.[0]
  if (before !== undefined && before.split(/[、和及与]/u).length === Number(value)) return true
  const heading = HEADING.exec(text.slice(end))?.[0]
  if (heading === undefined || typeof value !== 'string') return false
  const named = text.slice(end + heading.length).replace(/[。.]\s*$/u, '')
  const counts = [/[；;]/u, /、|和|及/u, /、/u, /[，,]/u, /, (?:and |or )?| and /u].map(
    (separator) => named.split(separator).length,
  )
  return counts.includes(Number(value))
}

function isCountOfList(
  { value, bound, counted }: Amount,
  amounts: readonly Amount[],
  sources: readonly string[],
): boolean {
  const count = typeof value === 'string' ? Number(value) : Number.NaN
  if (bound !== 'exact' || !(count > 1 && count <= MAX_COUNTED)) return false
  // Who acts is counted by nobody but the source: 一方检查、对方认可 is not 两方检查.
  if (counted.includes('party')) return false
  // Where the source counts the same, its number is the one to tell.
  const isCounted = amounts.some(
    (other) =>
      other.unit === 'count' &&
      other.value !== '1' &&
      (other.counted.length === 0 ||
        counted.length === 0 ||
        other.counted.some((name) => counted.includes(name))),
  )
  if (isCounted) return false
  return countsList(count, sources)
}

/** Two things named together: 锚地初筛和泊位排查. */
const PAIR = /\p{Script=Han}{2,8}[和与及]\p{Script=Han}{2,8}/u

/**
 * Whether some text names so many things in a row.
 *
 * @param pairs Whether two things joined by no more than a word are such a row.
 */
export function countsList(count: number, texts: readonly string[], pairs = false): boolean {
  return texts.some(
    (text) =>
      (pairs && count === 2 && PAIR.test(text)) ||
      [...text.matchAll(LIST)].some(
        ([list]) => list.split(/[、和及与—-]|[”"](?=[“"])/u).length === count,
      ),
  )
}

function inDimension({ value, unit }: Amount): Rational {
  const [numerator, denominator] = unitRow(unit).factor
  return multiply(
    readRational(typeof value === 'string' ? value : value.low),
    rational(BigInt(numerator), BigInt(denominator)),
  )
}

function times(value: Rational, factor: number): Rational {
  return multiply(value, rational(BigInt(factor), 1n))
}

function isLess(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator
}
