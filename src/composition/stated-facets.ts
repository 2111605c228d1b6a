import type { AskedFacet } from '../domain/cues.js'
import type { Facet, MeasureRecord } from '../domain/measure.js'
import { asksWhoQualifies } from './eligibility-kinds.js'
import { answersKind, asksMoment, isBesideNamed, saysMore, SITE } from './facet-kinds.js'
import { LENGTH_OF_TIME } from './time-kinds.js'
import { seeksSite } from './place-kinds.js'
import { type TopicReader, topicElsewhere } from './topic-parts.js'

/** Spans of a facet that state what is asked for, by their words where not all of them do. */
interface StatedBy {
  readonly facet: Facet
  readonly saying?: RegExp
  readonly notSaying?: RegExp
}

/** That there are conditions, not which: 符合条件的船舶. 符合规定的货物因紧急进口… goes on to say them. */
const UNSPECIFIED =
  /^在?(?:符合|具备|满足|有)(?:相关|相应|资质)?(?:条件|要求|规定)(?!.*[因未已经])|^放宽.*条件$/u
/** The same of applicants: companies that meet the requirements may be any. */
const ANY_COMPANY = /^(?:符合|具备|满足|有)(?:条件|要求|规定)的(?:企业|公司|单位)$/u
/** What narrows who applies: a standing or a kind (高信用企业, 小微企业), not a trade (跨境电商企业). */
const CHOSEN_COMPANIES = /的|信用|认证|AEO|诚信|守法|小微|中小|重点|优质|高新|龙头/iu
/** What narrows goods: 货值不满…的低价值货物, 未办理…的产品. */
const NARROWED = /不满|超过|低风险|属于|纳入|未(?!享)|已|免于/u
/** A condition of a company and not of its goods. */
const OF_COMPANIES = /企业|公司|单位|信用|资质|评估|体系|证书/u

/** Since when a scheme runs is not how long anything is valid, nor is a validity how long anything takes. */
const LAUNCH = /以来|新增|上线|起施行|起实施/u
const VALIDITY = /有效/u

/** A figure; 一定 and 一律 hold none. */
const FIGURE = /\d|[一二三四五六七八九十两百半](?![定律致般])/u
/** Kinds and numbers of things in a condition: 四类信用标签. */
const COUNT = /\d|[二三四五六七八九十两]+(?:类|种|项|级|家|次)/u
const SHARE = /\d\s*[%％]|百分之|[一二三四五六七八九两]成|[\d一二三四五六七八九十两]倍/u
/** Hours saved by all together are not how long anything takes. */
const SAVED = /节省|节约/u
/** A date. */
const DATE = /\d\s*年|\d\s*月|年内|年底/u

/**
 * What states each facet. A question and a marked span cut the same thing differently: 提前几个月 is a
 * time limit and 半年 a period, and who may apply is often said by a condition.
 */
const STATED_BY: Readonly<Record<Exclude<AskedFacet, 'fee' | 'responsible'>, readonly StatedBy[]>> =
  {
    place: [{ facet: 'place' }, { facet: 'channel', saying: SITE }],
    who: [
      { facet: 'who', notSaying: ANY_COMPANY },
      { facet: 'conditions', saying: OF_COMPANIES, notSaying: UNSPECIFIED },
    ],
    goods: [{ facet: 'goods' }],
    conditions: [
      { facet: 'conditions', notSaying: UNSPECIFIED },
      { facet: 'who', saying: CHOSEN_COMPANIES, notSaying: UNSPECIFIED },
      { facet: 'goods', saying: NARROWED, notSaying: UNSPECIFIED },
    ],
    channel: [
      { facet: 'channel' },
      // A system that must be there first is also the way by which it is done.
      { facet: 'conditions', saying: /系统|ERP|WMS/u },
      { facet: 'place', saying: /域名|网站/u },
    ],
    materials: [{ facet: 'materials' }],
    timeLimit: [
      { facet: 'timeLimit' },
      { facet: 'period', notSaying: VALIDITY },
      { facet: 'amount', saying: DATE },
    ],
    amount: [
      { facet: 'amount', saying: FIGURE },
      { facet: 'conditions', saying: COUNT },
      { facet: 'materials', saying: /\d/u },
    ],
    period: [{ facet: 'period', notSaying: LAUNCH }],
    percentage: [
      { facet: 'amount', saying: SHARE },
      { facet: 'conditions', saying: SHARE },
    ],
    duration: [
      { facet: 'timeLimit', saying: LENGTH_OF_TIME },
      { facet: 'period', saying: LENGTH_OF_TIME },
      { facet: 'amount', saying: LENGTH_OF_TIME, notSaying: SAVED },
      { facet: 'conditions', saying: LENGTH_OF_TIME },
    ],
  }

