import type { AskedFacet } from '../domain/cues.js'
import type { Facet } from '../domain/measure.js'

/** Words of a measure that state a facet, and what stands around them. */
export interface StatingWords {
  readonly facet: Facet | 'responsible' | 'fee'
  readonly words: string
  /** The sentence that they stand in. */
  readonly sentence: string
  /** The text behind them. */
  readonly after: string
}

/** A length of time; 7×24小时 and 2024年4月 are none. */
export const LENGTH_OF_TIME =
  /(?<![\d×xX.])\d+\s*[余多]?\s*(?:个?工作日|天|小时|周|个月)|(?<!\d)\d{1,2}\s*年|[一二三四五六七八九十两半](?:个?工作日|天|小时|周|个月|年)|每(?:年|季度|月|周|天|日)/u
/** That something is done at once, or faster than it was. */
const SPEED = /即|随[^,，。]{1,4}随|不隔夜|立刻|缩短|压缩|减少|先放/u
/** Again and again. */
const RECURRING = /每|定期|适时|随时|常态|次/u
/** A day, month or year, or that one is given. */
const DATE = /\d\s*年|\d\s*月|年内|年底|以来|起施行|起实施/u

const ASKS_AHEAD =
  /提[前早](?:多少|多久|几|多长)|前(?:多久|几耐|多长时间|几个?[天日月周])|(?:多久|几耐|[几多少]+个?(?:工作)?[日天月周])(?:之|以)?前|\bhow (?:early|far ahead|far in advance|much notice|long before)\b|\bhow (?:many|long)\b[^.?!]{0,60}\b(?:ahead|in advance|beforehand)\b/u
const ASKS_RECURRING =
  /(?:多久|几耐|多长时间|多少时间)[^,。;?!]{0,8}(?:一次|一[场回趟期轮届]|几次)|每隔|频率|\bhow (?:often|frequently|regularly)\b/u
const ASKS_NUMBER_OF_DAYS =
  /(?:多少|几多?)个?(?:工作)?[日天]|(?:多少|几多?)个?(?:小时|钟头|分钟|星期|礼拜|月)|\bhow many (?:more |extra )?(?:working |business |calendar )?(?:days|hours|weeks|months|minutes|years)\b/u
const ASKS_LENGTH =
  /多久|几耐|多长时间|多少时间|[多几]快|(?:多少|几多?)个?(?:工作)?[日天]|(?:多少|几多?)个?(?:小时|钟头|分钟|星期|礼拜|月)|\bhow (?:long|soon|quickly|fast|much time)\b|\bhow many (?:more |extra )?(?:working |business |calendar )?(?:days|hours|weeks|months|minutes|years)\b/u
const ASKS_DATE =
  /(?:什么时候|何时|几时|哪一?[年天]|几月|预计|边年)[^,。;?!]{0,10}(?:上线|启用|建成|完[成工]|竣工|公布|推出|出台|出来|铺开|生效|施行|落地|取消|实现|启动|开始|扩[大容围]|加)|\b(?:when|what date|which (?:year|month)|what year|by when)\b[^.?!]{0,120}\b(?:launched|rolled out|go(?:es)? live|in force|abolished|published|completed|finished|built|operational|expanded|fully|come out|ready|start(?:s|ed)?|begin|open(?:s|ed)?)\b/u
/** What an office does in the time asked for, not the applicant. */
const ASKS_OFFICE_TIME =
  /(?:办理?|处理|手续|流程)[^,。;?!]{0,6}[要需得花](?:多久|几耐|多长|几|多少)|审|批|结果|办[完好结妥]|下来|到账|放行|答复|回复|拿到|攞到|出证|签[发出]|\b(?:takes?|issued?|approv\w+|review\w*|process\w*|results?|decided?|released?|refunded)\b/u
const ASKS_APPLICANT_TIME =
  /申请|提出|补办|提交|申报|报告|报关|\b(?:apply|applied|submit\w*|filed?|report\w*|lodged?|request\w*)\b/u
/** An applicant's act behind a time: 自缴纳税款之日起1年内申请. */
const APPLICANT_ACTS = /^.{0,6}(?:申请|提出|补办|提交|申报|报告)/u

const ASKS_SITE =
  /(?:哪[个一]个?|边个|什么|咩)(?:网上|线上|官方)?(?:平台|系统|网站|小程序|app|软件|窗口)|\b(?:which|what)(?: [a-z]+)? (?:platform|website|system|app|portal|site)\b/u
