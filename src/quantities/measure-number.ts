import type { CountClass } from './count-table.js'
import type { NumberToken } from './number-tokens.js'
import type { Page } from './page.js'
import { add, multiply, type Rational, rational } from './rational.js'
import { countsAfterOne, isNounNext, readUnit } from './read-units.js'
import { CURRENCY_SIGNS, type UnitName } from './units.js'

/** A number with its unit, before its bound is read and its neighbours are joined to a range. */
export interface Measured {
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

/** A temperature below nought. */
const BELOW_NOUGHT = /(?:零下|(?<![\p{L}\d)\]])-|minus ) ?$/u
/** Longest of these words, in UTF-16 code units. */
const LONGEST_MINUS = 7
/** Words after which a bare "one" is a number. */
const LEADS_TO_ONE = new Set(
  'to from by than least most about only just is are of or and in within with exactly nearly almost over'.split(
    ' ',
  ),
)
/** Longer words before a "one" are not looked at whole. */
const LONGEST_WORD = 16
const WORD = /[\p{L}\p{N}]/u

/** Reads what stands around a number; `undefined` where it is part of a word or a code. */
export function measureNumber(page: Page, token: NumberToken): Measured | undefined {
  const { rest } = page
  const isOne = token.low.numerator === token.low.denominator
  const reading = readUnit(rest, token.end, isOne)
  const sign = signBefore(rest, token.start)
  const known = reading.known || sign !== undefined
  const standing = standingOf(page, token, known)
  if (standing === 'none') return undefined
  const minus =
    reading.unit === 'celsius'
      ? BELOW_NOUGHT.exec(rest.slice(Math.max(0, token.start - LONGEST_MINUS), token.start))
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
  { text, folded, rest }: Page,
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
    if (written !== 'one' || known) return 'number'
    return rest[end] === '-' || isPronoun(folded, start, end) ? 'none' : 'number'
  }
  // Neither word nor number touches it.
  const isAlone = !WORD.test(rest.charAt(start - 1)) && !WORD.test(rest.charAt(end))
  if (!lone || isAlone) return 'number'
  if (written !== '一' && written !== '零') return known ? 'number' : 'if-joined'
  const { unit } = readUnit(rest, end, true)
  const isCount = unit === 'count' && !(written === '一' && countsAfterOne(rest, end))
  return known && !isCount ? 'number' : 'if-joined'
}

/** Whether "one" stands for a noun: the first one, a minor one and; not cut from five to one. */
function isPronoun(folded: string, start: number, end: number): boolean {
  const before = /(?<word>[a-z]+) $/u.exec(folded.slice(Math.max(0, start - LONGEST_WORD), start))
  const word = before?.groups?.['word']
  return word !== undefined && !LEADS_TO_ONE.has(word) && !isNounNext(folded, end)
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
