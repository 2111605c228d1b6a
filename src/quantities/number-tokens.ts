import { parseEnglishNumber, scaled } from './english-number.js'
import { HAN_DIGITS, hanDigit, parseHanNumber, scaleOf } from './han-number.js'
import { NUMBER } from './number-pattern.js'
import {
  add,
  HALF,
  multiply,
  ONE,
  parseDecimal,
  type Rational,
  rational,
  ZERO,
} from './rational.js'

/** A number as it stands in a text, before its unit is known. */
export interface NumberToken {
  readonly start: number
  readonly end: number
  readonly low: Rational
  /** Other than `low` for 三五 and 几百. */
  readonly high: Rational
  /** A lone Chinese digit: a number only next to a unit (四类), otherwise part of a word (四川). */
  readonly lone: boolean
  /** What scaled it (1.5 million, 3万): the scale may belong to a whole range. */
  readonly scale: Rational
  /** 余, 多 or 几 inside the number: 4000余万. */
  readonly over: boolean
  /** 数百, hundreds of. */
  readonly vague: boolean
  /** Where and how it stands: digits, Chinese characters or English words. */
  readonly script: 'digits' | 'han' | 'english'
}

type Place = Pick<NumberToken, 'start' | 'end'>

const GLYPHS: Readonly<Record<string, Rational>> = {
  '½': HALF,
  '¼': rational(1n, 4n),
  '¾': rational(3n, 4n),
  '⅓': rational(1n, 3n),
  '⅔': rational(2n, 3n),
}

/** "Hundreds of" and 数百 alike: from twice to nine times the scale. */
const SEVERAL = [rational(2n), rational(9n)] as const
const VAGUE: Readonly<Record<string, bigint>> = {
  dozens: 10n,
  hundreds: 100n,
  thousands: 1000n,
  'tens of thousands': 10_000n,
  'hundreds of thousands': 100_000n,
  millions: 1_000_000n,
  'tens of millions': 10_000_000n,
  'hundreds of millions': 100_000_000n,
  billions: 1_000_000_000n,
}

/** All numbers of a folded text, in order and apart. */
export function findNumbers(rest: string): NumberToken[] {
  return [...rest.matchAll(NUMBER)].flatMap((match) => {
    const place = { start: match.index, end: match.index + match[0].length }
    return digitTokens(match, place) ?? hanTokens(match, place) ?? englishTokens(match, place)
  })
}

function token(place: Place, value: Rational, more: Partial<NumberToken> = {}): NumberToken {
  return {
    ...place,
    low: value,
    high: value,
    lone: false,
    scale: ONE,
    over: false,
    vague: false,
    script: 'digits',
    ...more,
  }
}

function several(place: Place, scale: Rational, script: NumberToken['script']): NumberToken {
  const [low, high] = SEVERAL
  return token(place, multiply(low, scale), { high: multiply(high, scale), vague: true, script })
}

function digitTokens({ groups = {} }: RegExpExecArray, place: Place): NumberToken[] | undefined {
  const { mixed, arabic, glyph, glyphs, scale, short } = groups
  if (mixed !== undefined) return [mixedToken(mixed, place)]
  if (glyphs !== undefined) return [token(place, GLYPHS[glyphs] ?? HALF)]
  if (arabic === undefined) return undefined
  const value = add(parseDecimal(arabic.replace(/[ ,]/gu, '')), GLYPHS[glyph ?? ''] ?? ZERO)
  const product = (scale ?? short ?? '').split(' ').reduce(scaled, ONE)
  return [token(place, multiply(value, product), { scale: product })]
}

/** Arabic digits with Chinese scales: 1亿2000万, 4000余万, 1万2. */
function mixedToken(mixed: string, place: Place): NumberToken {
  const parts = mixed.matchAll(
    /(?<digits>\d[\d, ]*(?:\.\d+)?) ?(?:[余多] ?)?(?<scale>[十百千万亿]*)/gu,
  )
  let total = ZERO
  let first = ONE
  for (const { groups = {}, index } of parts) {
    const digits = (groups['digits'] ?? '').replace(/[ ,]/gu, '')
    let scale = scaleOf(groups['scale'] ?? '')
    if (index === 0) first = scale
    // 1万2 is 12,000, as 一万二 is.
    else if (digits.length === 1 && groups['scale'] === '' && !mixed.includes('零')) {
      scale = multiply(first, rational(1n, 10n))
    }
    total = add(total, multiply(parseDecimal(digits), scale))
  }
  return token(place, total, { scale: first, over: /[余多]/u.test(mixed) })
}

