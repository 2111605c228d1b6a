import { HAN_NUMERAL_CLASS, parseHanNumeral } from '../../domain/han-numerals.js'
import { foldText } from '../../scripts/fold.js'

const ENGLISH_NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  fifty: 50,
}

const MONTHS = [
  'jan(?:uary)?',
  'feb(?:ruary)?',
  'mar(?:ch)?',
  'apr(?:il)?',
  'may',
  'june?',
  'july?',
  'aug(?:ust)?',
  'sept?(?:ember)?',
  'oct(?:ober)?',
  'nov(?:ember)?',
  'dec(?:ember)?',
] as const

/** English units of counts and periods, and the Chinese ones they become. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(\d)[ -]?months?(?![a-z])/gu, '$1个月'],
  [/(\d)[ -]?years?(?![a-z])/gu, '$1年'],
  [/(\d)[ -]?working days?(?![a-z])/gu, '$1个工作日'],
  [/(\d)[ -]?(?:natural |calendar )?days?(?![a-z])/gu, '$1天'],
  [/(\d)[ -]?hours?(?![a-z])/gu, '$1小时'],
  [/(\d)[ -]?minutes?(?![a-z])/gu, '$1分钟'],
  [/(\d)[ -]?weeks?(?![a-z])/gu, '$1周'],
  [/(\d)\s*(?:percent|per cent|％)(?![a-z])/gu, '$1%'],
  [/(?:rmb|cny|￥|¥|人民币)\s*(\d+(?:\.\d+)?)(?:元|yuan)?/gu, '$1元'],
  [/(\d)\s*(?:yuan|rmb|cny|元人民币)(?![a-z])/gu, '$1元'],
]

/** What may follow a Chinese numeral that is a quantity; elsewhere 一 is no number (一律, 一站式). */
const HAN_UNIT = '(?=[万亿]|个|年|月|日|天|小时|分钟|周|元|%|件|家|倍|成|页|票|批|次|项|条)'

const MULTIPLIERS: Readonly<Record<string, number>> = {
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
}

/**
 * Numbers, amounts, percentages, periods and dates of a text in one form, whatever the language:
 * 10,000 = 1万 = ten thousand → `10000`; 3 months = 三个月 → `3个月`; half a year → `6个月`;
 * 35 per cent = 百分之三十五 → `35%`; RMB 10,000 = 10000元人民币 → `10000元`; 4 April 2024 =
 * 2024-04-04 → `2024年4月4日`. Units stay: 一年 is not 12个月. The rest is folded (script, width,
 * case) and loses its white space, so the result is for comparing, not for reading.
 */
export function normaliseQuantities(text: string): string {
  let result = foldText(text)
  result = result.replace(/(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)/gu, (digits) =>
    digits.replaceAll(',', ''),
  )
  result = result.replace(
    new RegExp(`百分之([${HAN_NUMERAL_CLASS}]+|\\d+)`, 'gu'),
    (all, number) => {
      const value = parseAny(String(number))
      return value === undefined ? all : `${value}%`
    },
  )
  result = result.replace(new RegExp(`[${HAN_NUMERAL_CLASS}]+${HAN_UNIT}`, 'gu'), (numeral) =>
    String(parseHanNumeral(numeral) ?? numeral),
  )
  result = result.replace(
    new RegExp(`\\b(?:${Object.keys(ENGLISH_NUMBERS).join('|')})(?=[ -][a-z])`, 'gu'),
    (word) => String(ENGLISH_NUMBERS[word] ?? word),
  )
  result = result.replace(/\bhalf a year\b|\bhalf-year\b|半年/gu, '6个月')
  result = result.replace(/\b24\/7\b/gu, '7x24')
  result = result.replace(
    /(\d+(?:\.\d+)?)\s*(万亿|万|亿|thousand|million|billion)(?![a-z])/gu,
    (all, number, unit) => {
      const multiplier = MULTIPLIERS[String(unit)]
      // 1.5 × 1e8 is exact enough; the rounding takes care of 0.1 and its like.
      return multiplier === undefined ? all : String(Math.round(Number(number) * multiplier))
    },
  )
  result = normaliseDates(result)
  for (const [pattern, replacement] of UNITS) result = result.replace(pattern, replacement)
  return result.replace(/\s+/gu, '')
}

function normaliseDates(folded: string): string {
  let result = folded.replace(
    /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu,
    (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`,
  )
  MONTHS.forEach((name, index) => {
    const month = index + 1
    result = result
      .replace(
        new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? ${name}\\.?,? (\\d{4})\\b`, 'gu'),
        (_, day, year) => `${year}年${month}月${Number(day)}日`,
      )
      .replace(
        new RegExp(`\\b${name}\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'gu'),
        (_, day, year) => `${year}年${month}月${Number(day)}日`,
      )
      .replace(new RegExp(`\\b${name}\\.?,? (\\d{4})\\b`, 'gu'), (_, year) => `${year}年${month}月`)
  })
  return result.replace(/(\d{4})年0?(\d{1,2})月(?:0?(\d{1,2})日)?/gu, (_, year, month, day) =>
    day === undefined ? `${year}年${month}月` : `${year}年${month}月${day}日`,
  )
}

function parseAny(text: string): number | undefined {
  return /^\d+$/u.test(text) ? Number(text) : parseHanNumeral(text)
}