/** A measure without these words says nothing of what something costs: a value of goods is no fee. */
const SPEAKS_OF_FEES = /收费|收取|免收|免费|费用|手续费|规费|工本费/gu

/** Which sentences of a measure state what a question asks for, and what none states. */
export interface StatedFacets {
  /** Indexes of sentences; 0 is the title. */
  readonly sentences: readonly number[]
  readonly missing: readonly AskedFacet[]
}

type StatingMeasure = Pick<MeasureRecord, 'facets' | 'responsible' | 'sentences' | 'text'> &
  Partial<Pick<MeasureRecord, 'translation'>>

/** What is known of a question beside the facets that it asks for. */
export interface AskedQuestion {
  readonly folded: string
  readonly topicOf: TopicReader
}

/**
 * Words that state a facet answer the question unless another part of the measure holds this much more
 * of its topic: then they are about something else. Found on the `dev` questions: at .10 statements are
 * told as missing that at .15 are not, and at .20 more near misses pass for statements.
 */
const ELSEWHERE_MIN_GAIN = 0.15

/**
 * Looks up the facets asked for among those that editors marked in the measure.
 *
 * @param question Given, only words count that are of the kind it asks for and stand where the measure
 * speaks of its topic; without it, all that the measure states.
 */
export function statedFacets(
  measure: StatingMeasure,
  asked: readonly AskedFacet[],
  question?: AskedQuestion,
): StatedFacets {
  const sentences = new Set<number>()
  const missing: AskedFacet[] = []
  for (const facet of asked) {
    // Where one finds a station or a base is a place, whatever is done there.
    const sought =
      facet === 'channel' && question !== undefined && seeksSite(question.folded) ? 'place' : facet
    const places = placesStating(measure, sought, question?.folded)
    const answering =
      question === undefined
        ? places
        : places.filter((place) => answersQuestion(measure, sought, place, question))
    if (answering.length === 0) missing.push(facet)
    for (const { start } of answering) {
      const index = sentenceAt(measure, start)
      if (index >= 0) sentences.add(index)
    }
  }
  return { sentences: [...sentences], missing }
}

interface StatingPlace {
  readonly facet: Facet | 'fee' | 'responsible'
  readonly start: number
  readonly end: number
}

/** Facets whose words may do no more than name what the question is about. */
const NAMED_IN_QUESTIONS: ReadonlySet<AskedFacet> = new Set([
  'channel',
  'conditions',
  'duration',
  'goods',
  'materials',
  'place',
  'timeLimit',
])

function mayBeNamed(asked: AskedFacet, folded: string): boolean {
  return NAMED_IN_QUESTIONS.has(asked) || (asked === 'who' && asksWhoQualifies(folded))
}

function answersQuestion(
  measure: StatingMeasure,
  asked: AskedFacet,
  { facet, start, end }: StatingPlace,
  question: AskedQuestion,
): boolean {
  const { folded } = question
  const words = measure.text.slice(start, end)
  const span = measure.sentences[sentenceAt(measure, start)]
  const sentence = span === undefined ? words : measure.text.slice(span.start, span.end)
  const stating = { facet, words, sentence, after: measure.text.slice(end) }
  return (
    answersKind(asked, folded, stating) &&
    !isBesideNamed(folded, { ...stating, before: measure.text.slice(0, start) }) &&
    (!mayBeNamed(asked, folded) || saysMore(folded, words)) &&
    gainElsewhere(measure, asked, start, question) < ELSEWHERE_MIN_GAIN
  )
}

