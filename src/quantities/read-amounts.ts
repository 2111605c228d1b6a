import type { CountClass } from './count-table.js'
import { CURRENCY_SIGNS } from './currency-signs.js'
import { findNumbers, type NumberToken } from './number-tokens.js'
import { type FormsReading, type Page, type PageSpan, withoutSpans } from './page.js'
import type { Amount } from './quantity.js'
import { add, formatRational, isEqual, isLess, multiply, ONE, type Rational, rational } from './rational.js'
import { readBound } from './read-bounds.js'
import { countsAfterOne, readUnit } from './read-units.js'
import { type UnitName, unitRow } from './unit-table.js'

/** A number with its unit, before its bound is read and its neighbours are joined to a range. */
interface Measured {
  readonly token: NumberToken
  readonly low: Rational
  readonly high: Rational
  /** With the sign of a currency, 百分之 or minus before it. */
  readonly start: number
  readonly end: number
  readonly unit: UnitName
  readonly counted: readonly CountClass[]
  readonly over: boolean
  /** Whether the unit was written, before or after the number. */
  readonly known: boolean
  /** A lone digit that counts only as the end of a range (三到五天). */
  readonly onlyJoined: boolean
}

const RATIO_SIGNS = [
  ['百分之', 'percent'],
  ['千分之', 'per-mille'],
] as const
const SIGNS: readonly (readonly [string, UnitName])[] = [...CURRENCY_SIGNS, ...RATIO_SIGNS]
const LONGEST_SIGN = Math.max(...SIGNS.map(([sign]) => sign.length)) + 1

const BELOW_NOUGHT = /(?:零下|(?<![\p{L}\d)\]])-|minus ) ?$/u
const JOINT = /^ ?(?:至|到|-|~|〜|—|--|to|and|或者?|or) ?$/u
/** Before what begins a change, not a range: 由5个减至1个, cut from 5 to 1. */
const CHANGE =
  /(?:[由从自]|(?<![a-z])from)(?: ?(?:rmb|cny|人民币|more than|over|超过?|about|约))? ?$/u
const BETWEEN_AND = /(?<![a-z])between ?$/u
/** Longest joint between the ends of a range; longer gaps are not looked at. */
const LONGEST_JOINT = 5
const WORD = /[\p{L}\p{N}]/u
/** How far before a number the word that begins a change or a range is looked for. */
const REACH = 16

/** Reads every number with its unit and bound. */
export function readAmounts(page: Page): FormsReading<Amount> {
  const measured = findNumbers(page.rest).flatMap((token) => measure(page, token) ?? [])
  const found: Amount[] = []
  const spans: PageSpan[] = []
  for (let index = 0; index < measured.length; index += 1) {
    const first = measured[index]
    const second = measured[index + 1]
    if (first === undefined) continue
    const joined = second === undefined ? undefined : join(page, first, second)
    if (joined === undefined && first.onlyJoined) continue
    found.push(...(joined ?? [first]).map((part) => bounded(page, part)))
    spans.push(first)
    if (joined === undefined || second === undefined) continue
    spans.push(second)
    index += 1
  }
  return { found, page: withoutSpans(page, spans) }
}

function measure(page: Page, token: NumberToken): Measured | undefined {
  const { rest } = page
  const isOne = token.low.numerator === token.low.denominator
  const reading = readUnit(rest, token.end, isOne)
  const sign = signBefore(rest, token.start)
  const known = reading.known || sign !== undefined
  const standing = standingOf(page, token, known)
  if (standing === 'none') return undefined
  const minus =
    reading.unit === 'celsius'
      ? BELOW_NOUGHT.exec(rest.slice(Math.max(0, token.start - REACH), token.start))
      : null
  const factor = rational(minus === null ? 1n : -1n)
  // 新台币300元: 元 is whatever the sign says.
  const isOpen = reading.unit === 'count' || reading.unit === 'CNY'
  const unit = sign === undefined || !isOpen ? reading.unit : sign.unit
  // The noun of a sum of money or a share is no noun of the number.
  const isCount = unit === 'count'
  return {
    token,
    low: multiply(add(token.low, reading.extra), factor),
    high: multiply(add(token.high, reading.extra), factor),
    start: token.start - (sign?.length ?? 0) - (minus?.[0].length ?? 0),
    end: isCount || reading.unit !== 'count' ? reading.end : token.end,
    unit,
    counted: isCount ? countedBy(page, token, reading.counted) : [],
    over: token.over || reading.over,
    known,
    onlyJoined: standing === 'if-joined',
  }
}

function countedBy(
  { rest }: Page,
  token: NumberToken,
  counted: readonly CountClass[],
): readonly CountClass[] {
  return rest.slice(token.start, token.end) === 'twice' ? ['occasion'] : counted
}

