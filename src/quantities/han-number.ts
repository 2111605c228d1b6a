import { add, multiply, parseDecimal, type Rational, rational } from './rational.js'

/** Digits, with those that contracts write so that nobody can change them (壹, 贰). */
const DIGITS: Readonly<Record<string, bigint>> = {
  零: 0n,
  〇: 0n,
  一: 1n,
  壹: 1n,
  二: 2n,
  两: 2n,
  俩: 2n,
  贰: 2n,
  三: 3n,
  叁: 3n,
  参: 3n,
  四: 4n,
  肆: 4n,
  五: 5n,
  伍: 5n,
  六: 6n,
  陆: 6n,
  七: 7n,
  柒: 7n,
  八: 8n,
  捌: 8n,
  九: 9n,
  玖: 9n,
}
const TENS: Readonly<Record<string, bigint>> = {
  十: 10n,
  拾: 10n,
  百: 100n,
  佰: 100n,
  千: 1000n,
  仟: 1000n,
}
const MYRIAD = 10_000n
const HUNDRED_MILLION = 100_000_000n

/** Folded characters of everyday Chinese numbers, for use inside a regular expression's class. */
export const HAN_NUMERALS = '零〇一二两俩三四五六七八九十百千万亿廿卅'

/** Everyday digits from 1 to 9, likewise. */
export const HAN_DIGITS = '一二两三四五六七八九'

/**
 * Numbers of contracts (壹万贰仟元整) as a regular expression over folded text. 陆, 参 and 拾 are
 * parts of words as well, so a lone one counts only where money follows.
 */
export const FORMAL_NUMBER =
  '(?:[壹贰叁参肆伍陆柒捌玖][拾佰仟万亿]{1,3}零?){1,12}[壹贰叁参肆伍陆柒捌玖]?|拾[壹贰叁参肆伍陆柒捌玖]?(?=[万亿元圆])|[壹贰叁参肆伍陆柒捌玖](?=[元圆])'

/**
 * Value of a Chinese number: 一千零三十, 三千五 (3,500), 廿四, 二〇二四 digit by digit, 三点五亿,
 * 壹万贰仟. `undefined` for characters that are no number in this order (十百千万, 一二).
 */
export function parseHanNumber(text: string): Rational | undefined {
  const spelled = text.replaceAll('廿', '二十').replaceAll('卅', '三十')
  const point = spelled.indexOf('点')
  if (point === -1) return wrap(parseInteger(spelled))
  const whole = parseInteger(spelled.slice(0, point))
  const [, decimals = '', scale = ''] = /^(.*?)([万亿]*)$/u.exec(spelled.slice(point + 1)) ?? []
  const digits = [...decimals].map((character) => DIGITS[character])
  if (whole === undefined || digits.length === 0 || digits.includes(undefined)) return undefined
  return multiply(add(rational(whole), parseDecimal(`0.${digits.join('')}`)), scaleOf(scale))
}

/** Value of 十, 百, 千, 万, 亿 and their products (百万, 万亿) after Arabic digits. */
export function scaleOf(scale: string): Rational {
  let value = 1n
  for (const character of scale) {
    value *= TENS[character] ?? (character === '万' ? MYRIAD : HUNDRED_MILLION)
  }
  return rational(value)
}

/** Value of one digit, or `undefined`. */
export function hanDigit(character: string): bigint | undefined {
  return DIGITS[character]
}

function wrap(value: bigint | undefined): Rational | undefined {
  return value === undefined ? undefined : rational(value)
}

function parseInteger(text: string): bigint | undefined {
  return digitByDigit(text) ?? parseScaled(text, '亿', HUNDRED_MILLION)
}

/**
 * 二〇二四, 九六一〇. Two digits side by side are a guess (三五天) or a name (三一) and three a list,
 * unless one of them is a nought.
 */
function digitByDigit(text: string): bigint | undefined {
  if (text.length > 1 && text.length < 4 && !/[零〇]/u.test(text)) return undefined
  if (text.length > 1 && /^[零〇]/u.test(text)) return undefined
  const digits = [...text].map((character) => DIGITS[character])
  return digits.length === 0 || digits.includes(undefined) ? undefined : BigInt(digits.join(''))
}

/** Splits at the last 亿, then each side at its 万. */
function parseScaled(text: string, mark: string, scale: bigint): bigint | undefined {
  const at = text.lastIndexOf(mark)
  const below = (part: string): bigint | undefined =>
    scale === HUNDRED_MILLION ? parseScaled(part, '万', MYRIAD) : parseThousands(part)
  if (at === -1) return below(text)
  const high = below(text.slice(0, at))
  if (high === undefined || high === 0n) return undefined
  const rest = text.slice(at + 1)
  if (rest === '') return high * scale
  const single = DIGITS[rest]
  // 一万二 is 12,000; 一万零二 is 10,002.
  const low = single === undefined ? below(rest) : (single * scale) / 10n
  return low === undefined || low >= scale ? undefined : high * scale + low
}

/** A number below ten thousand, possibly with noughts before it: 零三十, 五百, 一百三 (130). */
function parseThousands(text: string): bigint | undefined {
  let total = 0n
  let last = MYRIAD
  let digit: bigint | undefined
  let afterNought = false
  for (const character of text) {
    const scale = TENS[character]
    if (scale === undefined) {
      const next = DIGITS[character]
      if (next === undefined || digit !== undefined) return undefined
      if (next === 0n) afterNought = true
      else digit = next
      continue
    }
    // Only a ten may stand without its digit: 十五, 一百十五.
    if (scale >= last || (digit === undefined && scale > 10n)) return undefined
    total += (digit ?? 1n) * scale
    last = scale
    digit = undefined
    afterNought = false
  }
  if (digit === undefined) return total === 0n && text === '' ? undefined : total
  return total + (last >= 100n && last < MYRIAD && !afterNought ? (digit * last) / 10n : digit)
}