const QUOTED_NAME = /"([^"]{3,})"/gu

const IN_FIGURES: ReadonlySet<AskedFacet> = new Set(['amount', 'percentage', 'duration', 'fee'])

/**
 * By how much another part holds more of the topic. Where the question quotes a name that the part's
 * sentence holds, only sentences with that name count: it is about that. Figures stand by themselves,
 * away from what describes the thing: there the name is enough.
 */
function gainElsewhere(
  measure: StatingMeasure,
  asked: AskedFacet,
  start: number,
  { folded, topicOf }: AskedQuestion,
): number {
  const sentenceOf = ({ start: from, end }: { start: number; end: number }): string =>
    measure.text.slice(from, end)
  const index = sentenceAt(measure, start)
  // A title speaks for all that stands below it.
  if (index === 0) return 0
  const own = measure.sentences[index]
  const name = [...folded.matchAll(QUOTED_NAME)]
    .flatMap(([, quoted]) => quoted ?? [])
    .find((quoted) => HAN.test(quoted) && own !== undefined && sentenceOf(own).includes(quoted))
  const parts = topicOf(measure)
  if (name === undefined) return topicElsewhere(parts, start)
  if (IN_FIGURES.has(asked)) return 0
  return topicElsewhere(
    parts.filter(({ sentence }) => {
      const span = measure.sentences[sentence]
      return span !== undefined && sentenceOf(span).includes(name)
    }),
    start,
  )
}

const HAN = /\p{Script=Han}/u

function sentenceAt({ sentences }: StatingMeasure, at: number): number {
  return sentences.findIndex(({ start, end }) => start <= at && at < end)
}

/** Where in the text the facet is stated. */
function placesStating(
  { facets, responsible, text }: StatingMeasure,
  asked: AskedFacet,
  folded: string | undefined,
): StatingPlace[] {
  if (asked === 'fee') {
    return [...text.matchAll(SPEAKS_OF_FEES)].map(({ 0: words, index }) => ({
      facet: 'fee',
      start: index,
      end: index + words.length,
    }))
  }
  if (asked === 'responsible') {
    const own = responsible.map(({ quote }) => {
      const start = text.indexOf(quote)
      return { facet: 'responsible' as const, start, end: start + quote.length }
    })
    const others = folded === undefined ? [] : actorsOf(folded)
    return [
      ...own,
      ...facets.filter(({ facet, start, end }) =>
        others.some(
          ({ facet: by, saying }) => by === facet && saying?.test(text.slice(start, end)) !== false,
        ),
      ),
    ]
  }
  const statedBy = [
    ...STATED_BY[asked],
    ...(asked === 'period' && folded !== undefined && ASKS_LAST_CLAIM.test(folded) ? [CLAIM] : []),
    ...(asked === 'who' && folded !== undefined && ASKS_ACTOR.test(folded) ? [LOCALITIES] : []),
    // When something is done is also told by what must hold first.
    ...(asked === 'timeLimit' && folded !== undefined && asksMoment(folded) ? [FIRST] : []),
  ]
  const acting =
    asked === 'who' &&
    folded !== undefined &&
    ASKS_WHO_ACTS.test(folded) &&
    !asksWhoQualifies(folded)
      ? placesStating({ facets, responsible, text, sentences: [] }, 'responsible', undefined)
      : []
  const own = facets.filter(({ facet, start, end }) => {
    const words = text.slice(start, end)
    return statedBy.some(
      ({ facet: by, saying, notSaying }) =>
        by === facet && saying?.test(words) !== false && notSaying?.test(words) !== true,
    )
  })
  return [...own, ...acting]
}

/** Who does something: 责任压给谁, who is opening new channels. Not who may apply. */
const ASKS_WHO_ACTS =
  /(?:责任|担子|任务|工作|活)[^,。;?!]{0,8}(?:谁|边个)|\bwho (?:is|are) [a-z]+ing\b/u
