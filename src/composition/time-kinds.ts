/** A length of time; 7×24小时 and 2024年4月 are none. */
export const LENGTH_OF_TIME =
  /(?<![\d×xX.])\d+\s*[余多]?\s*(?:个?工作日|天|小时|周|个月)|(?<!\d)\d{1,2}\s*年|[一二三四五六七八九十两半](?:个?工作日|天|小时|周|个月|年)|每(?:年|季度|月|周|天|日)/u

const ASKS_AHEAD =
  /提[前早](?:多少|多久|几|多长)|[多几]早(?:以前|之前|前)?|前(?:多久|几耐|多长时间|几个?[天日月周])|(?:多久|几耐|[几多少]+个?(?:工作)?[日天月周])(?:之|以)?前|\bhow (?:early|far ahead|far in advance|much notice|long before)\b|\bhow (?:many|long)\b[^.?!]{0,60}\b(?:ahead|in advance|beforehand)\b|\bhow many (?:working )?(?:days|weeks|months|hours) (?:before|prior)\b/u
const ASKS_RECURRING =
  /(?:多久|几耐|多长时间|多少时间)[^,。;?!]{0,8}(?:一次|一[场回趟期轮届]|几次)|每?隔(?:多|几|边|哪)|每隔|频率|频次|(?:一个?|每个?)(?:年|季度?|月|星期|礼拜|周|天|日)[^,。;?!]{0,8}(?:多少|几多?)[次回场趟期]|\bhow (?:often|frequently|regularly)\b|\bhow many times (?:a|an|per|each|every|in a)\b|\bat what (?:intervals?|frequency)\b/u
const ASKS_DATE =
  /几号(?!线|楼|仓|码)|(?:星期|礼拜|周)几|\b(?:which|what) day of (?:the|each|every)\b|(?:什么时候|何时|几时|哪一?[年天]|几月|预计|边年)[^,。;?!]{0,10}(?:上线|启用|建成|完[成工]|竣工|公布|推出|出台|出来|铺开|生效|施行|落地|取消|实现|启动|开始|扩[大容围]?|加|开张|开业|投用|投入|开放|轮到)|\b(?:when|what date|which (?:year|month)|what year|by when)\b[^.?!]{0,120}\b(?:launched|rolled out|go(?:es)? live|in force|abolished|published|completed|finished|built|operational|expanded|fully|come out|ready|start(?:s|ed)?|begin|open(?:s|ed)?)\b/u
/** By what day something must be done: that it comes after something else does not tell. */
const ASKS_DEADLINE =
  /最[晚迟慢]|\bcut-?off\b|(?<!有效)期限|截止|(?:多久|几耐|(?:几|多少|几多)个?(?:工作)?[日天月周])之?内|\bby when\b|\bby (?:what|which) (?:time|date|day|point|hour)\b|\bdeadline\b|\bat the latest\b|\bno later than\b/u

/** How long goods may lie somewhere, stay in the country, be shown, or papers must be kept. */
const ASKS_KEEPING =
  /(?:(?<![发开])放(?![行宽开]|到账)|摆|(?<!保)存|停(?!用)|(?<!保)留|(?<!等|优|招)待|压[在住着]|搁|囤|寄存|堆|摊|陈列|展[示出览]|逗留|滞留|保[存留管])[^,。;?!]{0,8}(?:多久|几耐|多长(?!的?流程)|多少个?(?:工作)?[天日周月年]|几多?个?(?:工作)?[天日周月年]|多少时间)(?!(?:才|先)(?:批|办|出))|(?:存放|停留|保存|储存|展示|展出|保管|存储|逗留|滞留|留存)的?(?:最长)?(?:期限|时限|时间|天数|时长)(?![吗的]?.{0,4}缩)|\b(?:how long|how many (?:days|weeks|months|years)|(?:what|which) (?:length|period) of time|how much time)\b[^.?!;]{0,70}\b(?:stay|sit|lie|remain|stored?|storage|kept?|keep|shown|displayed?|parked?|retain(?:ed)?|left|linger|on show|on display)\b(?! (?:me|us|waiting|you))|\b(?:longest|maximum (?:time|period|stay))\b[^.?!;]{0,40}\b(?:stay|sit|lie|remain|stored?|storage|kept?|keep|shown|displayed?|parked?|retain(?:ed)?|left)\b|\bfor how long\b[^.?!;]{0,60}\b(?:stay|sit|lie|remain|stored?|kept?|keep|shown|displayed|retain(?:ed)?|left)\b/u

/** That something stays valid: how long it may be used, not how long it may stay. */
const STAYS_VALID =
  /(?:保留|留存|保存)[^,。;?!]{0,3}(?:效力|资格|身份)|\b(?:remain|stay|keep|kept)(?:s|ed|ing)? (?:(?:legally|fully|still|nationally) )?(?:valid|good|in force|in effect|effective|usable|binding|current|active|applicable|recogni[sz]ed|accepted)\b/u

/** Which of the questions of time is asked. */
export type TimeKind = 'ahead' | 'recurring' | 'date' | 'keeping' | 'deadline'

const KINDS: readonly (readonly [TimeKind, RegExp])[] = [
  ['ahead', ASKS_AHEAD],
  ['recurring', ASKS_RECURRING],
  ['keeping', ASKS_KEEPING],
  ['date', ASKS_DATE],
  ['deadline', ASKS_DEADLINE],
]

/**
 * How early, how often, how long something may lie, on what date and by when are questions of their
 * own beside how long something takes. The first that fits.
 *
 * @param folded The folded question.
 */
export function timeKindOf(folded: string): TimeKind | undefined {
  const staysValid = STAYS_VALID.test(folded)
  return KINDS.find(([kind, asks]) => asks.test(folded) && !(kind === 'keeping' && staysValid))?.[0]
}
