const DIGITS = '零一二三四五六七八九'
const DIGIT_VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNIT_VALUES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** The characters a Chinese number of a measure may consist of, for use inside a regular expression. */
export const HAN_NUMERAL_CLASS = '零〇一二两三四五六七八九十百千'

/**
 * Chinese numeral of an integer from 1 to 9,999 as documents print it: 十九, 二十, 一百零三.
 *
 * @throws RangeError outside that range.
 */
export function toHanNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) {
    throw new RangeError(`expected an integer from 1 to 9999, found ${value}`)
  }
  let result = ''
  let pendingZero = false
  for (const [unit, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10
    if (digit === 0) {
      pendingZero = result !== ''
      continue
    }
    if (pendingZero) result += '零'
    pendingZero = false
    // 十九, not 一十九, but 一百一十九.
    if (!(unit === 10 && digit === 1 && result === '')) result += DIGITS.charAt(digit)
    result += name
  }
  return result
}

/**
 * Value of a Chinese numeral up to 9,999 (十九, 二十, 一百零三, also digit by digit: 二〇), or
 * `undefined` for anything else. Spoken shortenings (一百三 for 130) are no numerals of a document.
 */
export function parseHanNumeral(text: string): number | undefined {
  if (text === '') return undefined
  if (![...text].some((character) => character in UNIT_VALUES)) {
    let value = 0
    for (const character of text) {
      const digit = DIGIT_VALUES[character]
      if (digit === undefined || text.length > 4) return undefined
      value = value * 10 + digit
    }
    return value
  }
  let total = 0
  let digit: number | undefined
  let lastUnit = 10_000
  for (const character of text) {
    const unit = UNIT_VALUES[character]
    if (unit === undefined) {
      const next = DIGIT_VALUES[character]
      if (next === undefined || (digit !== undefined && digit !== 0)) return undefined
      digit = next
      continue
    }
    if (unit >= lastUnit) return undefined
    total += (digit === undefined || digit === 0 ? 1 : digit) * unit
    lastUnit = unit
    digit = undefined
  }
  const value = total + (digit ?? 0)
  return spelling(text) === spelling(toHanNumeral(value)) ? value : undefined
}

/** One spelling for those that print the same number: 〇 and 零, 两 and 二, with or without 一 before a unit. */
function spelling(numeral: string): string {
  return numeral
    .replaceAll('〇', '零')
    .replaceAll('两', '二')
    .replace(/(?<![一二三四五六七八九])(?=[十百千])/gu, '一')
}
