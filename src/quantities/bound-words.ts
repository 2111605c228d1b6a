import type { Bound } from './quantity.js'

/** A bound and the words for it, as pieces of a regular expression over folded text. */
interface BoundWords {
  readonly bound: Exclude<Bound, 'exact'>
  readonly words: string
}

/** What turns a limit round: 不超过, 不得低于, 未超过. */
const NOT_ZH = '(?:不[会能应可宜得许]?|未[曾能]?|没有?|无)'
const NOT_EN =
  "(?:no|not|never|cannot|without|[a-z]{2,7}n't)(?: to)?(?: be)?(?: (?:any|ever|usually|normally))?"

/**
 * Chinese words directly before a number. The first row that fits wins, so what is denied
 * (不超过) stands before what is said (超过). The looks behind keep 最近, 附近, 预约, 节约 and the
 * like apart: their last character is part of a word.
 */
export const BEFORE_ZH: readonly BoundWords[] = [
  {
    bound: 'at-most',
    words: `${NOT_ZH}(?:超过|超出|超|逾|高于|多于|大于|长于|迟于|晚于)|(?:小于|少于|低于)或?等于|≤`,
  },
  {
    bound: 'at-most',
    words: '(?:至多|最多|最高|最长|最大|最迟|多达|高达|长达|上限)[为是可达]?',
  },
  {
    bound: 'at-least',
    words: `${NOT_ZH}(?:低于|少于|小于|短于|不足|早于)|(?:大于|多于|高于)或?等于|≥`,
  },
  { bound: 'at-least', words: '(?:至少|最少|最低|最短|起码|年满|低至|下限)[为是要]?' },
  { bound: 'less-than', words: '不满|未满|不足|未足|不到|未达到?|未及|低于|少于|小于|短于|<' },
  { bound: 'at-least', words: '(?<![圆充丰美届期不未])满' },
  {
    bound: 'more-than',
    words: '超过了?|超出|高出|(?<!赶)超|已?逾|多于|高于|大于|长于|突破|(?<![-=])>',
  },
  { bound: 'nearly', words: '将近|接近|(?<![最附就靠临远邻])近' },
  { bound: 'about', words: '大约|大概|约[为合]?|大致|估计' },
]

/** Ends of words that only look like 约 (预约3天, 节约30%). */
export const NOT_ABOUT = /[预节合条公制签违契履租特缔]约$/u

/** Words that keep their force over a few more characters: 不超过货值的5%, 最长可延期24个月. */
export const FAR_BEFORE_ZH: readonly BoundWords[] = [
  { bound: 'at-most', words: `${NOT_ZH}(?:超过|高于|多于|大于|长于)|至多|最多|最高|最长` },
  { bound: 'at-least', words: `${NOT_ZH}(?:低于|少于|短于)|至少|最少|最低|最短` },
]

/** Chinese words after the unit. */
export const AFTER_ZH: readonly BoundWords[] = [
  { bound: 'at-least', words: '(?:[(（]?[及或含][)）]?)?以上' },
  { bound: 'at-most', words: '(?:[(（]?[及或含][)）]?)?以下|为上?限' },
  { bound: 'at-most', words: '(?:[(（]?含[)）]?)?[之以]内|内(?![地陆部容销外河贸港资])' },
  { bound: 'more-than', words: '以外' },
  { bound: 'about', words: '左右|上下' },
  { bound: 'over', words: '有余|开外' },
]

/** English words before a number. The first row that fits wins. */
export const BEFORE_EN: readonly (BoundWords & {
  /** The words are prepositions as well (over the past 3 years): nothing may stand between. */
  readonly close?: true
})[] = [
  { bound: 'nearly', words: 'just (?:under|short of)|not quite' },
  { bound: 'about', words: 'more or less|(?:in|on) the (?:region|order) of' },
  {
    bound: 'at-least',
    words: `at (?:the )?least|${NOT_EN} (?:less|fewer|lower|shorter|earlier) than|${NOT_EN} (?:under|below)|(?:a )?minimum(?: of)?|(?:more|greater) than or equal to|at or (?:above|over)|as (?:few|little|short|low) as`,
  },
  {
    bound: 'at-most',
    words: `at (?:the )?most|up to|${NOT_EN} (?:more|greater|higher|longer|later) than|${NOT_EN} (?:exceed(?:s|ed|ing)?|over|above|beyond)|(?:a )?maximum(?: of)?|within|(?:less|fewer|lower) than or equal to|at or (?:below|under)|as (?:many|much|long|high) as|(?:capped|limited) (?:at|to)`,
  },
  { bound: 'less-than', words: '(?:less|fewer|lower|shorter) than|short of' },
  { bound: 'less-than', words: 'under|below', close: true },
  {
    bound: 'more-than',
    words:
      '(?:more|greater|higher|longer) than|exceed(?:s|ed|ing)?|in excess of|upwards? of|surpass(?:es|ed|ing)?',
  },
  { bound: 'more-than', words: 'above|beyond', close: true },
  { bound: 'over', words: '(?:just |well |a little |slightly )?over', close: true },
  { bound: 'nearly', words: 'nearly|almost|close to|approaching' },
  { bound: 'about', words: 'approximately|approx\\.?|roughly|an estimated' },
  { bound: 'about', words: 'about|around|some|circa', close: true },
]

/** Words that may stand between the other English bounds and their number. */
export const FILLER_EN =
  '(?: (?:an?|the|another|additional|further|extra|total|of|about|period|only|its|their|value))*'

/** English words after the unit (or after the number: 3 or more enterprises). */
export const AFTER_EN: readonly BoundWords[] = [
  {
    bound: 'at-least',
    words:
      '(?:or|and) (?:more|above|over|longer|greater|higher|upwards?|older)|at (?:the )?least|minimum|min\\.?',
  },
  {
    bound: 'at-most',
    words:
      '(?:or|and) (?:less|fewer|below|under|shorter|lower|younger)|at (?:the )?most|maximum|max\\.?',
  },
  { bound: 'about', words: 'or so|or thereabouts' },
]

/** Units that 近 before a number looks back on (近3年: in the last three years). */
export const PAST_UNITS: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day'])

/** Dimensions in which 内 and "within" are a limit; within three zones is a place. */
export const WITHIN_DIMENSIONS: ReadonlySet<string> = new Set([
  'time',
  'working-time',
  'months',
  'length',
  'ratio',
  'percentage-point',
  'price',
])
