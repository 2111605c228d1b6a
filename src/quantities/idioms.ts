import { HAN_NUMERALS } from './han-number.js'

/** Words that end in 一, or hold a numeral further on. */
const HAN_WORDS: readonly string[] = [
  '[统唯惟单同某任逐归专划]一',
  '(?<!分)之一',
  '(?<!第)[上下]一(?=年|月|步|个|次|周|日|天|季)',
  '每一(?=[次票批笔页辆艘])',
  '[进近]一步',
  '第一(?:时间|线)',
  '(?<=第[一二三四五六七八九十]{1,3}个)五年',
  '零(?:关税|距离|部件|备件|件|售|担|散|接触|跑动|障碍|容忍|延时|等待|成本|收费|纸)',
  '(?<=(?<![每一二两三四五六七八九十\\d ])(?:周|星期|礼拜))[一二三四五六](?![次天个回批])',
  '成千上万',
  '数一数二',
]

/** Words that begin with a numeral; 三百家企业 and 三十一起案件 hold none of them. */
const HAN_WORDS_FROM_NUMERAL: readonly string[] = [
  '一(?:些|般|律|体|站|定|旦|致|直|样|起|同|并|流|贯|经|度|线|味|再|概|切|心|手|向|举|旁|边|面|时|方面|如|应|行|条龙|带一路|下子?)',
  '一(?:次性|年一度|年四季|天到晚|成不变|元化)',
  '一(?:一|对一|比一)(?![月日号年])',
  '万一(?![千百])',
  '三一(?![十百千万])',
  '[一二三四]季度',
  '二(?:[维手线氧]|次(?!\\d))',
  '三(?:三两两|天两头)',
  '五(?:[指台]山|家渠|金|年规划)',
  '两(?:头|岸|用|侧|者|会|难|极)',
  '三资',
  '四[海川]',
  '八方',
  '十(?:分(?![之钟])|足|全)',
  '十[三四五]五(?=规划|时期|期间)',
  '百(?:姓|货|般|花|科)',
  '千(?:方百计|家万户|差万别|岛湖|万(?=[要别不注记勿请小]))',
  '万(?:物|事|众|能|宁|科|分(?!之)|无一失|不得已)',
]

const ENGLISH_WORDS: readonly string[] = [
  'no[ -]one',
  'one of',
  'one another',
  'one[ -](?:by|on|to|for)[ -]one',
  'one-stop(?:[ -]shop)?',
  'one-way',
  "one's",
  'one or more',
  '(?:any|every|each|which|this|that|another|some)[ -]?one(?= ?(?:$|[.,;:!?)]|of|is|that|who|can|may|must))',
  'one(?= (?:can|may|must|should|needs?|has|is|wants|would|could|will)(?![a-z]))',
  'in one go',
  'all[ -]in[ -]one',
  'number one',
  'day one',
  'second-hand',
  'at first',
  'zero[ -](?:tariffs?|duty|distance|rated|tolerance|contact)',
  'five-year plans?',
  'year-on-year',
  'month-on-month',
]

/**
 * Words that hold a numeral and no quantity, over folded text. They are blanked before anything is
 * read, in claims and sources alike. What is not here but is no count either (一码, one-click) is
 * not read, or left to `missingQuantities`, which looks for small counts more kindly in sources.
 *
 * Decided: 单一窗口 and Single Window, 唯一 and only, 双 and dual or both hold no number; 一单两报 and
 * "one form, two declarations" hold a 1 and a 2, 两步申报 and "two-step declaration" a 2.
 */
export const IDIOMS = new RegExp(
  [
    ...HAN_WORDS,
    `(?<![${HAN_NUMERALS}\\d第数几余多])(?<!\\d )(?:${HAN_WORDS_FROM_NUMERAL.join('|')})`,
    `(?<![a-z])(?:${ENGLISH_WORDS.join('|')})(?![a-z])`,
    '(?<=-in)-one(?![a-z])',
  ].join('|'),
  'gu',
)
