import { HAN_DIGITS, HAN_NUMERALS, parseHanNumber, scaleOf } from './han-number.js'
import { type FormsReading, type Page, readForms, spanOf } from './page.js'
import type { Amount, Bound } from './quantity.js'
import {
  add,
  formatRational,
  HALF,
  isLess,
  multiply,
  ONE,
  parseDecimal,
  type Rational,
  rational,
  ZERO,
} from './rational.js'
import { readBound } from './read-bounds.js'
import type { UnitName } from './units.js'

interface Share {
  readonly value: Rational
  readonly unit: UnitName
  readonly bound?: Bound
}

const PARTS = ['half', 'third', 'quarter', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']
const COUNTS = 'a one two three four five six seven eight nine'.split(' ')
const NUMBER = `(?:\\d{1,9}(?:\\.\\d{1,9})?|[${HAN_NUMERALS}]{1,12}(?:点[${HAN_DIGITS}零〇]{1,6})?)`

/** Shares that are not written as a number with a unit, and what each is worth. */
const FORMS: readonly {
  readonly pattern: RegExp
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => Share | undefined
}[] = [
  { pattern: /百分百|百分之百/gu, read: () => ({ value: rational(100n), unit: 'percent' }) },
  {
    // 三分之一, 万分之五
    pattern: new RegExp(`(?<parts>${NUMBER})分之(?<of>${NUMBER})`, 'gu'),
    read: ({ parts = '', of = '' }) => {
      if (parts === '百' || parts === '千') return undefined
      const whole = parts === '万' ? scaleOf(parts) : numberOf(parts)
      const count = numberOf(of)
      if (whole === undefined || count === undefined || !isLess(ZERO, whole)) return undefined
      return { value: divide(count, whole), unit: 'fraction' }
    },
  },
  {
    pattern: new RegExp(
      `(?<![${HAN_NUMERALS}])(?:一半(?![成导径年个天月小])|半数)|对半|减半|折半|(?<most>过半)(?![年天月])`,
      'gu',
    ),
    read: ({ most }) => ({
      value: HALF,
      unit: 'fraction',
      ...(most === undefined ? {} : { bound: 'more-than' as const }),
    }),
  },
  {
    // one third, two-thirds, a quarter of; three quarters is nine months without "of"
    pattern:
      /(?<![a-z])(?<count>a|one|two|three|four|five|six|seven|eight|nine)[ -](?<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?<plural>s?)(?:(?= of(?! each| every| the year))(?<of>)|(?![a-z]|[ -](?:part|countr)))/gu,
    read: ({ count = '', part = '', plural, of }) => {
      const needsOf = part === 'quarter' || count === 'a'
      if (needsOf && of === undefined) return undefined
      const number = Math.max(1, COUNTS.indexOf(count))
      if (plural === '' && number > 1) return undefined
      return {
        value: rational(BigInt(number), part === 'quarter' ? 4n : BigInt(PARTS.indexOf(part) + 2)),
        unit: 'fraction',
      }
    },
  },
  {
    pattern:
      /(?<![a-z])(?:(?:one|a)[ -])?half(?= of| the | its | their )|(?<=(?:by|in) )half(?! an? )|(?<![a-z])one[ -]half|(?<=(?:nearly|almost|over|than|about) )half(?= (?!an? |hour|day|month|year)[a-z])/gu,
    read: () => ({ value: HALF, unit: 'fraction' }),
  },
  {
    pattern: /(?<![\d/.,])(?<of>\d{1,3})\/(?<parts>\d{1,3})(?![\d/])/gu,
    read: ({ of = '', parts = '' }) =>
      Number(of) < Number(parts) && Number(of) > 0
        ? { value: rational(BigInt(of), BigInt(parts)), unit: 'fraction' }
        : undefined,
  },
  {
    // 八五折, 85折
    pattern: new RegExp(
      `(?<tens>[${HAN_DIGITS}]|(?<![\\d.])\\d)(?<ones>[${HAN_DIGITS}]|\\d)折(?![扣合算叠旧射])`,
      'gu',
    ),
    read: ({ tens = '', ones = '' }) => {
      const [high, low] = [numberOf(tens), numberOf(ones)]
      if (high === undefined || low === undefined) return undefined
      return { value: tenths(high, low), unit: 'tenth-of-price' }
    },
  },
  {
    // 三成五
    pattern: new RegExp(`(?<tens>[${HAN_DIGITS}])成(?<ones>[${HAN_DIGITS}])`, 'gu'),
    read: ({ tens = '', ones = '' }) => {
      const [high, low] = [numberOf(tens), numberOf(ones)]
      if (high === undefined || low === undefined) return undefined
      return { value: tenths(high, low), unit: 'tenth' }
    },
  },
  {
    // 10% off is 九折: what is left to pay
    pattern:
      /(?<![\d.])(?<off>\d{1,2}(?:\.\d{1,4})?) ?(?:%|percent|per cent) (?:off|discount)(?![a-z])/gu,
    read: ({ off = '' }) => {
      const { numerator, denominator } = parseDecimal(off)
      return {
        value: add(rational(10n), rational(-numerator, denominator * 10n)),
        unit: 'tenth-of-price',
      }
    },
  },
]

/** Reads shares written in words of their own. */
export function readShares(page: Page): FormsReading<Amount> {
  return readForms(
    page,
    FORMS.map(({ pattern }) => pattern),
    (match, form) => {
      const share = FORMS[form]?.read(match.groups ?? {})
      return share && amountOf(page, match, share)
    },
  )
}

function amountOf({ folded }: Page, match: RegExpExecArray, share: Share): Amount {
  const { start, end } = spanOf(match)
  const reading = readBound(folded, { start, numberEnd: end, unitEnd: end }, share.unit, false)
  return {
    kind: 'amount',
    value: formatRational(share.value),
    unit: share.unit,
    counted: [],
    bound: share.bound ?? reading.bound,
    start: reading.start,
    end: reading.end,
  }
}

function numberOf(text: string): Rational | undefined {
  return /^\d/u.test(text) ? parseDecimal(text) : parseHanNumber(text)
}

function divide(a: Rational, b: Rational): Rational {
  return multiply(a, rational(b.denominator, b.numerator))
}

function tenths(high: Rational, low: Rational): Rational {
  return add(high, multiply(low, divide(ONE, rational(10n))))
}