function hanTokens({ groups = {} }: RegExpExecArray, place: Place): NumberToken[] | undefined {
  const { formal, magnitude, lead, led, han, several: scale, hanHalf } = groups
  if (hanHalf !== undefined) return [token(place, HALF, { script: 'han' })]
  if (magnitude !== undefined) return [token(place, scaleOf(magnitude), { script: 'han' })]
  if (led !== undefined) {
    // 上百家 and 过百家: a hundred and some.
    const over = lead === '上' || lead === '过'
    return [token(place, scaleOf(led), { script: 'han', over })]
  }
  if (scale !== undefined) return [several(place, scaleOf(scale), 'han')]
  const written = formal ?? han
  if (written === undefined) return undefined
  const odd = /^(?<head>.*?)(?<odd>[余多几])(?<scale>[百千]?[万亿]?)$/u.exec(written)?.groups
  const head = odd?.['head'] ?? written
  const oddScale = scaleOf(odd?.['scale'] ?? '')
  const value = parseHanNumber(head)
  if (value === undefined) return odd === undefined ? guess(written, place) : []
  // 三十几 is a number, 三几 is none.
  if (odd?.['odd'] === '几' && !head.endsWith('十')) return []
  return [
    token(place, multiply(value, oddScale), {
      scale: oddScale,
      over: odd !== undefined,
      lone: written.length === 1 && formal === undefined,
      script: 'han',
    }),
  ]
}

const SIDE_BY_SIDE = new RegExp(
  `^(?<head>[${HAN_DIGITS}]?十)?(?<low>[${HAN_DIGITS}])(?<high>[${HAN_DIGITS}])(?<scale>[十百千]?[万亿]?)$`,
  'u',
)

/** 三五天, 两三个, 二三十家, 十七八个: two digits that lie side by side stand for a range. */
function guess(written: string, place: Place): NumberToken[] {
  const groups = SIDE_BY_SIDE.exec(written)?.groups
  const low = hanDigit(groups?.['low'] ?? '')
  const high = hanDigit(groups?.['high'] ?? '')
  if (low === undefined || high === undefined) return []
  if (high !== low + 1n && !(low === 3n && high === 5n)) return []
  const head = parseHanNumber(groups?.['head'] ?? '零') ?? ZERO
  const scale = scaleOf(groups?.['scale'] ?? '')
  return [
    token(place, multiply(add(head, rational(low)), scale), {
      high: multiply(add(head, rational(high)), scale),
      // Without a unit it is as likely a name: 三五, 一二线.
      lone: groups?.['scale'] === '',
      script: 'han',
    }),
  ]
}

function englishTokens({ groups = {} }: RegExpExecArray, place: Place): NumberToken[] {
  const { vague, few, halfOf, words, aScale, aScale2, half, twice } = groups
  const script = 'english'
  if (words !== undefined) return spelledTokens(words, place.start)
  if (vague !== undefined) return [several(place, rational(VAGUE[vague] ?? 1n), script)]
  if (few !== undefined) {
    return [several(place, few === 'dozen' ? rational(10n) : scaled(ONE, few), script)]
  }
  if (halfOf !== undefined) return [token(place, scaled(HALF, halfOf), { script })]
  if (half !== undefined) return [token(place, HALF, { script })]
  if (twice !== undefined) return [token(place, rational(2n), { script })]
  return [token(place, scaled(scaled(ONE, aScale ?? ''), aScale2 ?? ''), { script })]
}

/** `two three` is two numbers, `twenty-four hundred` one. */
function spelledTokens(words: string, start: number): NumberToken[] {
  const tokens: NumberToken[] = []
  let at = 0
  while (at < words.length) {
    const found = parseEnglishNumber(words.slice(at))
    if (found !== undefined) {
      const place = { start: start + at, end: start + at + found.length }
      tokens.push(token(place, found.value, { script: 'english' }))
    }
    const rest = words.slice(at + (found?.length ?? 0))
    const gap = /^[^ -]*[ -]+/u.exec(rest)
    if (gap === null) break
    at += (found?.length ?? 0) + gap[0].length
  }
  return tokens
}
