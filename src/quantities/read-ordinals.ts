import { ORDINAL_WORDS, parseOrdinal } from './english-number.js'
import { HAN_NUMERALS, parseHanNumber } from './han-number.js'
import { type FormsReading, type Page, readForms, spanOf } from './page.js'
import type { Ordinal } from './quantity.js'
import { formatRational, parseDecimal, type Rational } from './rational.js'

const NUMBER = `(?:\\d{1,6}|[${HAN_NUMERALS}]{1,8})`
const WORD = ORDINAL_WORDS.join('|')
const NOUN =
  '(?:measures?|items?|cases?|articles?|clauses?|points?|rules?|provisions?|sections?|chapters?|paragraphs?|annex|appendix|table|row|step|level|sources?)'
/** No place in a list: 3 days after "in most cases 3 days", item 5%. */
const NO_LIST =
  '(?!\\d|[.,]\\d|[ -]?(?:%|percent|per cent|working|calendar|seconds?|minutes?|hours?|days?|weeks?|months?|years?|quarters?|yuan|rmb|cny|times?|or more|or less|million|billion|thousand|hundred|enterprises?|companies|pages?|batches|tonnes?|kg|km))'

const FORMS: readonly RegExp[] = [
  // 第十九条, 第(三十三)项, 第3至5条, 第三、四项
  new RegExp(
    `第 ?[(（]? ?(?<value>${NUMBER}) ?[)）]?(?: ?[条项章节款则点号名届期批轮次类方步个季度]{1,2}(?:度)?)?(?:(?:至|到|-|~|、|和|与|及)第?${NUMBER}(?=[条项章节款则点号]))*[条项章节款则点号]?`,
    'gu',
  ),
  // 案例3, 序号七, 措施33
  new RegExp(
    `(?:序号|案例|编号|条目|措施) ?[:#]?(?<value>${NUMBER})(?! ?[个条项年月日天家次件批票%]|[\\d.万亿千])`,
    'gu',
  ),
  // 3号, 三十三号
  new RegExp(`(?<![\\d.,月${HAN_NUMERALS}])(?<value>${NUMBER})号(?![召码线称])`, 'gu'),
  // (三十三)
  new RegExp(`[(（] ?(?<value>[${HAN_NUMERALS}]{1,8}) ?[)）]`, 'gu'),
  // Measure 19, items 3 and 5, no. 7, number 7
  new RegExp(
    `(?<![a-z])(?:${NOUN}(?: no\\.| number)?|nos?\\.|number|#) ?[(]?(?<value>\\d{1,4})${NO_LIST}[)]?(?:(?:, | and | to | or |-|, and | & )\\d{1,4}${NO_LIST})*`,
    'gu',
  ),
  // the 33rd, the third, twenty-first
  /(?<![\d.,a-z])(?<value>\d{1,6})(?:st|nd|rd|th)(?![a-z])/gu,
  new RegExp(
    `(?<![a-z]|(?:\\d|one|half a)[ -](?=second))(?<word>(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -])?(?:${WORD}))(?![a-z])`,
    'gu',
  ),
]

/** Reads the places in lists. */
export function readOrdinals(page: Page): FormsReading<Ordinal> {
  return readForms(page, FORMS, (match) => {
    const value = valueOf(match.groups ?? {})
    if (value === undefined) return undefined
    return { kind: 'ordinal', value: formatRational(value), bound: 'exact', ...spanOf(match) }
  })
}

function valueOf({ value, word }: Record<string, string | undefined>): Rational | undefined {
  if (word !== undefined) return parseOrdinal(word)
  if (value === undefined) return undefined
  return /^\d+$/u.test(value) ? parseDecimal(value) : parseHanNumber(value)
}
