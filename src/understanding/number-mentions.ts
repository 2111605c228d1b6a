import { HAN_NUMERAL_CLASS, parseHanNumeral } from '../domain/han-numerals.js'

/** What the words around a number say about the kind of list it belongs to. */
export type NumberHint = 'case' | 'table' | 'clause' | 'item'

/** A measure number, or a range of them, in a question; offsets in UTF-16 code units of the folded text. */
export interface NumberMention {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
  readonly hint?: NumberHint
  /**
   * False for forms such as 33项 or (33), which mean a measure only next to an office or a document
   * (三十三项 elsewhere counts things).
   */
  readonly explicit: boolean
}

const NUMBER = `(?:\\d{1,4}|[${HAN_NUMERAL_CLASS}]{1,6})`
/** A number whose characters may stand apart, as in headings. */
const SPACED_NUMBER = `(?:\\d{1,4}|[${HAN_NUMERAL_CLASS}](?:\\s?[${HAN_NUMERAL_CLASS}]){0,5})`
/** 第二条路, 三条航线 and 两条船 count what is long, not articles. */
const ARTICLE = '条(?![路道线街河船渠]|航线|生产线|途径|产线)'
const UNIT = `(?:${ARTICLE}|项|则|点|款|号|个案例|个措施|个例子|措施|案例)`
const RANGE = '(?:到|至|和|与|及|、|~|-|–|—)'
const ENGLISH_NOUN =
  '(?:measures?|items?|cases?|articles?|clauses?|points?|rules?|provisions?|no\\.?|nos\\.?|number|row)'

/** Each form with the groups `from` and `to`; the first form that matches at a place wins. */
const FORMS: readonly { pattern: RegExp; explicit: boolean }[] = [
  // 第3到第5条, 第三条至第五条, 第3-5项
  {
    pattern: new RegExp(
      `第\\s*[(（]?(?<from>${NUMBER})[)）]?\\s*${UNIT}?\\s*(?<join>${RANGE})\\s*第?\\s*[(（]?(?<to>${NUMBER})[)）]?\\s*(?<unit>${UNIT})`,
      'gu',
    ),
    explicit: true,
  },
  // 第十九条, 第(三十三)项, 第 33 項, 第 三 十 三 項
  {
    pattern: new RegExp(
      `第\\s*[(（]?\\s*(?<from>${SPACED_NUMBER})\\s*[)）]?\\s*(?<unit>${UNIT})`,
      'gu',
    ),
    explicit: true,
  },
  // 第（三十三）
  { pattern: new RegExp(`第\\s*[(（]\\s*(?<from>${NUMBER})\\s*[)）]`, 'gu'), explicit: true },
  // 序号7, 案例3, 编号 7, 措施33
  {
    pattern: new RegExp(
      `(?<unit>序号|案例|编号|条目|措施)\\s*[:：#]?\\s*[(（]?(?<from>${NUMBER})[)）]?(?:\\s*(?<join>${RANGE})\\s*(?:案例|序号)?(?<to>${NUMBER}))?(?!\\s*(?:个|条|项|年|月))`,
      'gu',
    ),
    explicit: true,
  },
  // measures 3 to 5, item no. 7, case 3, no. 19, #19
  {
    pattern: new RegExp(
      `(?<![a-z])(?<unit>${ENGLISH_NOUN}|#)\\s*(?:no\\.?|number|#)?\\s*[(]?(?<from>\\d{1,4})(?!\\d|[.,]\\d|%)[)]?(?:\\s*(?<join>to|through|and|&|-|–|,)\\s*(?<to>\\d{1,4})(?!\\d|[.,]\\d|%))?`,
      'gu',
    ),
    explicit: true,
  },
  // the 19th measure
  {
    pattern: new RegExp(
      `(?<![a-z0-9])(?<from>\\d{1,4})(?:st|nd|rd|th)\\s+(?<unit>measure|item|case|article|clause|point|one)(?![a-z])`,
      'gu',
    ),
    explicit: true,
  },
  // (三十三)
  {
    pattern: new RegExp(`[(（]\\s*(?<from>[${HAN_NUMERAL_CLASS}]{1,6})\\s*[)）]`, 'gu'),
    explicit: true,
  },
  // dalian (22)
  { pattern: /[(（]\s*(?<from>\d{1,4})\s*[)）]/gu, explicit: false },
  // 33项, 十九条: a measure only beside an office or a document
  {
    pattern: new RegExp(
      `(?<![0-9.${HAN_NUMERAL_CLASS}])[(（]?(?<from>${NUMBER})[)）]?\\s*(?<unit>${ARTICLE}|项|则)`,
      'gu',
    ),
    explicit: false,
  },
]

/** Longest range of measures one question may ask for; a longer one is cut to its first measures. */
const RANGE_MAX_MEASURES = 10

/**
 * Measure numbers in a folded question, in every form people use, in order of place. 第三方, 20%,
 * 2024年 and 二十四小时 are no measure numbers.
 */
export function findNumberMentions(folded: string): NumberMention[] {
  const mentions: NumberMention[] = []
  for (const { pattern, explicit } of FORMS) {
    for (const match of folded.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (mentions.some((other) => start < other.end && other.start < end)) continue
      const groups = match.groups ?? {}
      const from = parseNumber(groups['from'])
      const to = parseNumber(groups['to']) ?? from
      if (from === undefined || to === undefined) continue
      const hint = hintOf(groups['unit'])
      const base = { start, end, explicit, ...(hint === undefined ? {} : { hint }) }
      if (/^(?:和|与|及|、|and|&|,)$/u.test(groups['join'] ?? '')) {
        mentions.push({ ...base, from, to: from }, { ...base, from: to, to })
      } else {
        const [low, high] = from <= to ? [from, to] : [to, from]
        mentions.push({ ...base, from: low, to: Math.min(high, low + RANGE_MAX_MEASURES - 1) })
      }
    }
  }
  return mentions.toSorted((a, b) => a.start - b.start || a.from - b.from)
}

function parseNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d+$/.test(text) ? Number(text) : parseHanNumeral(text.replace(/\s/gu, ''))
}

function hintOf(unit: string | undefined): NumberHint | undefined {
  if (unit === undefined) return undefined
  if (/案例|则|例子|^cases?$/u.test(unit)) return 'case'
  if (/序号|^rows?$/u.test(unit)) return 'table'
  if (unit === '条') return 'clause'
  return unit === '项' ? 'item' : undefined
}
