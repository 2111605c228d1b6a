import { HAN_NUMERALS, parseHanNumber } from './han-number.js'
import { type FormsReading, type Page, readForms } from './page.js'
import type { CalendarDate, DatePart } from './quantity.js'

const YEAR = '(?:(?:19|20)\\d\\d|[一二][零〇一二三四五六七八九]{3})'
const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])'
const DAY =
  '(?:3[01]|[12]\\d|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])'
const APART = `(?<![\\d.,${HAN_NUMERALS}第])`

const MONTH_NAMES = [
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'may',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sept|sep',
  'october|oct',
  'november|nov',
  'december|dec',
] as const
const MONTH_NAME = `(?:${MONTH_NAMES.join('|')})(?![a-z])\\.?`
/** Names that are other words as well: only with a capital. */
const AMBIGUOUS_NAMES = /^(?:may|march|mar|jan|sep|dec)$/u
const ENGLISH_YEAR = '(?:19|20)\\d\\d(?!\\d|[,.]\\d)'
const ENGLISH_DAY = '(?:3[01]|[12]\\d|0?[1-9])(?!\\d|[,.]\\d|%)'
const ENGLISH_PART =
  '(?:(?:(?:the )?(?<part>end|beginning|start|middle) of|(?<part2>early|late|mid|end))[ -])?'
/** A year after these is a year; elsewhere four digits may count as well. */
const LEADS_TO_YEAR = '(?:in|since|until|till|by|during|before|after|year|through)'
const COUNTED_NEXT =
  '(?! ?(?:%|percent|per cent|yuan|(?:working |calendar )?(?:second|minute|hour|day|week|month|year|tonne|ton|kilogram|page|batch|item|enterprise|compan|time|case|people|person|vehicle|document|certificate|declaration)))'

const CHINESE_PART = '(?<part>年[底末初中]|[底末初]|[上中下]旬|上半年|下半年)?'