/** Where one can go or log in: a mode of supervision is no place. */
export const SITE = /平台|中心|门户|服务网|服务站|系统|小程序|app|窗口|基地|单一窗口|向.{0,8}海关/iu

const ASKS_WHO_DECIDES =
  /审批|审核|批准|核准|确认|认定|审定|拍板|[做作]主|说了算|话事|\b(?:approv\w+|decid\w+|confirm\w*|authori[sz]\w+|certif\w+)\b/u
/** Bodies that customs works with; they decide nothing by that. */
const PARTNERS = /^(?:联合|加强与|与|在.*指导下)/u

/** That one applies or looks something up: only then a platform is a place. */
const ASKS_DEALING =
  /申请|办|查(?![验货检])|登|报(?!关)|咨询|问|揾|睇|看|递|提交|下载|注册|备案|\b(?:apply|file|check|look|find|register|ask|submit|go|read|learn|log|see|book)\b/u
/** Where goods or travellers are is not where one applies. */
const ASKS_WHERE_TO_APPLY =
  /(?:哪[里儿]|边度|何处)[^,。;?!]{0,4}(?:申请|提交|递交|登记|报名|备案)|\bwhere (?:do|does|can|could|should|must|to)\b[^.?!]{0,30}\b(?:apply|file|submit|register|sign up)\b/u
/** Where there is a condition but no name: any place may be meant. */
const ANY_PLACE = /^(?:具备|符合|有|满足)条件的(?:口岸|地区|地方)$|^各地$/u
/** The same of goods. */
const ANY_GOODS = /^(?:具备|符合|有|满足)(?:条件|要求|规定)的(?:货物|商品|产品)$/u

const ASKS_WHICH_PAPERS =
  /具体|哪[几些样种份]|清单|\b(?:exactly|precisely|list|which (?:papers|documents))\b/u
/** That papers are needed, not which: 相关证明材料, 船舶资料. */
const SOME_PAPERS = /^(?:相关|有关|所需)?.{0,4}(?:材料|资料|文件)$/u

/** Papers that need not be handed in, or are not there: they do not tell which are needed. */
const NEEDLESS_PAPERS = /免于|免提交|无需|取消|不再|未办/u
const ASKS_NEEDLESS =
  /免|不用|唔使|不必|毋须|无需|不需|取消|少交|还[要用得是]|仲[要使系]|一定|必须|非得|压减|\b(?:no longer|still|need not|not need|without|waived?|skip|exempt|drop(?:ped)?|spared?|anymore|any more|have to)\b/u

const ASKS_FEE = /费|\b(?:costs?|fees?|charge[sd]?|price)\b/u
const TELLS_FEE = /费/u
const ASKS_FINE = /罚|\b(?:fined?|fines|penalt(?:y|ies))\b/u
const ASKS_MONEY = /多少钱|几多钱|金额|\bhow much money\b/u
const MONEY = /元|万|亿/u

/**
 * Whether words that state a facet are of the kind that is asked for: how early, how often, how long
 * something takes and since when it runs are four questions of time, a way to apply is no platform,
 * and who joins in does not decide.
 *
 * @param folded The folded question.
 */
export function answersKind(asked: AskedFacet, folded: string, stating: StatingWords): boolean {
  const { facet, words, sentence } = stating
  switch (asked) {
    case 'timeLimit':
    case 'duration':
      return answersTime(folded, stating)
    case 'channel':
      return !ASKS_SITE.test(folded) || SITE.test(words)
    case 'responsible':
      return !ASKS_WHO_DECIDES.test(folded) || !PARTNERS.test(words)
    case 'place':
      return facet === 'channel'
        ? ASKS_DEALING.test(folded)
        : !ASKS_WHERE_TO_APPLY.test(folded) && !ANY_PLACE.test(words) && answersPlace(folded, words)
    case 'goods':
      return !ANY_GOODS.test(words)
    case 'materials':
      if (NEEDLESS_PAPERS.test(words)) return ASKS_NEEDLESS.test(folded)
      return !ASKS_WHICH_PAPERS.test(folded) || !SOME_PAPERS.test(words)
    case 'amount':
      if (ASKS_FINE.test(folded)) return /罚/u.test(sentence)
      if (ASKS_FEE.test(folded) && MONEY.test(words)) return TELLS_FEE.test(sentence)
      return !ASKS_MONEY.test(folded) || MONEY.test(words)
    case 'conditions':
    case 'fee':
    case 'percentage':
    case 'period':
    case 'who':
      return true
  }
}

