/** How a number is written out in Chinese. */
export interface HanSpelling {
  readonly digits: string
  /** Ten, hundred, thousand. */
  readonly tens: string
  readonly myriad: string
  readonly hundredMillion: string
  /** Whether 10 is 十 (and not 一十, as contracts write it). */
  readonly shortTen: boolean
}

/** Everyday and formal numerals in both scripts. */
export const HAN_SPELLINGS: Readonly<Record<string, HanSpelling>> = {
  simplified: spelling('零一二三四五六七八九', '十百千', '万', '亿', true),
  traditional: spelling('零一二三四五六七八九', '十百千', '萬', '億', true),
  circle: spelling('〇一二三四五六七八九', '十百千', '万', '亿', true),
  formalSimplified: spelling('零壹贰叁肆伍陆柒捌玖', '拾佰仟', '万', '亿', false),
  formalTraditional: spelling('零壹貳參肆伍陸柒捌玖', '拾佰仟', '萬', '億', false),
}

function spelling(
  digits: string,
  tens: string,
  myriad: string,
  hundredMillion: string,
  shortTen: boolean,
): HanSpelling {
  return { digits, tens, myriad, hundredMillion, shortTen }
}

/** Writes a whole number from 0 to 10^16 - 1 in Chinese, as a school book does. */
export function spellHan(value: number, style: HanSpelling): string {
  if (value === 0) return style.digits.charAt(0)
  const written = above(value, style)
  const long = `${style.digits.charAt(1)}${style.tens.charAt(0)}`
  return style.shortTen && written.startsWith(long) ? written.slice(1) : written
}

/** By 亿, then 万, then thousands; a nought stands where a place between is empty. */
function above(value: number, style: HanSpelling): string {
  const zero = style.digits.charAt(0)
  for (const [scale, mark] of [
    [1e8, style.hundredMillion],
    [1e4, style.myriad],
  ] as const) {
    if (value < scale) continue
    const [high, low] = [Math.floor(value / scale), value % scale]
    const gap = low > 0 && low < scale / 10 ? zero : ''
    return `${above(high, style)}${mark}${gap}${low === 0 ? '' : above(low, style)}`
  }
  return belowMyriad(value, style)
}

function belowMyriad(value: number, { digits, tens }: HanSpelling): string {
  let written = ''
  let isGap = false
  for (const power of [3, 2, 1, 0]) {
    const digit = Math.floor(value / 10 ** power) % 10
    if (digit === 0) {
      isGap = written !== ''
      continue
    }
    if (isGap) written += digits.charAt(0)
    isGap = false
    written += digits.charAt(digit) + (power === 0 ? '' : tens.charAt(power - 1))
  }
  return written
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Writes a whole number below 10^15 in English, with or without "and" after hundreds. */
export function spellEnglish(value: number, and: boolean): string {
  for (const [scale, word] of [
    [1e12, 'trillion'],
    [1e9, 'billion'],
    [1e6, 'million'],
    [1e3, 'thousand'],
  ] as const) {
    if (value < scale) continue
    const low = value % scale
    const joint = and && low > 0 && low < 100 ? ' and ' : ' '
    const rest = low === 0 ? '' : `${joint}${spellEnglish(low, and)}`
    return `${spellEnglish(Math.floor(value / scale), and)} ${word}${rest}`
  }
  if (value >= 100) {
    const low = value % 100
    const rest = low === 0 ? '' : `${and ? ' and ' : ' '}${spellEnglish(low, and)}`
    return `${ONES[Math.floor(value / 100)]} hundred${rest}`
  }
  if (value < 20) return ONES[value] ?? ''
  const low = value % 10
  return `${TENS[Math.floor(value / 10)]}${low === 0 ? '' : `-${ONES[low]}`}`
}
