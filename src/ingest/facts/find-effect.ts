import { parseHanNumeral } from '../../domain/han-numerals.js'
import type { CondensedText } from './condensed-text.js'
import type { EndFact, Fact, Quotation } from './facts-types.js'
import { DAY, lastDayOf, readDay } from './read-day.js'

/** Words that name the document itself: 本办法, 本公告, this Regulation. */
export const THIS_DOCUMENT =
  '本(?:[\\u4e00-\\u9fff]{0,6}(?:办法|规定|措施|条例|法|细则|意见|方案|公告|通知|通告|决定|规则|规程|指引|指南|要点|计划|标准|准则|协定|章程|清单|目录|制度|解释|批复|条款|规例|附例|守则|令|文件|文|规范|政策|表|条文))'
const THIS_ENGLISH =
  '(?:this|these|the present) (?:[a-z-]+ ){0,3}?(?:regulations?|ordinances?|rules?|acts?|orders?|notices?|circulars?|measures|decrees?|guidelines?|announcements?|provisions|laws?|decisions?|agreements?|directives?|polic(?:y|ies)|programmes?|procedures?|plans?|bylaws?|instructions?|notifications?|articles)'

const RELATIVE = '(?:公布|发布|颁布|印发|下发|发文|公告|签署|签发|批准)之?日'
const FORCE = '(?:施行|实施|执行|生效|起效|实行|试行)'

/** In the document's own words, strongest first. Group 1: what the day is told by. */
const EFFECTIVE: readonly RegExp[] = [
  // Single articles may begin later: 第三条自…起施行 is not the document.
  new RegExp(
    `${THIS_DOCUMENT}(?:,?除[^。;]{1,24}外)?[^。;第]{0,40}?自((?:${DAY})|${RELATIVE})(?:零时|0时)?(?:起|开始|后)?(?:正式)?(?:${FORCE}|至(?:${DAY})(?:止|,?(?:${FORCE}|有效)))`,
    'gu',
  ),
  new RegExp(
    `${THIS_DOCUMENT}[^。;第]{0,12}?(?:有效期|执行期|施行期|试行期|实施期)(?:限)?(?:为|是|:)?自?(${DAY})起?(?:至|到)(?:${DAY})`,
    'gu',
  ),
  new RegExp(
    `${THIS_DOCUMENT}(?:于|从|在)((?:${DAY})|${RELATIVE})(?:起|开始)?(?:正式)?${FORCE}`,
    'gu',
  ),
  new RegExp(
    `(?:现予(?:以)?(?:公布|发布|公告)|现(?:印发|发布|公布)给你们|予以(?:公布|发布)|现将[^。]{2,80}?(?:公布|发布|公告)如下),?(?:并)?自((?:${DAY})|${RELATIVE})起?(?:正式)?${FORCE}`,
    'gu',
  ),
  new RegExp(
    `${THIS_ENGLISH}[a-z\\d ,()]{0,40}?(?:comes?|enters?|takes?|has|have|is|are|be|becomes?) (?:in ?to |in )?(?:force|operation|effect|effective) (?:and effect )?(?:on|from|as of|as from|with effect from)? ?(?:and from )?(${DAY}|the (?:date|day) of (?:its |their )?(?:publication|promulgation|issuance|gazettal))`,
    'gu',
  ),
]
/** Outside the measures, and in a clause on commencement, the subject may be understood. */
const EFFECTIVE_BARE: readonly RegExp[] = [
  new RegExp(`(?<=^|[。,;(:、并])自((?:${DAY})|${RELATIVE})起?(?:正式)?${FORCE}`, 'gu'),
  new RegExp(`(?:with effect|effective)(?: from| on| as of)? (${DAY})`, 'gu'),
]

const END_DAY = new RegExp(
  `(?:(?:有效期|执行期|试行期|施行期|实施期)(?:限)?(?:为|是)?[^。;《]{0,24}?|试行|施行|实施|执行|有效)(?:至|到|截至|截止)(${DAY})(?:止|为止)?`,
  'u',
)
const PERIOD = '(\\d{1,2}|[一二三四五六七八九十两]{1,3})'
const END_PERIOD = new RegExp(
  `(?:有效期(?:限)?|执行期(?:限)?|试行期(?:限)?|施行期(?:限)?|试行|暂行)(?:为|是|:)?${PERIOD}(年|个月)(?:半)?`,
  'u',
)
const END_ENGLISH = new RegExp(
  `(?:remains? (?:in force|valid|effective|in effect)|(?:is|are) (?:valid|effective)|ceases? to (?:have effect|be in force)|expires?|lapses?)(?: until| on| up to| through)? (?:and including )?(${DAY})`,
  'u',
)
const REPEALED_ON = new RegExp(
  `(?:${THIS_DOCUMENT}|本)(?:已)?(?:自|于)(${DAY})(?:起)?(?:予以)?(?:废止|失效|停止执行)`,
  'u',
)

/** What the clauses on commencement and end say. */
export interface Effect {
  readonly effectiveOn: Fact | null
  readonly effective: Quotation | null
  readonly repealedOn: EndFact | null
  readonly end: Quotation | null
}

/**
 * Reads from which day a document holds and until when, in its own words about itself; what measures
 * say of licences and deadlines is not asked.
 *
 * @param from Where its own text begins (the title's end, or the first measure), as an index of `condensed`.
 * @param measures Range of the measures; outside it the subject of a clause may be understood.
 * @param publishedOn Day on which 自公布之日起 counts.
 */
