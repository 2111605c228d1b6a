import type { AskedFacet } from '../domain/cues.js'
import type { Facet } from '../domain/measure.js'
import { answersWhoQualifies } from './eligibility-kinds.js'
import { answersPlace } from './place-kinds.js'
import { answersQuantity } from './quantity-kinds.js'
import { LENGTH_OF_TIME, timeKindOf } from './time-kinds.js'

/** Words of a measure that state a facet, and what stands around them. */
export interface StatingWords {
  readonly facet: Facet | 'responsible' | 'fee'
  readonly words: string
  /** The sentence that they stand in. */
  readonly sentence: string
  /** The text behind them. */
  readonly after: string
}

/** That something is done at once, or faster than it was. */
const SPEED = /即|随[^,，。]{1,4}随|不隔夜|立刻|缩短|压缩|减少|先放/u
/** Again and again. */
const RECURRING = /每|定期|适时|随时|常态|[\d一两二三]次/u
/** That it is done now and then, as the question says itself: it asks how often that is. */
const NAMED_RECURRING = /定期|适时|常态|\b(?:periodic|regular)/u
const NOW_AND_THEN = /定期|适时|常态/u
/** A day, month or year, or that one is given. */
/** 每季度初: no date, and yet the days that are meant. */
const PART_OF_PERIOD = /[年季度月][初末底]/u
const DATE = /\d\s*年|\d\s*月|年内|年底|以来|起施行|起实施/u

const ASKS_NUMBER_OF_DAYS =
  /(?:多少|几多?)个?(?:工作)?[日天]|(?:多少|几多?)个?(?:小时|钟头|分钟|星期|礼拜|月)|\bhow many (?:more |extra )?(?:working |business |calendar )?(?:days|hours|weeks|months|minutes|years)\b/u
const ASKS_LENGTH =
  /多久|几耐|多长时间|多少时间|[多几]快|(?:多少|几多?)个?(?:工作)?[日天]|(?:多少|几多?)个?(?:小时|钟头|分钟|星期|礼拜|月)|\bhow (?:long|soon|quickly|fast|much (?:longer|time))\b|\bhow many (?:more |extra )?(?:working |business |calendar )?(?:days|hours|weeks|months|minutes|years)\b/u
const TELLS_DEADLINE = /前|内|之日|初|不隔夜|期间/u
/** Since when, or within which year: how long anything takes is not told by it. */
const NO_LENGTH = /以来|年内|年底/u

/** What an office does in the time asked for, not the applicant. */
const ASKS_OFFICE_TIME =
  /(?:办理?|处理|手续|流程)[^,。;?!]{0,6}[要需得花](?:多久|几耐|多长|几|多少)|审|批|结果|办[完好结妥]|下来|到账|放行|答复|回复|拿到|攞到|出证|签[发出]|(?:多久|几耐|多长时间|多少时间|多少个?(?:工作)?[日天周月]|几多?个?(?:工作)?[日天周月])[^,。;?!]{0,6}(?:出来|出嚟|出炉|出[具报]|[有知]结果|有下文|有着落|有消息|[做验检测评查审看走]得?[完好掂妥毕]|搞[定掂]|完成|结束|定案|揭晓|通知|通过)|\b(?:takes?|issued?|approv\w+|review\w*|process\w*|results?|decided?|released?|refunded|outcome|verdict|findings|turnaround)\b|\bhow (?:long|soon|quickly|fast|many (?:working )?(?:days|weeks|months))\b(?:(?!\b(?:after|once|before)\b)[^.?!;]){0,60}\b(?:comes? (?:out|through|back)|finished|completed?|concluded?|done)\b/u
const ASKS_APPLICANT_TIME =
  /申请|提出|补办|提交|申报|报告|报关|\b(?:apply|applied|submit\w*|filed?|report\w*|lodged?|request\w*)\b/u
