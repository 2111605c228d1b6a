import { parseHanNumber } from './han-number.js'
import { type FormsReading, type Page, readForms, spanOf } from './page.js'
import type { Rate, RoundTheClock, TimeOfDay } from './quantity.js'
import type { UnitName } from './units.js'

const SEVEN_BY_24 = '(?:7 ?[x*×] ?24|24 ?[x*×/] ?7)'
const ROUND_THE_CLOCK = new RegExp(
  [
    `(?<![\\d./])${SEVEN_BY_24}(?![\\d/])(?:[ -]?(?:个?小时|hours?|h(?![a-z])))?(?:全天候)?`,
    '(?:每天|每日|全天) ?(?:24|二十四) ?(?:个?小时)',
    '(?:24|二十四) ?小时(?:全天候|全天|不间断|不打烊)',
    '全天候',
    '昼夜不[停间]断?',
    '(?:a?round|round)[- ]the[- ]clock',
    '(?<![\\d.])(?:24|twenty-four|twenty four) hours (?:a|per) day(?:,? (?:7|seven) days (?:a|per) week)?',
  ].join('|'),
  'gu',
)

const HAN_HOUR = '[一二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四]?'
const HAN_MINUTE = '[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九]'
const PERIOD = '(?<period>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|晚|早)'
const TIMES: readonly RegExp[] = [
  // 上午9时30分, 17时, 下午三点半
  new RegExp(
    `(?<![\\d.])(?:${PERIOD} ?)?(?<hour>2[0-4]|1\\d|0?\\d|${HAN_HOUR})(?:时(?![间长效限段期候常刻])(?:(?<half>半)|整|(?<minute>[0-5]?\\d|${HAN_MINUTE})分)?)`,
    'gu',
  ),
  new RegExp(
    `(?<![\\d.])${PERIOD} ?(?<hour>2[0-4]|1\\d|0?\\d|${HAN_HOUR})点(?:钟|整|(?<half>半)|(?<minute>[0-5]?\\d|${HAN_MINUTE})分?)?`,
    'gu',
  ),
  new RegExp(
    `(?<![\\d.])(?<hour>2[0-4]|1\\d|0?\\d|${HAN_HOUR})点(?:钟|整|(?<half>半)(?![个年月天小])|(?<minute>[0-5]?\\d|${HAN_MINUTE})分)`,
    'gu',
  ),
  // 9点前, 9点至17点
  /(?<![\d.])(?<hour>2[0-4]|1\d|0?\d)点(?=[前后至到-])/gu,
  // 9 a.m., 5:30 pm
  /(?<![\d.:])(?<hour>1[0-2]|0?\d)(?:[:.](?<minute>[0-5]\d))? ?(?<noon>[ap])\.?m(?:\.|(?![a-z]))/gu,
  // 17:30, 下午3:30
  new RegExp(
    `(?<![\\d.:])(?:${PERIOD} ?)?(?<hour>2[0-4]|1\\d|0?\\d):(?<minute>[0-5]\\d)(?![\\d:])`,
    'gu',
  ),
  /(?<![\d.:])(?<hour>1[0-2]|\d) o'clock/gu,
]

const RATE_UNITS: Readonly<Record<string, UnitName>> = {
  小时: 'hour',
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  月: 'month',
  季度: 'quarter',
  季: 'quarter',
  年: 'year',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
}
const RATES =
  /每(?:一个?|个)?(?<zh>小时|天|日|周|星期|月|季度?|年)|(?<![a-z])(?:per|each|every) (?<en>hour|day|week|month|quarter|year)(?![a-z-])|(?<= )an? (?<article>hour|day|week|month|quarter|year)(?![a-z-]| and a half)/gu
/** What "a month" must follow to be a rate: a number of times not far before it. */
const COUNT_BEFORE =
  /(?:\d|[^a-z](?:once|twice|times|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million)(?![a-z]))[^.;!?]*$/u
/** How far before "a month" that number is looked for, in UTF-16 code units. */
const REACH = 40
/** Words after which "a month" is one month. */
const ONE_BEFORE =
  /(?:within|in|for|of|than|about|around|nearly|almost|over|after|least|most|to|only|exceeding|lasts?|takes?|by|under|half) $/u

/** Reads 24/7 in all its forms. */
export function readRoundTheClock(page: Page): FormsReading<RoundTheClock> {
  return readForms(page, [ROUND_THE_CLOCK], (match) => ({
    kind: 'round-the-clock',
    bound: 'exact',
    ...spanOf(match),
  }))
}

/** Reads the times of day. */
export function readTimes(page: Page): FormsReading<TimeOfDay> {
  return readForms(page, TIMES, timeOf)
}

/** Reads how often: 每月, per day, three times a year. */
export function readRates(page: Page): FormsReading<Rate> {
  return readForms(page, [RATES], (match) => {
    const { zh, en, article } = match.groups ?? {}
    if (article !== undefined) {
      const before = page.rest.slice(Math.max(0, match.index - REACH), match.index)
      if (!COUNT_BEFORE.test(` ${before}`) || ONE_BEFORE.test(before)) return undefined
    }
    const unit = RATE_UNITS[zh ?? en ?? article ?? '']
    return unit && { kind: 'rate', unit, bound: 'exact', ...spanOf(match) }
  })
}

function timeOf(match: RegExpExecArray): TimeOfDay {
  const { hour = '', minute, half, period, noon } = match.groups ?? {}
  const given = numberOf(hour)
  const isLate = noon === 'p' || (period !== undefined && /[下傍晚夜]/u.test(period))
  const isEarly = noon === 'a' || (period !== undefined && /[凌清早]/u.test(period))
  const hours = isLate && given < 12 ? given + 12 : isEarly && given === 12 ? 0 : given
  const minutes = half === undefined ? numberOf(minute ?? '0') : 30
  return { kind: 'time-of-day', minutes: hours * 60 + minutes, bound: 'exact', ...spanOf(match) }
}

function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text)
  return Number(parseHanNumber(text.replace(/^零/u, ''))?.numerator ?? 0n)
}