function answersTime(folded: string, { facet, words, after }: StatingWords): boolean {
  if (ASKS_AHEAD.test(folded)) return words.includes('前')
  if (ASKS_RECURRING.test(folded)) return RECURRING.test(words)
  if (ASKS_DATE.test(folded)) return DATE.test(words)
  const ofOffice = ASKS_OFFICE_TIME.test(folded) && !ASKS_APPLICANT_TIME.test(folded)
  // 多久可以提走 may be answered by a moment: 取样完成后.
  if (!ASKS_NUMBER_OF_DAYS.test(folded) && !(ofOffice && ASKS_LENGTH.test(folded))) return true
  if (words.endsWith('前') || !(LENGTH_OF_TIME.test(words) || SPEED.test(words))) return false
  return !ofOffice || (facet !== 'period' && !APPLICANT_ACTS.test(after))
}

/** Kinds of places, as a question asks for them and as the text names them. */
const PLACE_KINDS = [
  {
    asks: /(?:哪[些个几]个?|什么|边[啲个])(?:海运|航空|水运|陆路)?(?:口岸|港口?|机场|码头|车站|关口)|\b(?:which|what) (?:(?:sea)?ports?|airports?|crossings?|terminals?|stations?)\b/u,
    names: /口岸|港|机场|码头|场站|铁路/u,
  },
  {
    asks: /(?:哪[些个几]个?|什么|边[啲个])(?:综保区|综合保税区|保税区|园区|片区)|\b(?:which|what) (?:bonded )?zones?\b/u,
    names: /区|园|中心/u,
  },
  {
    asks: /存[放在]|放[在喺到]|停放|\b(?:stored?|storage|kept)\b/u,
    names: /监管区|综合?保税?区|仓|库|场/u,
  },
  {
    asks: /(?:哪[些个几]个?|什么|边[啲个])(?:国家|市场)|\b(?:which|what) (?:countries|markets)\b/u,
    names: /国|经济体|市场|地区|香港|澳门|“一带一路”|中新/u,
  },
] as const
/** No town, whatever else they are. */
const NO_TOWN = /国家|经济体|保税区|综保区|口岸$|关区/u
const ASKS_TOWN =
  /(?:哪[些个几]个?|什么|边[啲个])(?:城市|市|省)|\b(?:which|what) (?:cities|towns|city|provinces?)\b/u

function answersPlace(folded: string, words: string): boolean {
  if (ASKS_TOWN.test(folded)) return !NO_TOWN.test(words)
  return PLACE_KINDS.every(({ asks, names }) => !asks.test(folded) || names.test(words))
}

/** Whether it is asked when, and neither how long nor on what date: 等到什么时候可以提. */
export function asksMoment(folded: string): boolean {
  return ![ASKS_AHEAD, ASKS_RECURRING, ASKS_DATE, ASKS_LENGTH].some((asks) => asks.test(folded))
}

/**
 * Whether words say more than the question does: a place that it names already does not tell where.
 * Words of another language cannot be compared; they are taken to say more.
 *
 * @param folded The folded question.
 */
export function saysMore(folded: string, words: string): boolean {
  const pairs = [...words.matchAll(HAN_PAIR)].flatMap(([, pair]) => pair ?? [])
  if (pairs.length === 0) return true
  return pairs.filter((pair) => !folded.includes(pair)).length >= MIN_NEW_PAIRS
}

const HAN_PAIR = /(?=(\p{Script=Han}{2}))/gu
/** One pair may come from where two words of the question meet. */
const MIN_NEW_PAIRS = 2

/** A name in quotation marks, beside others of a list: “每月一专场”和“企业家沙龙”. */
const LISTED_BEFORE = /“([^“”]+)”[和与及、]?$/u
const LISTED_BEHIND = /^[和与及、]?“([^“”]+)”/u

/**
 * Whether words are one name of a list of which the question names another.
 *
 * @param folded The folded question.
 */
export function isBesideNamed(
  folded: string,
  { words, before, after }: { words: string; before: string; after: string },
): boolean {
  const own = /^“([^“”]+)”$/u.exec(words)?.[1]
  if (own === undefined || folded.includes(own)) return false
  const beside = [LISTED_BEFORE.exec(before)?.[1], LISTED_BEHIND.exec(after)?.[1]]
  return beside.some((name) => name !== undefined && folded.includes(name))
}