/** Whether a numeral is a number here, or part of a word or a code. */
function standingOf(
  { text, rest }: Page,
  { start, end, script, lone }: NumberToken,
  known: boolean,
): 'number' | 'if-joined' | 'none' {
  const written = rest.slice(start, end)
  if (script === 'digits') {
    // 5G is a network and 3D a picture; 24H and 50kg are quantities.
    const next = text.slice(end, end + 2)
    const isCode = /^(?!H)[A-Z](?![A-Za-z])/u.test(next) || (!known && /^[A-Za-z]/u.test(next))
    return isCode ? 'none' : 'number'
  }
  if (script === 'english') {
    return written === 'one' && !known && rest[end] === '-' ? 'none' : 'number'
  }
  // Neither word nor number touches it.
  const isAlone = !WORD.test(rest.charAt(start - 1)) && !WORD.test(rest.charAt(end))
  if (!lone || isAlone) return 'number'
  if (written !== '一' && written !== '零') return known ? 'number' : 'if-joined'
  const { unit } = readUnit(rest, end, true)
  const isCount = unit === 'count' && !(written === '一' && countsAfterOne(rest, end))
  return known && !isCount ? 'number' : 'if-joined'
}

function signBefore(
  rest: string,
  start: number,
): { readonly unit: UnitName; readonly length: number } | undefined {
  const before = rest.slice(Math.max(0, start - LONGEST_SIGN), start)
  const trimmed = before.trimEnd()
  const found = SIGNS.find(([sign]) => trimmed.endsWith(sign))
  if (found === undefined) return undefined
  const [sign, unit] = found
  return { unit, length: sign.length + before.length - trimmed.length }
}

/** Makes one range of two numbers, or lends the first the unit of the second, or leaves both. */
function join(page: Page, first: Measured, second: Measured): Measured[] | undefined {
  const gap = page.rest.slice(first.end, second.start)
  if (gap.length > LONGEST_JOINT || !JOINT.test(gap)) return undefined
  if (first.token.vague || second.token.vague) return undefined
  if ((first.onlyJoined && !second.known) || (second.onlyJoined && !first.known)) return undefined
  const before = page.folded.slice(Math.max(0, first.start - REACH), first.start)
  const isBetween = BETWEEN_AND.test(before)
  if (gap.includes('and') && !isBetween) return undefined
  // Two or three days are a range, three or ten are a choice.
  if (/[或o]/u.test(gap.replace('to', '')) && !follow(first, second)) return undefined
  if (first.known && second.known && !sharesUnit(first, second)) return undefined
  const bare = !first.known
  const unit = bare ? second.unit : first.unit
  const counted = first.counted.length === 0 ? second.counted : first.counted
  const scaleShared = first.end === first.token.end && sharesScale(first, second)
  const scale = scaleShared ? second.token.scale : rational(1n)
  const lent: Measured = {
    ...first,
    low: multiply(first.low, scale),
    high: multiply(first.high, scale),
    unit,
    counted,
  }
  const borrowed: Measured = second.known ? second : { ...second, unit, counted }
  const isChange = CHANGE.test(before)
  if (isChange || !isLess(lent.low, borrowed.high)) return bare ? [lent, borrowed] : undefined
  const joined: Measured = {
    ...borrowed,
    token: first.token,
    start: isBetween ? first.start - (BETWEEN_AND.exec(before)?.[0].length ?? 0) : first.start,
    low: lent.low,
    over: first.over || second.over,
  }
  return [joined]
}

function follow({ token: a }: Measured, { token: b }: Measured): boolean {
  return isEqual(add(a.low, ONE), b.low)
}

function sharesUnit(first: Measured, second: Measured): boolean {
  return (
    first.unit === second.unit ||
    (unitRow(first.unit).dimension === 'count' && first.counted.length === 0)
  )
}

/** 1–2 million and 5至10万: the first is smaller before the scale as well. */
function sharesScale({ token: a }: Measured, { token: b }: Measured): boolean {
  const none = (scale: Rational): boolean => scale.numerator === scale.denominator
  if (!none(a.scale) || none(b.scale)) return false
  const plain = multiply(b.low, rational(b.scale.denominator, b.scale.numerator))
  return isLess(a.low, plain)
}

function bounded(page: Page, measured: Measured): Amount {
  const { low, high, unit, counted, token, over } = measured
  const reading = readBound(
    page.folded,
    { start: measured.start, numberEnd: token.end, unitEnd: measured.end },
    unit,
    over,
  )
  const isRange = isLess(low, high)
  const bound = token.vague && reading.bound === 'exact' ? 'about' : reading.bound
  return {
    kind: 'amount',
    value: isRange ? { low: formatRational(low), high: formatRational(high) } : formatRational(low),
    unit,
    counted,
    bound,
    start: reading.start,
    end: reading.end,
  }
}