/** How long until the office has done it, whoever applies: 申请预裁定多久会拿到结果. */
const WAITS_FOR_OFFICE =
  /(?:多久|几耐|多长时间|多少时间|[多几]快|(?:多少|几多?)个?(?:工作)?[日天周月])(?:[^,。;?!]{0,6})(?:拿到|攞到|收到|有结果|出结果|有消息|下来|批(?![量次])|[给俾]结果|答复|回复|办[完好])|\bhow (?:long|soon|many (?:working )?(?:days|weeks|months))\b[^.?!]{0,40}\b(?:get|receive|wait for|come back with|issue|decide|hear)\b[^.?!]{0,20}\b(?:ruling|results?|decision|answer|permit|certificate|reply)\b/u
/** An applicant's act behind a time: 自缴纳税款之日起1年内申请. */
const APPLICANT_ACTS = /^.{0,6}(?:申请|提出|补办|提交|申报|报告)/u

const ASKS_SITE =
  /(?:哪[个一]个?|边个|什么|咩)(?:网上|线上|官方)?(?:平台|系统|网站|小程序|app|软件|窗口)|\b(?:which|what)(?: [a-z]+)? (?:platform|website|system|app|portal|site)\b/u
/** Where one can go or log in: a mode of supervision is no place. */
export const SITE = /平台|中心|门户|服务网|服务站|系统|小程序|app|窗口|基地|单一窗口|向.{0,8}海关/iu

/** How one takes part: that there is something to take part in does not tell. */
const ASKS_ENROL =
  /报名|报读|参加|加入|\b(?:put (?:our|my|your|their|his|her) names? down|sign(?:ing)? up|enrol\w*|register for|join|take part)\b|\bregister\b[^.?!,;]{0,12}\bfor\b/u
/** How one applies: that something is done by video or at a distance does not tell. */
const ASKS_HOW_TO_APPLY =
  /(?:怎[么样]|如何|点样?)[^,。;?!]{0,6}(?:申请|提出)|\bhow (?:do|can|should|does) (?:we|i|one|you|companies|firms|an? [a-z]+) (?:apply|ask|request)\b/u
const WAY_TO_APPLY =
  /申请|免申|提交|登记|预约|备案|申报|自助|约见|线上|网上|电子|平台|系统|小程序|app|门户|窗口|服务|渠道|机制|单证|办理/iu

/** By telephone, on paper, in person or online. */
const ASKS_MEDIUM =
  /(?:打)?电话(?:还是|定系|抑或)|(?:网上|线上|网路|app|柜台|临柜|线下|电话|现场)[^,。;?!]{0,3}(?:还是|定系?|抑或)|\bby (?:phone|telephone|e-?mail|post|letter|fax)\b|\b(?:online|in person|on paper|over the counter) or\b|\bor (?:online|in person|on paper|over the counter)\b/u
const MEDIUM =
  /线[上下]|在线|网|电子|电话|平台|系统|小程序|app|窗口|远程|自助|视频|现场|“点点按钮|单一窗口/iu

/** The address of a site: its name does not tell. */
const ASKS_ADDRESS = /网址|链接|\b(?:url|web address|web link)\b/u
const ADDRESS = /www|https?:|\.(?:cn|com)/iu

/** A system by its name. */
const SYSTEM = /WMS|ERP/u
const WAY_IN =
  /申请|提交|报名|登记|预约|备案|申报|自助|约见|平台|系统|小程序|app|门户|窗口|服务网/iu

/** A part of an office: 哪个科室, which division of customs. */
const ASKS_SUBUNIT =
  /(?:哪|边)一?[个间]?(?:科室?|处室?|窗口|柜台|小组|队)(?!罚|理)|\b(?:which|what) (?:[a-z]+ ){0,2}(?:division|section|desk|team|branch|counter|bureau|subdivision|part)\b(?: of| at| in| inside| within)? (?:the )?(?:[a-z]+ ){0,3}(?:customs|inspection|office)\b|\bcustoms[^.?!]{0,8}(?:which|what) (?:division|section|desk|team|branch|counter|bureau)\b/u
const SUBUNIT = /科|处|室|窗口|队|组/u