const FORMS: readonly RegExp[] = [
  // 2024-2026年, 2024至2026年, and the first month of 1至6月
  new RegExp(`${APART}(?<year>${YEAR})(?= ?[-~至到—] ?${YEAR} ?年)`, 'gu'),
  new RegExp(`${APART}(?<month>${MONTH})(?= ?[-~至到—] ?${MONTH} ?月)`, 'gu'),
  // 2024年7月1日, 2024年4月, 2024年年底, 2024年度
  new RegExp(
    `${APART}(?<year>${YEAR}) ?年(?:度)?(?: ?(?<month>${MONTH}) ?月份?(?: ?(?<day>${DAY}) ?[日号])?)? ?${CHINESE_PART}`,
    'gu',
  ),
  // 7月1日, 3月底
  new RegExp(
    `${APART}(?<month>${MONTH}) ?月(?![薪刊票饼球亮均度租结子])份?(?: ?(?<day>${DAY}) ?[日号])? ?(?<part>[底末初]|[上中下]旬)?`,
    'gu',
  ),
  new RegExp(`(?<=每个?月的? ?)(?<day>${DAY}) ?[日号]`, 'gu'),
  /(?<part>[上下]半年)/gu,
  // 2024-07-01, 2024/7/1, 2024.7.1, 2024-07
  /(?<![\d.])(?<year>(?:19|20)\d\d)(?:[-/](?<month>1[0-2]|0?[1-9])[-/](?<day>3[01]|[12]\d|0?[1-9])|\.(?<month2>1[0-2]|0?[1-9])\.(?<day2>3[01]|[12]\d|0?[1-9])|[-/](?<month3>1[0-2]|0[1-9]))(?![\d/-])/gu,
  // 1 July 2024, 1st of July
  new RegExp(
    `(?<![\\d.,a-z])(?<day>${ENGLISH_DAY})(?:st|nd|rd|th)?(?: of)? (?<name>${MONTH_NAME})(?:,? (?<year>${ENGLISH_YEAR}))?`,
    'gu',
  ),
  // July 1, 2024
  new RegExp(
    `(?<![a-z])(?<name>${MONTH_NAME}) (?<day>${ENGLISH_DAY})(?:st|nd|rd|th)?(?:,? (?<year>${ENGLISH_YEAR}))?(?! ?(?:%|percent|per cent))`,
    'gu',
  ),
  // April 2024, the end of March 2024
  new RegExp(
    `(?<![a-z])${ENGLISH_PART}(?<name>${MONTH_NAME}),?(?: of)? (?<year>${ENGLISH_YEAR})`,
    'gu',
  ),
  // in March, by the end of March
  new RegExp(
    `(?<=(?<![a-z])(?:in|by|of|since|until|till|from|before|after|during|through|to|this|last|next) )${ENGLISH_PART}(?<name>${MONTH_NAME})`,
    'gu',
  ),
  new RegExp(`(?<![a-z])(?<part2>early|late|mid)[ -](?<name>${MONTH_NAME})`, 'gu'),
  // the first half of 2024
  new RegExp(
    `(?<![a-z])(?<half>first|second) half(?: of (?:the year|(?<year>${ENGLISH_YEAR})))?`,
    'gu',
  ),
  /(?<=(?<![a-z])(?:each|every) month on the |the )(?<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?= (?:day )?of (?:each|every|the) month)/gu,
  // the end of 2024, in 2024, from 2024 to 2026
  new RegExp(
    `(?<![a-z])(?:(?:the )?(?<part>end|beginning|start|middle) of|(?<part2>early|late|mid|end))[ -](?<year>${ENGLISH_YEAR})`,
    'gu',
  ),
  new RegExp(
    `(?<=(?<![a-z])${LEADS_TO_YEAR} )(?<year>${ENGLISH_YEAR})${COUNTED_NEXT}|(?<=(?<![a-z])(?:from|between) )(?<year2>${ENGLISH_YEAR})(?= (?:to|and) ${ENGLISH_YEAR})|(?<=(?:from|between) ${ENGLISH_YEAR} (?:to|and) )(?<year3>${ENGLISH_YEAR})`,
    'gu',
  ),
]

/** Reads the calendar dates of a page. */
export function readDates(page: Page): FormsReading<CalendarDate> {
  return readForms(page, FORMS, (match) => dateOf(match, page.text))
}

function dateOf(match: RegExpExecArray, text: string): CalendarDate | undefined {
  const groups = match.groups ?? {}
  const name = groups['name']?.replace('.', '')
  if (name !== undefined && AMBIGUOUS_NAMES.test(name)) {
    const at = match.index + match[0].indexOf(name)
    if (!/[A-Z]/u.test(text.charAt(at))) return undefined
  }
  const month =
    name === undefined
      ? numberOf(groups['month'] ?? groups['month2'] ?? groups['month3'])
      : MONTH_NAMES.findIndex((names) => names.split('|').includes(name)) + 1
  const year = numberOf(groups['year'] ?? groups['year2'] ?? groups['year3'])
  const day = numberOf(groups['day'] ?? groups['day2'])
  const part = partOf(groups['part'] ?? groups['part2'] ?? groups['half'])
  return {
    kind: 'date',
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(part === undefined ? {} : { part }),
    bound: 'exact',
    start: match.index,
    end: match.index + match[0].trimEnd().length,
  }
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/u.test(text)) return Number(text)
  const value = parseHanNumber(text)
  return value === undefined ? undefined : Number(value.numerator)
}

function partOf(word: string | undefined): DatePart | undefined {
  if (word === undefined) return undefined
  if (/^(?:上半年|first)$/u.test(word)) return 'first-half'
  if (/^(?:下半年|second)$/u.test(word)) return 'second-half'
  if (/初|上旬|beginning|start|early/u.test(word)) return 'start'
  return /中|mid/u.test(word) ? 'middle' : 'end'
}
