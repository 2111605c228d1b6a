import type { AskedFacet } from '../domain/cues.js'
import { asksCriterion, asksGrade } from './eligibility-kinds.js'
import { asksSite, asksWhereKept, asksWhichPlaces, seeksSite } from './place-kinds.js'
import { type TimeKind, timeKindOf } from './time-kinds.js'

/** What is asked for, more closely than by its facet. */
export type AskedName =
  | TimeKind
  | 'times'
  | 'site'
  | 'whichPlaces'
  | 'whereKept'
  | 'size'
  | 'limit'
  | 'rate'
  | 'share'
  | 'platform'
  | 'criteria'
  | 'grade'

const IN_TIME: ReadonlySet<AskedFacet> = new Set(['timeLimit', 'duration'])
/** How often something is looked at again is asked in words of how long it is valid. */
const OF_VALIDITY: ReadonlySet<TimeKind> = new Set(['recurring', 'keeping'])
const SUMS: ReadonlySet<AskedFacet> = new Set(['amount', 'percentage', 'fee'])
const QUALIFIES: ReadonlySet<AskedFacet> = new Set(['who', 'conditions'])

const ASKS_RATE =
  /利率|费率|利息|汇率|税率|\b(?:interest|interest rate|at (?:what|which) (?:[a-z]+ )?rate|premium rate|what (?:[a-z]+ )?rate)\b/u
/** A share that something is taken to or from; 减几成 as well. */
const ASKS_SHARE =
  /比[例率重]|百分|[几多少]成|几折|[\d几多少]个?点|percent|\b(?:percentage|per ?cent|share|proportion|fraction|part of)\b/u
const ASKS_SIZE =
  /规模|营业额|进出口额|销售额|生意额|投资额|注册资|资本额?|营收|产值|\b(?:turnover|revenue|trade volume|investment|capital|big enough|how (?:big|large) (?:does|do|must|should|has|have))\b/u
const ASKS_LIMIT =
  /最[多少高低大小]|顶多|至[多少]|起码|封顶|[上下]限|限额|额度|门槛|\b(?:minimum|maximum|limits?|caps?|ceiling|threshold|quota|at most|at least|up to)\b/u
const ASKS_PLATFORM =
  /(?:哪[个一]?|边个|什么|咩)(?:网上|线上|官方)?(?:平台|系统|网站|小程序|app|软件)|(?:平台|系统|网站|小程序|app)[^。;?!]{0,8}(?:哪|边个|什么|咩)|\b(?:which|what)(?: [a-z]+)? (?:platform|website|system|app|portal|site)\b/u

/**
 * How what is asked for is named where the facet's own name would fit only loosely: how long goods may
 * lie in a warehouse is no handling time.
 *
 * @param folded The folded question.
 */
export function askedName(facet: AskedFacet, folded: string): AskedName | undefined {
  const time = timeKindOf(folded)
  if (facet === 'amount' && time === 'recurring') return 'times'
  if (time !== undefined && (IN_TIME.has(facet) || (facet === 'period' && OF_VALIDITY.has(time)))) {
    return time
  }
  if (facet === 'place' || facet === 'channel') {
    if (facet === 'place' ? asksSite(folded) : seeksSite(folded)) return 'site'
    if (facet === 'channel') return ASKS_PLATFORM.test(folded) ? 'platform' : undefined
    if (asksWhereKept(folded)) return 'whereKept'
    return asksWhichPlaces(folded) ? 'whichPlaces' : undefined
  }
  if (SUMS.has(facet)) {
    if (ASKS_RATE.test(folded) && facet !== 'fee') return 'rate'
    if (facet === 'amount' && ASKS_SIZE.test(folded)) return 'size'
    if (facet === 'amount' && ASKS_SHARE.test(folded)) return 'share'
    return facet === 'amount' && ASKS_LIMIT.test(folded) ? 'limit' : undefined
  }
  if (QUALIFIES.has(facet)) {
    if (asksGrade(folded)) return 'grade'
    return asksCriterion(folded) ? 'criteria' : undefined
  }
  return undefined
}

/** Ends of a part of a question that may ask for something by itself. */
const PART_END = /[,.。;?!、:]|[和与跟及又]|以及|另外|同埋|\b(?:and|or|nor|plus|as well as)\b/u
const QUESTION_WORD =
  /什么|啥|咩|乜嘢?|哪|边[个度啲几位]|谁|几[^乎经个]|几个|多少|几多|多[久长大高早快]|几[耐时]|怎|如何|点样?|[吗嘛㗎]|[收要用使]唔[收要用使]|有没有|有冇|是否|是不是|系咪|\b(?:what|which|who|whom|whose|where|when|how|is there|are there|do we|do i|does it)\b/u

/** Whether two parts of a question ask. @param folded The folded question. */
export function asksTwice(folded: string): boolean {
  return folded.split(PART_END).filter((part) => QUESTION_WORD.test(part)).length > 1
}

const ASKS_CHARGE =
  /[付收交缴掏俾][^,。;?!]{0,4}(?:钱|(?<![税罚运])费)|免费|\b(?:charged?|fees?|costs?)\b/u

/** Whether it is asked what a service costs, whatever sum is asked for besides. @param folded The folded question. */
export function asksCharge(folded: string): boolean {
  return ASKS_CHARGE.test(folded)
}

const FACET_OF: Readonly<Partial<Record<AskedName, AskedFacet>>> = {
  keeping: 'period',
  site: 'place',
  rate: 'percentage',
  share: 'percentage',
}

/** The facet that a name belongs to, where it is another than the one that was asked for. */
export function facetOfName(name: AskedName | undefined, facet: AskedFacet): AskedFacet {
  return (name === undefined ? undefined : FACET_OF[name]) ?? facet
}