/** Several offices are asked for by name: 试点海关 names none. */
const ASKS_WHICH_OFFICES =
  /(?:哪几|哪|边几)(?:个|家|些)(?:隶属|属地|试点)?海关|试点的?[都具体分别]{0,2}(?:有|是|系)?(?:哪[几些]|边[几啲])(?:个|家|间|些)?(?=[?,。]|$)|(?:隶属|属地|试点)海关[^。;?!]{0,40}(?:(?:哪|边)(?:几|些|啲)(?:个|家|间)?)(?=[?,。]|$)|\bcustoms offices\b[^?]{0,20}\bwhich (?:offices|ones)\b|\b(?:which|what) (?:[a-z]+ )?customs (?:offices|houses)\b/u
const UNNAMED_OFFICE = /试点海关|隶属海关/u

/** More than one office: then 纳税地海关 and 主管海关 tell none either. */
const ASKS_SEVERAL_OFFICES =
  /(?:哪|边)(?:几个|几家|些|啲)(?:隶属|属地|试点)?海关|\b(?:which|what) (?:[a-z]+ )?customs (?:offices|houses)\b/u
const NAMED_OFFICE = /(?:大连|沈阳|深圳|海口|深港[^,，]{0,6}|六)(?:海关|关)|总署/u

/** Who takes part already, by name: that shipping companies are encouraged to names none. */
const ASKS_WHO_JOINED =
  /(?:哪|边)(?:几|些|啲|一)?[家间个][^,。;?!]{0,8}(?:在用|用紧|在试|试紧|在做|做紧|加入|参加[了过咗]|参与[了过咗]|接入[了过咗]|入选)|(?:试|用|做)紧[^,。;?!]{0,4}(?:边|哪)(?:几|啲|些)?[家间]|\b(?:which|what) [^.?!]{1,40}\b(?:(?:have|has) (?:already )?(?:joined|signed up|taken part|adopted|enrolled|started)|so far|(?:are|is) (?:already )?(?:taking part|on board|using it))\b/u
const NAME_OF_ONE = /集团|深圳|大连|海口|海南/u
const ACTORS: ReadonlySet<AskedFacet> = new Set(['who', 'responsible'])

/** Banks by name: 联合银行等金融机构 names none. */
const ASKS_WHICH_BANKS =
  /(?:哪|边)(?:几|些|啲|一)?[家间个]?(?:银行|保险公司|金融机构|担保公司)|\b(?:which|what) (?:banks?|insurers?|financial institutions?|lenders?)\b/u
const UNNAMED_BANKS = /银行|金融机构/u

const ASKS_WHO_DECIDES =
  /审批|审核|批准|核准|确认|认定|审定|拍板|[做作]主|说了算|话事|评估|评审|\b(?:approv\w+|decid\w+|confirm\w*|authori[sz]\w+|certif\w+|assess\w*)\b/u
/** Bodies that customs works with; they decide nothing by that. */
const PARTNERS = /^(?:联合|加强与|与|在.*指导下)/u

/** What stands on a list of goods; the task list is a document. */
const ASKS_OF_A_LIST =
  /(?<!(?:任务|措施|全国|材料|文件)的?)(?:清单|目录|名单|名录)|(?<!\b(?:task|national|nationwide|2024|measures?|campaign|facilitation) )\b(?:list|catalogue|catalog)\b(?! of (?:measures|tasks))/u
const A_LIST = /清单|目录|名单/u
/** Words that are the name of a list, or of what is on it: “零关税”自用生产设备清单, 目录内产品. */
const LIST_BEHIND = /^[^,，。、“]{0,2}(?:清单|目录|名单)/u
const OF_LIST = /(?:清单|目录|名单)[内里中]/u

/** That there are conditions for goods, not which. */
const ANY_GOODS = /^(?:具备|符合|有|满足)(?:条件|要求|规定)的(?:货物|商品|产品)$/u

const ASKS_WHICH_PAPERS =
  /具体|哪[几些样种份]|清单|\b(?:exactly|precisely|list|which (?:papers|documents))\b/u
