import { parseHanNumeral } from '../../domain/han-numerals.js'

/** Characters that a printed number may consist of besides Latin letters, for use inside a character class. */
export const HAN_NUMBER_CLASS =
  '零〇○一二两兩三四五六七八九十百千廿卅壹贰貳弍叁參参肆伍陆陸柒捌玖拾佰'

/** Full-width and half-width digits, for use inside a character class. */
export const DIGIT_CLASS = '0-9０-９'

/** Numerals of seals and cheques, Traditional forms and tens in one character, as plain numerals. */
const PLAIN: Readonly<Record<string, string>> = {
  '○': '〇',
  兩: '两',
  廿: '二十',
  卅: '三十',
  壹: '一',
  贰: '二',
  貳: '二',
  弍: '二',
  叁: '三',
  參: '三',
  参: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  陸: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
}

const ROMAN = /^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/
const ROMAN_VALUES: Readonly<Record<string, number>> = {
  i: 1,
  v: 5,
  x: 10,
  l: 50,
  c: 100,
  d: 500,
  m: 1000,
}

/** Value of a Han or Arabic number, plain, financial (壹貳參) or full-width; blanks inside are ignored. */
export function readNumber(printed: string): number | undefined {
  const text = printed.normalize('NFKC').replace(/\s/gu, '')
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const value = parseHanNumeral(
    [...text].map((character) => PLAIN[character] ?? character).join(''),
  )
  return value === 0 ? undefined : value
}

/** Value of a Roman number in either case (iv, XII), or `undefined`. */
export function readRoman(printed: string): number | undefined {
  const text = printed.toLowerCase()
  if (text === '' || !ROMAN.test(text)) return undefined
  const values = [...text].map((letter) => ROMAN_VALUES[letter] ?? 0)
  return values.reduce(
    (sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    0,
  )
}

/** Value of a letter that counts (a is 1), or `undefined`. */
export function readLetter(printed: string): number | undefined {
  return /^[a-z]$/i.test(printed) ? printed.toLowerCase().charCodeAt(0) - 96 : undefined
}

/** Order of the letters behind a number: A is 1, AA, which stands between A and B, is 1.01. */
export function readLetters(printed: string): number {
  const [first, second] = printed
  return (readLetter(first ?? '') ?? 0) + (readLetter(second ?? '') ?? 0) / 100
}

/** Value of a number in a circle or followed by a dot in one character (① ⑴ ⒈ ㈠ ❶), or `undefined`. */
export function readEnclosed(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0
  for (const [first, last, start] of ENCLOSED) {
    if (code >= first && code <= last) return code - first + start
  }
  return undefined
}

/** Blocks of Unicode that hold enclosed numbers: first and last code point, value of the first. */
const ENCLOSED: readonly (readonly [number, number, number])[] = [
  [0x2460, 0x2473, 1],
  [0x2474, 0x2487, 1],
  [0x2488, 0x249b, 1],
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x3220, 0x3229, 1],
  [0x3280, 0x3289, 1],
  [0x32b1, 0x32bf, 36],
  [0x3251, 0x325f, 21],
]