export function findEffect(
  condensed: CondensedText,
  measures: { readonly from: number; readonly to: number },
  publishedOn: string | null,
): Effect {
  const match = commencement(condensed, measures)
  const sentence = match === null ? null : clauseAt(condensed.text, match)
  const effectiveOn = match === null ? null : effectiveFact(condensed, match, publishedOn)
  const end = findEnd(condensed, sentence, effectiveOn)
  return {
    effectiveOn,
    effective: match === null ? null : condensed.quote(match.index, match.index + match[0].length),
    ...end,
  }
}

/** The sentence of a clause, and one behind it that goes on with how long: 有效期5年。 */
function clauseAt(text: string, match: RegExpExecArray): { from: number; to: number } {
  const { from, to } = sentenceAt(text, match.index, match[0].length)
  const goesOn = /^[。;](?:有效期|试行期|执行期|施行期|试行)/u.test(text.slice(to, to + 8))
  return { from, to: goesOn ? sentenceAt(text, to + 1, 0).to : to }
}

function commencement(
  condensed: CondensedText,
  measures: { readonly from: number; readonly to: number },
): RegExpExecArray | null {
  // The document's own last word on itself: an amended law keeps clauses on others before it.
  for (const pattern of EFFECTIVE) {
    const found = [...condensed.text.matchAll(pattern)].filter(
      (each) => !isQuoted(condensed, each.index),
    )
    const last = found.findLast((each) => each.index >= measures.from) ?? found.at(-1)
    if (last !== undefined) return last
  }
  for (const pattern of EFFECTIVE_BARE) {
    const outside = [...condensed.text.matchAll(pattern)].filter(
      (each) => each.index < measures.from || each.index >= measures.to,
    )
    if (outside[0] !== undefined) return outside[0]
  }
  return null
}

function effectiveFact(
  condensed: CondensedText,
  match: RegExpExecArray,
  publishedOn: string | null,
): Fact | null {
  const told = match[1] ?? ''
  const isRelative =
    /之?日$|publication|promulgation|issuance|gazettal/u.test(told) && readDay(told) === null
  const isPublication = /公布|发布|颁布|印发|公告|publication|promulgation|issuance|gazettal/u.test(
    told,
  )
  const value = isRelative ? (isPublication ? publishedOn : null) : readDay(told)
  const index = match.index
  return value === null ? null : condensed.fact(value, index, index + match[0].length)
}

function findEnd(
  condensed: CondensedText,
  sentence: { readonly from: number; readonly to: number } | null,
  effectiveOn: Fact | null,
): { repealedOn: EndFact | null; end: Quotation | null } {
  const repealed = REPEALED_ON.exec(condensed.text)
  if (repealed !== null) return dated(condensed, repealed, 0, false)
  for (const { from, to } of [
    ...(sentence === null ? [] : [sentence]),
    ...selfSentences(condensed),
  ]) {
    const words = condensed.text.slice(from, to)
    const day = END_DAY.exec(words) ?? END_ENGLISH.exec(words)
    if (day !== null) return dated(condensed, day, from, true)
    const period = END_PERIOD.exec(words)
    if (period === null) continue
    const quote = condensed.quote(from + period.index, from + period.index + period[0].length)
    const count = readCount(period[1] ?? '')
    const isHalf = period[0].endsWith('半')
    const value =
      effectiveOn === null || count === undefined || isHalf
        ? null
        : period[2] === '年'
          ? lastDayOf(effectiveOn.value, count)
          : lastDayOf(effectiveOn.value, 0, count)
    return { repealedOn: value === null ? null : { value, ...quote, inclusive: true }, end: quote }
  }
  return { repealedOn: null, end: null }
}

function dated(
  condensed: CondensedText,
  match: RegExpExecArray,
  offset: number,
  inclusive: boolean,
): { repealedOn: EndFact | null; end: Quotation } {
  const from = offset + match.index
  const end = condensed.quote(from, from + match[0].length)
  const value = readDay(match[1] ?? '')
  return { repealedOn: value === null ? null : { value, ...end, inclusive }, end }
}

const SELF_END = new RegExp(
  `(?:${THIS_DOCUMENT}|${THIS_ENGLISH})[^。;]{0,30}?(?:有效期|执行期|试行|施行至|执行至|有效至|实施至|valid|until|expire|cease|lapse)`,
  'gu',
)

/** Sentences in which the document speaks of its own end. */
function selfSentences(condensed: CondensedText): { from: number; to: number }[] {
  return [...condensed.text.matchAll(SELF_END)]
    .filter((match) => !isQuoted(condensed, match.index))
    .map((match) => ({
      from: match.index,
      to: sentenceAt(condensed.text, match.index, match[0].length).to,
    }))
}

/** A clause is the sentence it stands in and no more than this many characters of it. */
const MAX_SENTENCE = 400

/** The sentence around a match, between full stops. */
export function sentenceAt(
  text: string,
  index: number,
  length: number,
): { from: number; to: number } {
  let from = index
  while (from > 0 && index - from < MAX_SENTENCE && !'。;!?'.includes(text.charAt(from - 1)))
    from -= 1
  let to = index + length
  while (to < text.length && to - index < MAX_SENTENCE && !'。;!?'.includes(text.charAt(to)))
    to += 1
  return { from, to }
}

/** Amendments quote the clauses of other documents: “第九条 本办法自…起施行”. */
function isQuoted(condensed: CondensedText, index: number): boolean {
  const before = /["'](?:第[^,。"']{1,8}条)?$/u.exec(
    condensed.text.slice(Math.max(0, index - 12), index),
  )
  if (before === null) return false
  const at = index - before[0].length
  // The folded text no longer tells an opening mark from a closing one.
  return !/[”’」』]/u.test(condensed.quote(at, at + 1).quote)
}

function readCount(text: string): number | undefined {
  return /^\d+$/u.test(text) ? Number(text) : parseHanNumeral(text)
}