/** Localities that go first are told by a place. */
const LOCALITIES: StatedBy = { facet: 'place', saying: /^(?:各地|地方)$/u }
/** Until when one may claim or apply. */
const ASKS_LAST_CLAIM =
  /\b(?:claim|apply|file|request|refund)\b[^?]{0,60}\b(?:until|till) when\b|\b(?:until|till) when (?:can|may|could) (?:i|we|you) (?:still )?(?:claim|apply|file|ask)\b|(?:申请|补办|退|报)[^。;?!]{0,12}(?:到|至)(?:什么时候|几时|何时|边一?日|哪天)/u
const CLAIM: StatedBy = { facet: 'timeLimit', saying: LENGTH_OF_TIME }

/** By whom something is handed in or paid, which no office does. */
const ASKS_APPLICANT =
  /[由归](?:谁|边个|哪[个家])[^。;?!]{0,16}(?:提供|提出|申请|担保|申报|提交|递交|缴|付)|(?:担保|保证金|申请|申报)[^,。;?!]{0,8}(?:谁|边个|哪[个家])[^,。;?!]{0,10}(?:提|出|办|交|担|搞|做|付|掏)|(?:谁|边个)(?:来)?(?:出钱?|付|交|缴|垫)(?=[?,。]|$)|\bwho (?:must |has to |should |can |may )?(?:appl(?:y|ies)|provides?|files?|submits?|pays?|requests?|lodges?|puts? up|posts?|furnish(?:es)?|bears?|hands? in)\b/u
const ASKS_LABORATORY =
  /(?:哪|边)一?[个家间]?(?:联合|综合)?(?:实验室|中心)|\b(?:which|what) (?:[a-z]+ )?(?:laborator(?:y|ies)|labs?)\b/u
const LABORATORY = /实验室|中心/u

/** Who does something, and not who decides or is in charge of it. */
const ASKS_ACTOR =
  /(?:谁|边个|[哪边]一?[个家间](?:单位|机构|公司|银行)?)(?:来|嚟|去|可以|能|会|要)?(?:出面|代表|代|帮|替|一起|统一|一并|牵头|合作|承担|担)|由一?[个家间](?:单位|机构|公司|部门)[^。;?!]{0,30}[哪边]一?[个家间]|\bwho (?:is|are) (?:to|going to) (?!approve|decide|authori)|\bwho (?:will|would|gets? to|may) (?:team|work|act|stand|vouch|guarantee|cooperate|partner|go first)\b|\bwhich (?:body|party|organi[sz]ation|institution)\b[^.?!]{0,30}\b(?:on behalf|for all|for everyone|for everybody|jointly|puts up|stands)\b/u
/** Whom one can meet. */
const ASKS_MEETING =
  /[约见][到得]?(?:谁|边个|哪|边啲|什么人|咩人)|\bwhom?\b[^.?!]{0,30}\b(?:meet|see|sit down with|talk to|speak (?:to|with))\b/u
const OFFICIALS = /领导|负责人/u
/** A body of some kind: 相关单位 is whoever it concerns. */
const BODY = /^(?!相关|有关).*(?:中心|单位|机构|银行|协会|政府|部门|地方)/u

/** What besides the bodies named tells who does it: the applicants, or a laboratory marked as a place. */
function actorsOf(folded: string): StatedBy[] {
  return [
    ...(ASKS_APPLICANT.test(folded) ? [{ facet: 'who' as const }] : []),
    ...(ASKS_MEETING.test(folded) ? [{ facet: 'who' as const, saying: OFFICIALS }] : []),
    ...(ASKS_ACTOR.test(folded) ? [{ facet: 'who' as const, saying: BODY }] : []),
    ...(ASKS_LABORATORY.test(folded) ? [{ facet: 'place' as const, saying: LABORATORY }] : []),
  ]
}

const FIRST: StatedBy = { facet: 'conditions', notSaying: UNSPECIFIED }
