import { DIGIT_CLASS, HAN_NUMBER_CLASS } from './read-number.js'

/** Usual order of levels in Chinese and English documents, outermost first; the steps have no meaning. */
export const RANK = {
  part: 1,
  subpart: 2,
  chapter: 3,
  section: 4,
  englishSection: 4.5,
  heading: 4.9,
  article: 5,
  named: 5.5,
  upperRoman: 5.6,
  formal: 5.7,
  upperLetter: 5.8,
  han: 6,
  hanBracket: 7,
  arabic: 8,
  dotted: 8.5,
  arabicBracket: 9,
  letter: 9.5,
  circled: 10,
  roman: 10.5,
} as const

/** Style of headings without a number, below which numbers start again. */
export const HEADING_STYLE = 'heading'

/** The Chinese words between 第 and their number's end, in one spelling, with their rank. */
export const ORDINAL_UNITS: Readonly<Record<string, readonly [string, number]>> = {
  编: ['编', RANK.part],
  編: ['编', RANK.part],
  篇: ['编', RANK.part],
  部分: ['部分', RANK.part],
  分编: ['分编', RANK.subpart],
  部: ['部分', RANK.part],
  分部: ['分编', RANK.subpart],
  章: ['章', RANK.chapter],
  节: ['节', RANK.section],
  節: ['节', RANK.section],
  条: ['条', RANK.article],
  條: ['条', RANK.article],
  则: ['则', RANK.named],
  則: ['则', RANK.named],
  款: ['款', RANK.han],
  项: ['项', RANK.han],
  項: ['项', RANK.han],
  点: ['项', RANK.han],
  點: ['项', RANK.han],
}

/** The English words before a number, lower case, with their rank. */
export const ENGLISH_UNITS: Readonly<Record<string, number>> = {
  part: RANK.part,
  title: RANK.part,
  book: RANK.part,
  division: RANK.subpart,
  chapter: RANK.chapter,
  article: RANK.article,
  section: RANK.englishSection,
  rule: RANK.article,
  regulation: RANK.article,
  clause: RANK.article,
  measure: RANK.named,
  case: RANK.named,
  item: RANK.named,
  task: RANK.named,
  action: RANK.named,
  initiative: RANK.named,
  recommendation: RANK.named,
  question: RANK.named,
  step: RANK.named,
  point: RANK.named,
}

/** Han words that are known to count measures when a number follows them; the others must prove it. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set(
  '措施 举措 舉措 案例 任务 任務 行动 行動 事项 事項 做法 经验 經驗 政策 服务 服務 问 問 问题 問題 建议 建議 要点 要點 条款 條款 项目 項目 清单 亮点'.split(
    ' ',
  ),
)

/** Words with numbers that head what is not a list of measures: boxes, tables, pictures, annexes, notes. */
export const NEVER_ITEMS: ReadonlySet<string> = new Set(
  '专栏 專欄 表 图 圖 附件 附表 附图 附录 附錄 注 註 例 例题 公式 式 式样 样式 答 共 约 约计 即 至 或 和 与 及 近 超 达 为 是 有 在 于 第 每 前 后 近约 民国 民國 公元 年 月 日 电话 電話 邮编 传真 编号 文号 序号 页 頁'.split(
    ' ',
  ),
)

const han = `[${HAN_NUMBER_CLASS}]`
const digit = `[${DIGIT_CLASS}]`
const gap = '[ \\t\\u3000]'

/** Matchers of labels at one place (sticky); group 1 is the number. Blanks are bounded, so none backtracks. */
export const LABEL_PATTERNS = {
  /** 第十条, 第 10 條, 第一百二十条之一, 第 9-1 條; groups: number, number behind the hyphen, unit, inserted. */
  ordinal: new RegExp(
    `第${gap}{0,3}(${han}{1,9}|${digit}{1,4}|[IVXLC]{1,6})(?:${gap}?[-－‑–](${digit}{1,2}))?${gap}{0,3}(分编|部分|分部|部(?=${gap}|[—–:：]|$)|[编編篇章节節条條则則款项項点點])(?:${gap}?之${gap}?(${han}{1,3}|${digit}{1,2})(?![${HAN_NUMBER_CLASS}]))?[:：]?`,
    'uy',
  ),
  /** 一、 十九. 壹、 三之一、 ; groups: number, inserted. */
  han: new RegExp(`(${han}{1,7})(?:之(${han}{1,2}))?${gap}{0,2}[、．.﹑]`, 'uy'),
  /** （一） (三十三) （１） (1A) */
  bracket: new RegExp(`[(（﹙]${gap}?(${han}{1,7}|${digit}{1,3})${gap}?[)）﹚][、．.]?`, 'uy'),
  /** 1. 1． 1、 １． 4A. */
  arabic: new RegExp(`(${digit}{1,3})([A-Z]{0,2})${gap}?(?:\\\\?[.．、﹑])(?!${digit})`, 'uy'),
  /** 1.1 1.1.2 1.1. */
  dotted: new RegExp(`(${digit}{1,2})((?:[.．]${digit}{1,2}){1,3})[.．、]?(?!${digit})`, 'uy'),
  /** 1) 1） */
  closed: new RegExp(`(${digit}{1,3})${gap}?[)）]`, 'uy'),
  /** (a) (iv) (A) */
  latinBracket: /[(（]([A-Za-z]|[ivxlIVXL]{2,6})[)）]/uy,
  /** a. A. IV. */
  latinDot: /([A-Za-z]|[IVXL]{2,6})[.．、)](?=[\s\u3000\p{Script=Han}]|$)/uy,
  /** A number alone in its line or cell, or a tab or bar behind it. */
  alone: new RegExp(`(${digit}{1,3}|${han}{1,4})(?=${gap}*(?:\\t|[|｜]|$))`, 'uy'),
  /** 3 and a blank, then words. */
  blank: new RegExp(`(${digit}{1,3})[ \\u3000]{1,4}(?=[^\\s|｜])`, 'uy'),
  /** 措施一：, 案例3 ; groups: number, word in `.groups`. */
  word: new RegExp(
    `(?<word>\\p{Script=Han}{1,4}?)${gap}?(${han}{1,5}|${digit}{1,3})(?:${gap}?[:：、.．]|(?=[\\s\\u3000|【（]|$))`,
    'uy',
  ),
  /** Article 3, Measure 1:, PART I */
  english:
    /(?<word>[A-Za-z]{4,14})[ \u00a0]{1,3}(\d{1,3}|[IVXLC]{1,6}|[A-Z])(bis|ter|quater|[A-Z])?(?:[.:](?!\d)|[ ]?[—–](?= )|(?=[\s—–]|$))/uy,
} as const