/** That papers are needed, not which: 相关证明材料, 船舶资料. */
const SOME_PAPERS = /^(?:相关|有关|所需)?.{0,4}(?:材料|资料|文件)$/u

/** Papers that need not be handed in, or are not there: they do not tell which are needed. */
const NEEDLESS_PAPERS = /免于|免提交|无需|取消|不再|未办/u
const ASKS_NEEDLESS =
  /免|不用|不[交带附备]|唔使|不必|毋须|无需|不需|取消|少交|还[要用得是]|仲[要使系]|一定|必须|非得|压减|\b(?:no longer|still|need not|not need|without|waived?|skip|exempt|drop(?:ped)?|spared?|anymore|any more)\b|\b(?:do|does) (?:i|we|you|one|companies|firms|importers|exporters) (?:really |even |still )?have to\b/u

/** What goes with an application: the application itself does not tell. */
const ASKS_ATTACHED =
  /附件|附上|随附|佐证|一并|夹埋|连同|\b(?:attach\w*|enclos\w*|supporting|go(?:es)? with|accompan\w+)\b/u
const APPLICATION = /申请$/u

const ASKS_FEE = /费|\b(?:costs?|fees?|charge[sd]?|price)\b/u
const TELLS_FEE = /费/u
const ASKS_FINE = /罚|\b(?:fined?|fines|penalt(?:y|ies))\b/u
const ASKS_MONEY = /多少钱|几多钱|金额|\bhow much money\b/u
const MONEY = /元|万|亿/u
/** From or up to what something goes: what was reached or is aimed at tells no limit. */
const ASKS_BOUND =
  /门槛|最低|最高|顶多|[上下]限|限额|额度|封顶|\b(?:minimum|maximum|limits?|caps?|ceiling|threshold|quota)\b/u
const BOUND = /不满|超过|以[上下内]|[低高]于|不足|至[少多]|最[高低多少]|[上下]限|之外|比例/u

/**
 * Whether words that state a facet are of the kind that is asked for: how early, how often, how long
 * something takes and since when it runs are four questions of time, a way to apply is no platform,
 * and who joins in does not decide.
 *
 * @param folded The folded question.
 */
export function answersKind(asked: AskedFacet, folded: string, stating: StatingWords): boolean {
  const { facet, words, sentence } = stating
  if (ACTORS.has(asked) && ASKS_WHO_JOINED.test(folded) && !NAME_OF_ONE.test(words)) return false
  switch (asked) {
    case 'timeLimit':
    case 'duration':
      return answersTime(folded, stating)
    case 'channel':
      if (ASKS_ADDRESS.test(folded) && !ADDRESS.test(words)) return false
      if (ASKS_ENROL.test(folded) && !WAY_IN.test(words)) return false
      if (ASKS_HOW_TO_APPLY.test(folded) && !WAY_TO_APPLY.test(words)) return false
      if (ASKS_MEDIUM.test(folded) && !MEDIUM.test(words)) return false
      return !ASKS_SITE.test(folded) || SITE.test(words) || SYSTEM.test(words)
    case 'responsible':
      if (ASKS_SUBUNIT.test(folded) && !SUBUNIT.test(words)) return false
      if (ASKS_WHICH_OFFICES.test(folded) && UNNAMED_OFFICE.test(words)) return false
      if (ASKS_SEVERAL_OFFICES.test(folded) && !NAMED_OFFICE.test(words)) return false
      if (ASKS_WHICH_BANKS.test(folded) && UNNAMED_BANKS.test(words)) return false
      return !ASKS_WHO_DECIDES.test(folded) || (facet !== 'who' && !PARTNERS.test(words))
    case 'place':
      if (ASKS_WHICH_OFFICES.test(folded) && UNNAMED_OFFICE.test(words)) return false
      return answersPlace(folded, facet, words)
    case 'goods':
      if (ASKS_OF_A_LIST.test(folded) && !isOnList(stating)) return false
      return !ANY_GOODS.test(words) && answersWhoQualifies(folded, stating)
    case 'who':
    case 'conditions':
      return answersWhoQualifies(folded, stating)
    case 'materials':
      if (NEEDLESS_PAPERS.test(words)) return ASKS_NEEDLESS.test(folded)
      if (ASKS_ATTACHED.test(folded) && APPLICATION.test(words)) return false
      return !ASKS_WHICH_PAPERS.test(folded) || !SOME_PAPERS.test(words)
    case 'amount':
      if (ASKS_FINE.test(folded)) return /罚/u.test(sentence)
      if (ASKS_FEE.test(folded) && MONEY.test(words)) return TELLS_FEE.test(sentence)
      if (ASKS_BOUND.test(folded) && !BOUND.test(words)) return false
      return (!ASKS_MONEY.test(folded) || MONEY.test(words)) && answersQuantity(folded, words)
    case 'period':
      return timeKindOf(folded) !== 'keeping' || LENGTH_OF_TIME.test(words)
    case 'fee':
    case 'percentage':
      return true
  }
}

