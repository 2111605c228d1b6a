/** A unit; only units of one dimension can be the same quantity. */
export interface UnitRow {
  readonly dimension: string
  /** Size in the dimension's smallest exact step, as numerator and denominator. */
  readonly factor: readonly [number, number]
  /** Words after the number, folded; longer words win. */
  readonly zh: readonly string[]
  readonly en: readonly string[]
}

/**
 * Every unit with its dimension, its size and its words. Months and years have their own dimension
 * (a month is not 30 days), and so has the working day (it is no day of 24 hours); `count` is the
 * unit of numbers that count things, with or without a measure word.
 */
export const UNITS = {
  count: { dimension: 'count', factor: [1, 1], zh: [], en: [] },
  second: { dimension: 'time', factor: [1, 1], zh: ['秒', '秒钟'], en: ['second', 'seconds'] },
  minute: {
    dimension: 'time',
    factor: [60, 1],
    zh: ['分钟'],
    en: ['minute', 'minutes', 'min', 'mins'],
  },
  hour: {
    dimension: 'time',
    factor: [3600, 1],
    zh: ['小时', '个小时', '钟头', '个钟头', '个钟'],
    en: ['hour', 'hours', 'hr', 'hrs', 'h'],
  },
  day: {
    dimension: 'time',
    factor: [86_400, 1],
    zh: ['天', '日', '自然日', '个自然日', '日历日', '日历天', '昼夜'],
    en: ['day', 'days', 'calendar day', 'calendar days', 'natural day', 'natural days'],
  },
  week: {
    dimension: 'time',
    factor: [604_800, 1],
    zh: ['周', '星期', '个星期', '礼拜', '个礼拜'],
    en: ['week', 'weeks'],
  },
  'working-day': {
    dimension: 'working-time',
    factor: [1, 1],
    zh: ['工作日', '个工作日', '个工作天', '工作天'],
    en: ['working day', 'working days', 'business day', 'business days', 'workday', 'workdays'],
  },
  month: {
    dimension: 'months',
    factor: [1, 1],
    zh: ['个月', '个月份', '个自然月'],
    en: ['month', 'months', 'calendar month', 'calendar months'],
  },
  quarter: {
    dimension: 'months',
    factor: [3, 1],
    zh: ['个季度'],
    en: ['quarter', 'quarters'],
  },
  year: {
    dimension: 'months',
    factor: [12, 1],
    zh: ['年', '周年', '个年度'],
    en: ['year', 'years', 'calendar year', 'calendar years'],
  },
  'year-of-age': {
    dimension: 'age',
    factor: [1, 1],
    zh: ['岁', '周岁'],
    en: ['years old', 'year old', 'years-old', 'year-old', 'years of age'],
  },
  percent: { dimension: 'ratio', factor: [1, 100], zh: ['%'], en: ['%', 'percent', 'per cent'] },
  'per-mille': { dimension: 'ratio', factor: [1, 1000], zh: ['‰'], en: ['‰', 'per mille'] },
  tenth: { dimension: 'ratio', factor: [1, 10], zh: ['成'], en: [] },
  fraction: { dimension: 'ratio', factor: [1, 1], zh: [], en: [] },
  'percentage-point': {
    dimension: 'percentage-point',
    factor: [1, 1],
    zh: ['个百分点', '百分点'],
    en: ['percentage point', 'percentage points'],
  },
  'tenth-of-price': { dimension: 'price', factor: [1, 10], zh: ['折'], en: [] },
  multiple: {
    dimension: 'multiple',
    factor: [1, 1],
    zh: ['倍'],
    en: ['fold', 'times as', 'times the', 'times higher', 'times more', 'times faster'],
  },
  CNY: {
    dimension: 'CNY',
    factor: [1, 1],
    zh: ['元', '圆', '块', '块钱', '元人民币', '圆人民币', '元整', '圆整', '人民币'],
    en: ['yuan', 'renminbi', 'rmb', 'cny'],
  },
  USD: {
    dimension: 'USD',
    factor: [1, 1],
    zh: ['美元', '美金'],
    en: ['us dollars', 'us dollar', 'usd', 'dollars', 'dollar'],
  },
  HKD: {
    dimension: 'HKD',
    factor: [1, 1],
    zh: ['港元', '港币', '元港币'],
    en: ['hk dollars', 'hong kong dollars', 'hkd'],
  },
  TWD: {
    dimension: 'TWD',
    factor: [1, 1],
    zh: ['新台币', '台币', '元新台币', '元台币'],
    en: ['nt dollars', 'new taiwan dollars', 'twd', 'ntd'],
  },
  EUR: { dimension: 'EUR', factor: [1, 1], zh: ['欧元'], en: ['euros', 'euro', 'eur'] },
  GBP: { dimension: 'GBP', factor: [1, 1], zh: ['英镑'], en: ['pounds sterling', 'gbp'] },
  JPY: { dimension: 'JPY', factor: [1, 1], zh: ['日元', '日圆'], en: ['yen', 'jpy'] },
  gram: { dimension: 'mass', factor: [1, 1], zh: ['克'], en: ['g', 'gram', 'grams'] },
  kilogram: {
    dimension: 'mass',
    factor: [1000, 1],
    zh: ['公斤', '㎏'],
    en: ['kg', 'kgs', 'kilogram', 'kilograms', 'kilo', 'kilos'],
  },
  catty: { dimension: 'mass', factor: [500, 1], zh: ['斤', '市斤'], en: ['jin'] },
  tonne: {
    dimension: 'mass',
    factor: [1_000_000, 1],
    zh: ['吨', '公吨'],
    en: ['tonne', 'tonnes', 'ton', 'tons', 'metric ton', 'metric tons'],
  },
  millimetre: { dimension: 'length', factor: [1, 1], zh: ['毫米'], en: ['mm'] },
  centimetre: { dimension: 'length', factor: [10, 1], zh: ['厘米', '公分'], en: ['cm'] },
  metre: {
    dimension: 'length',
    factor: [1000, 1],
    zh: ['米', '公尺'],
    en: ['m', 'metre', 'metres', 'meter', 'meters'],
  },
  kilometre: {
    dimension: 'length',
    factor: [1_000_000, 1],
    zh: ['公里', '㎞'],
    en: ['km', 'kilometre', 'kilometres', 'kilometer', 'kilometers'],
  },
  'nautical-mile': {
    dimension: 'length',
    factor: [1_852_000, 1],
    zh: ['海里'],
    en: ['nautical mile', 'nautical miles'],
  },
  'square-metre': {
    dimension: 'area',
    factor: [1, 1],
    zh: ['平方米', '平米', '㎡', '平方公尺'],
    en: ['m2', '㎡', 'sq m', 'square metre', 'square metres', 'square meter', 'square meters'],
  },
  mu: { dimension: 'area', factor: [2000, 3], zh: ['亩'], en: ['mu'] },
  hectare: { dimension: 'area', factor: [10_000, 1], zh: ['公顷'], en: ['hectare', 'hectares'] },
  'square-kilometre': {
    dimension: 'area',
    factor: [1_000_000, 1],
    zh: ['平方公里'],
    en: [
      'km2',
      'sq km',
      'square kilometre',
      'square kilometres',
      'square kilometer',
      'square kilometers',
    ],
  },
  'cubic-metre': {
    dimension: 'volume',
    factor: [1000, 1],
    zh: ['立方米', '立方'],
    en: ['m3', 'cubic metre', 'cubic metres', 'cubic meter', 'cubic meters'],
  },
  litre: {
    dimension: 'volume',
    factor: [1, 1],
    zh: ['升', '公升'],
    en: ['litre', 'litres', 'liter', 'liters'],
  },
  millilitre: { dimension: 'volume', factor: [1, 1000], zh: ['毫升'], en: ['ml'] },
  'standard-container': {
    dimension: 'standard-container',
    factor: [1, 1],
    zh: ['标箱', '个标箱', '标准箱', '个标准箱'],
    en: ['teu', 'teus', 'standard container', 'standard containers'],
  },
  celsius: {
    dimension: 'temperature',
    factor: [1, 1],
    zh: ['℃', '摄氏度', '度'],
    en: ['℃', '°c', 'degrees celsius', 'degrees'],
  },
} as const satisfies Record<string, UnitRow>
