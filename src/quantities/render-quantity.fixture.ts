import fc from 'fast-check'
import type { Bound } from './quantity.js'
import { HAN_SPELLINGS, spellEnglish, spellHan } from './spell-number.fixture.js'

/** A unit as a sentence writes it in the three forms; English in the singular and plural. */
interface UnitForms {
  readonly hans: string
  readonly hant: string
  readonly en: readonly [string, string]
  /** Before the number in English: RMB 10,000. */
  readonly sign?: string
}

/** Units of which no two are the same quantity with the same number. */
export const UNIT_FORMS: readonly UnitForms[] = [
  { hans: '天', hant: '天', en: ['day', 'days'] },
  { hans: '个工作日', hant: '個工作日', en: ['working day', 'working days'] },
  { hans: '小时', hant: '小時', en: ['hour', 'hours'] },
  { hans: '分钟', hant: '分鐘', en: ['minute', 'minutes'] },
  { hans: '个月', hant: '個月', en: ['month', 'months'] },
  { hans: '年', hant: '年', en: ['year', 'years'] },
  { hans: '元', hant: '元', en: ['yuan', 'yuan'] },
  { hans: '元人民币', hant: '元人民幣', en: ['', ''], sign: 'RMB ' },
  { hans: '美元', hant: '美元', en: ['', ''], sign: 'US$' },
  { hans: '港元', hant: '港元', en: ['', ''], sign: 'HK$' },
  { hans: '%', hant: '％', en: [' per cent', ' per cent'] },
  { hans: '公斤', hant: '公斤', en: ['kg', 'kg'] },
  { hans: '吨', hant: '噸', en: ['tonne', 'tonnes'] },
  { hans: '平方米', hant: '平方米', en: ['square metre', 'square metres'] },
  { hans: '公里', hant: '公里', en: ['km', 'km'] },
  { hans: '页', hant: '頁', en: ['page', 'pages'] },
  { hans: '批', hant: '批', en: ['batch', 'batches'] },
  { hans: '辆', hant: '輛', en: ['vehicle', 'vehicles'] },
  { hans: '家企业', hant: '家企業', en: ['enterprise', 'enterprises'] },
  { hans: '票', hant: '票', en: ['transaction', 'transactions'] },
]

/** The bounds and how each form says them around a quantity. */
interface BoundForms {
  readonly bound: Bound
  readonly hans: readonly ((quantity: string) => string)[]
  readonly hant: readonly ((quantity: string) => string)[]
  readonly en: readonly ((quantity: string) => string)[]
}

const before = (words: string) => (quantity: string) => `${words}${quantity}`
const after = (words: string) => (quantity: string) => `${quantity}${words}`

/** Every bound but `over`, whose word stands inside the number. */
export const BOUND_FORMS: readonly BoundForms[] = [
  { bound: 'exact', hans: [before('')], hant: [before('')], en: [before('')] },
  {
    bound: 'at-least',
    hans: [before('至少'), before('不少于'), before('不低于'), after('以上'), after('及以上')],
    hant: [before('至少'), before('不少於'), after('以上')],
    en: [before('at least '), before('no less than '), before('a minimum of '), after(' or more')],
  },
  {
    bound: 'more-than',
    hans: [before('超过'), before('逾'), before('超'), before('多于')],
    hant: [before('超過'), before('逾'), before('多於')],
    en: [before('more than '), before('exceeding '), before('over ')],
  },
  {
    bound: 'at-most',
    hans: [before('不超过'), before('至多'), before('最多'), after('以下')],
    hant: [before('不超過'), before('至多'), after('以下')],
    en: [before('up to '), before('no more than '), before('at most '), after(' or less')],
  },
  {
    bound: 'less-than',
    hans: [before('不满'), before('不足'), before('少于'), before('低于')],
    hant: [before('不滿'), before('不足'), before('少於')],
    en: [before('less than '), before('under '), before('below '), before('fewer than ')],
  },
  {
    bound: 'nearly',
    hans: [before('将近'), before('接近')],
    hant: [before('將近'), before('接近')],
    en: [before('nearly '), before('almost '), before('close to ')],
  },
  {
    bound: 'about',
    hans: [before('约'), before('大约'), after('左右')],
    hant: [before('約'), before('大約'), after('左右')],
    en: [before('about '), before('approximately '), before('around ')],
  },
]

/** A number, a unit and a bound, before they are written. */
export interface Drawn {
  /** Thousandths, so that it is exact. */
  readonly thousandths: number
  readonly unit: UnitForms
  readonly bound: BoundForms
  /** Which of the ways to write it. */
  readonly way: number
}

/** Any quantity: whole numbers and decimals, every unit, every bound. */
export const drawnQuantity: fc.Arbitrary<Drawn> = fc.record({
  thousandths: fc.oneof(
    fc.integer({ min: 2, max: 10_000_000 }).map((whole) => whole * 1000),
    fc.integer({ min: 1001, max: 999_999 }),
  ),
  unit: fc.constantFrom(...UNIT_FORMS),
  bound: fc.constantFrom(...BOUND_FORMS),
  way: fc.nat({ max: 1000 }),
})

/** The quantity inside a sentence in each of the three forms. */
export function renderQuantity({ thousandths, unit, bound, way }: Drawn): {
  readonly hans: string
  readonly hant: string
  readonly en: string
} {
  const isWhole = thousandths % 1000 === 0
  const plain = String(thousandths / 1000)
  const whole = thousandths / 1000
  const hans = pick([plain, ...(isWhole ? hansNumbers(whole) : [])], way)
  const hant = pick([plain, ...(isWhole ? hantNumbers(whole) : [])], way)
  const en = pick([plain, ...(isWhole ? englishNumbers(whole) : [])], way)
  const [singular, plural] = unit.en
  const noun = thousandths === 1000 ? singular : plural
  const sign = unit.sign ?? ''
  // RMB ten thousand is nobody's way to write it.
  const number = sign === '' ? en : plain
  const gap = noun === '' || noun.startsWith(' ') ? '' : ' '
  return {
    hans: `企业可在${pick(bound.hans, way)(`${hans}${unit.hans}`)}的情形下办理。`,
    hant: `企業可在${pick(bound.hant, way)(`${hant}${unit.hant}`)}的情形下辦理。`,
    en: `Enterprises may apply where it is ${pick(bound.en, way)(`${sign}${number}${gap}${noun}`)}, on the day they choose.`,
  }
}

function hansNumbers(whole: number): string[] {
  const { simplified, circle, formalSimplified } = HAN_SPELLINGS
  return [
    ...[simplified, circle].flatMap((style) => (style === undefined ? [] : spellHan(whole, style))),
    ...(formalSimplified === undefined || whole < 20 ? [] : [spellHan(whole, formalSimplified)]),
    ...(whole % 100 === 0 && whole >= 1000 ? [`${whole / 10_000}万`] : []),
  ]
}

function hantNumbers(whole: number): string[] {
  const { traditional } = HAN_SPELLINGS
  return [
    ...(traditional === undefined ? [] : [spellHan(whole, traditional)]),
    String(whole).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ]
}

function englishNumbers(whole: number): string[] {
  return [whole.toLocaleString('en-US'), spellEnglish(whole, true), spellEnglish(whole, false)]
}

function pick<T>(ways: readonly T[], way: number): T {
  const chosen = ways[way % ways.length]
  if (chosen === undefined) throw new RangeError('expected at least one way to write it')
  return chosen
}
