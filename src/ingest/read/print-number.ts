/**
 * Systems in which a list counts: the names of CSS list styles, to which those of word processors
 * are mapped.
 */
export type CountingSystem =
  | 'decimal'
  | 'decimal-leading-zero'
  | 'lower-alpha'
  | 'upper-alpha'
  | 'lower-roman'
  | 'upper-roman'
  | 'circled-decimal'
  | 'parenthesized-decimal'
  | 'dotted-decimal'
  | 'fullwidth-decimal'
  | 'chinese'
  | 'chinese-formal-simplified'
  | 'chinese-formal-traditional'
  | 'cjk-decimal'
  | 'heavenly-stem'
  | 'earthly-branch'
  | 'circled-chinese'

const DIGITS = [...'零一二三四五六七八九']
const UNITS = ['', '十', '百', '千']
const FORMAL = {
  simplified: { digits: [...'零壹贰叁肆伍陆柒捌玖'], units: ['', '拾', '佰', '仟'] },
  traditional: { digits: [...'零壹貳參肆伍陸柒捌玖'], units: ['', '拾', '佰', '仟'] },
}
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function chinese(value: number, digits: readonly string[], units: readonly string[]): string {
  const figures = [...String(value)].map(Number)
  let printed = ''
  let skipped = false
  figures.forEach((figure, index) => {
    if (figure === 0) {
      skipped = true
      return
    }
    if (skipped) printed += digits[0]
    skipped = false
    printed += `${digits[figure] ?? ''}${units[figures.length - 1 - index] ?? ''}`
  })
  return printed
}

function alphabetic(value: number): string {
  let left = value
  let printed = ''
  while (left > 0) {
    printed = String.fromCodePoint(97 + ((left - 1) % 26)) + printed
    left = Math.floor((left - 1) / 26)
  }
  return printed
}

function roman(value: number): string {
  let left = value
  let printed = ''
  for (const [worth, letters] of ROMAN) {
    while (left >= worth) {
      printed += letters
      left -= worth
    }
  }
  return printed
}

function circled(value: number): string | undefined {
  if (value <= 20) return String.fromCodePoint(0x2460 + value - 1)
  if (value <= 35) return String.fromCodePoint(0x3251 + value - 21)
  if (value <= 50) return String.fromCodePoint(0x32b1 + value - 36)
  return undefined
}

function special(value: number, system: CountingSystem): string | undefined {
  const upTo = (last: number, first: number) =>
    value <= last ? String.fromCodePoint(first + value - 1) : undefined
  switch (system) {
    case 'decimal':
      return String(value)
    case 'decimal-leading-zero':
      return String(value).padStart(2, '0')
    case 'lower-alpha':
      return alphabetic(value)
    case 'upper-alpha':
      return alphabetic(value).toUpperCase()
    case 'lower-roman':
      return value < 4000 ? roman(value).toLowerCase() : undefined
    case 'upper-roman':
      return value < 4000 ? roman(value) : undefined
    case 'circled-decimal':
      return circled(value)
    case 'parenthesized-decimal':
      return upTo(20, 0x2474)
    case 'dotted-decimal':
      return upTo(20, 0x2488)
    case 'fullwidth-decimal':
      return String(value).replace(/\d/gu, (figure) =>
        String.fromCodePoint(0xff10 + Number(figure)),
      )
    case 'chinese':
      // Eleven is 十一, not 一十一.
      return value < 10_000 ? chinese(value, DIGITS, UNITS).replace(/^一十/u, '十') : undefined
    case 'chinese-formal-simplified':
      return value < 10_000
        ? chinese(value, FORMAL.simplified.digits, FORMAL.simplified.units)
        : undefined
    case 'chinese-formal-traditional':
      return value < 10_000
        ? chinese(value, FORMAL.traditional.digits, FORMAL.traditional.units)
        : undefined
    case 'cjk-decimal':
      return String(value).replace(
        /\d/gu,
        (figure) => [...'〇一二三四五六七八九'][Number(figure)] ?? figure,
      )
    case 'heavenly-stem':
      return [...'甲乙丙丁戊己庚辛壬癸'][value - 1]
    case 'earthly-branch':
      return [...'子丑寅卯辰巳午未申酉戌亥'][value - 1]
    case 'circled-chinese':
      return upTo(10, 0x3280)
    default:
      return system satisfies never
  }
}

/**
 * Prints the number of a list's item as its reader sees it; in Arabic figures where the system ends
 * before that number, as word processors and browsers do.
 *
 * @param value A whole number; those below 1 are printed in Arabic figures too.
 */
export function printNumber(value: number, system: CountingSystem): string {
  return (value < 1 ? undefined : special(value, system)) ?? String(value)
}
