import { parseHanNumeral } from '../../domain/han-numerals.js'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const MONTH = `(?:${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|sept\\.?)`
const HAN = '[一二三四五六七八九十百廿卅〇零○◯o]'
const ORDINAL = '(?:st|nd|rd|th)?'
/** Year 1 of the calendar that counts from 1912. */
const MINGUO_OFFSET = 1911
/** Other years in a document on trade are misprints or other numbers. */
const FIRST_YEAR = 1800
const LAST_YEAR = 2099

/**
 * Source of a pattern (without groups) for a day as condensed text has it: 2024年5月1日, 二○二四年五月一日,
 * 民国113年1月5日, 2024-05-01, 1 may 2024, may 1, 2024.
 */
export const DAY = [
  `(?<![\\d.])(?:19|20|18)\\d{2}年\\d{1,2}月\\d{1,2}日`,
  // Taiwan also leaves the name of its calendar out: 一百十三年一月五日, 113年1月5日.
  `一百${HAN}{0,4}年${HAN}{1,3}月${HAN}{1,4}日`,
  `(?<![\\d.])1\\d{2}年\\d{1,2}月\\d{1,2}日`,
  `[一二]${HAN}{3}年${HAN}{1,3}月${HAN}{1,4}日`,
  `(?:中华)?民国(?:\\d{1,3}|${HAN}{1,6})年(?:\\d{1,2}|${HAN}{1,3})月(?:\\d{1,2}|${HAN}{1,4})日`,
  `(?:中华)?民国\\d{1,3}[./-]\\d{1,2}[./-]\\d{1,2}(?!\\d)`,
  `(?<![\\d.])(?:19|20)\\d{2}[-/.]\\d{1,2}[-/.]\\d{1,2}(?!\\d|\\.\\d)`,
  `(?<!\\d)\\d{1,2}${ORDINAL} (?:day of )?${MONTH},? (?:18|19|20)\\d{2}(?!\\d)`,
  `(?<![a-z])${MONTH} \\d{1,2}${ORDINAL},? ?(?:18|19|20)\\d{2}(?!\\d)`,
].join('|')

/**
 * The day that a text matched by {@link DAY} names, as `YYYY-MM-DD`; null when the calendar has no
 * such day (2月30日).
 */
export function readDay(text: string): string | null {
  const english =
    /^(\d{1,2})[a-z]* (?:day of )?([a-z]{3})[a-z]*\.?,? (\d{4})$/u.exec(text) ??
    reorder(/^([a-z]{3})[a-z]*\.? (\d{1,2})[a-z]*,? ?(\d{4})$/u.exec(text))
  if (english !== null) {
    const month = MONTHS.findIndex((name) => name.startsWith(english[2] ?? ''))
    return toIsoDay(Number(english[3]), month + 1, Number(english[1]))
  }
  const isMinguo = /^(?:(?:中华)?民国|一百|1\d{2}年)/u.test(text)
  const [year, month, day] = text
    .replace(/^(?:中华)?民国/u, '')
    .split(/[年月日./-]/u)
    .map(readNumber)
  if (year === undefined || month === undefined || day === undefined) return null
  return toIsoDay(isMinguo ? year + MINGUO_OFFSET : year, month, day)
}

/** The day before an anniversary: a period of `years` and `months` from `day` ends on it. */
export function lastDayOf(day: string, years: number, months = 0): string | null {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const end = new Date(Date.UTC(year + years, month - 1 + months, date - 1))
  return end.getUTCFullYear() > LAST_YEAR ? null : end.toISOString().slice(0, 10)
}

function toIsoDay(year: number, month: number, day: number): string | null {
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : null
}

/** Digits or a Chinese numeral, of which documents print the zero as 〇, 零, ○ or the letter O. */
function readNumber(text: string): number | undefined {
  if (/^\d+$/u.test(text)) return Number(text)
  const numeral = text
    .replace(/[零○◯o]/gu, '〇')
    .replace('廿', '二十')
    .replace('卅', '三十')
  return parseHanNumeral(numeral)
}

/** Month and day the other way round. */
function reorder(match: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return match === null ? null : [match[0], match[2], match[1], match[3]]
}