/** Whether goods are said to be on a list; by the list's own name they are not. */
function isOnList({ words, sentence, after }: StatingWords): boolean {
  return A_LIST.test(sentence) && !LIST_BEHIND.test(after) && !OF_LIST.test(words)
}

function answersTime(folded: string, { facet, words, after }: StatingWords): boolean {
  const kind = timeKindOf(folded)
  if (kind === 'ahead') return words.includes('前')
  if (kind === 'recurring') {
    const said = NAMED_RECURRING.exec(folded)?.[0]
    return RECURRING.test(words) && (said === undefined || !NOW_AND_THEN.test(words))
  }
  if (kind === 'date') return DATE.test(words) || PART_OF_PERIOD.test(words)
  const length = LENGTH_OF_TIME.test(words) || SPEED.test(words)
  if (kind === 'keeping') return LENGTH_OF_TIME.test(words)
  if (kind === 'deadline' && !length && !DATE.test(words) && !TELLS_DEADLINE.test(words)) {
    return false
  }
  if (ASKS_LENGTH.test(folded) && !length && (facet === 'amount' || NO_LENGTH.test(words))) {
    return false
  }
  const ofOffice =
    WAITS_FOR_OFFICE.test(folded) ||
    (ASKS_OFFICE_TIME.test(folded) && !ASKS_APPLICANT_TIME.test(folded))
  // 多久可以提走 may be answered by a moment: 取样完成后.
  if (!ASKS_NUMBER_OF_DAYS.test(folded) && !(ofOffice && ASKS_LENGTH.test(folded))) return true
  if (words.endsWith('前') || !(LENGTH_OF_TIME.test(words) || SPEED.test(words))) return false
  return !ofOffice || (facet !== 'period' && !APPLICANT_ACTS.test(after))
}

/** Whether it is asked when, and neither how long nor on what date: 等到什么时候可以提. */
export function asksMoment(folded: string): boolean {
  const kind = timeKindOf(folded)
  return (kind === undefined || kind === 'deadline') && !ASKS_LENGTH.test(folded)
}

/**
 * Whether words say more than the question does: a place that it names already does not tell where.
 * Words of another language cannot be compared; they are taken to say more.
 *
 * @param folded The folded question.
 */
export function saysMore(folded: string, words: string): boolean {
  const latin = [...words.matchAll(LATIN_NAME)]
  if (latin.some(([name]) => !folded.includes(name.toLowerCase()))) return true
  const pairs = [...words.matchAll(HAN_PAIR)].flatMap(([, pair]) => pair ?? [])
  if (pairs.length === 0) return true
  const fresh = pairs.filter((pair) => !folded.includes(pair)).length
  return fresh >= Math.min(MIN_NEW_PAIRS, pairs.length)
}

/** A name in Latin capitals: AEO. */
const LATIN_NAME = /[A-Z]{2,}/gu
const HAN_PAIR = /(?=(\p{Script=Han}{2}))/gu
/** Where words are longer than one pair, one may come from where two words of the question meet. */
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
