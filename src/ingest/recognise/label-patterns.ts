import { DIGIT_CLASS, HAN_NUMBER_CLASS } from './read-number.js'

const han = `[${HAN_NUMBER_CLASS}]`
const digit = `[${DIGIT_CLASS}]`
const gap = '[ \\t\\u3000]'

/** English numbers in words, as translations count chapters and articles. */
export const NUMBER_WORDS: readonly string[] =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
/** How English counts reasons. */
export const ORDINAL_WORDS: readonly string[] =
  'First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth'.split(' ')
const inWords = NUMBER_WORDS.flatMap((word) => [
  `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
])
  .toSorted((a, b) => b.length - a.length)
  .join('|')

/**
 * Matchers of labels at one place (sticky); group 1 is the number where nothing else is said, named groups
 * count too. Blanks are bounded, so none backtracks.
 */
export const LABEL_PATTERNS = {
  /**
   * 第十条, 第 10 條, 第12A條, 第一百二十条之一, 第 9-1 條; groups: number, letters, number behind the hyphen,
   * unit, inserted.
   */
  ordinal: new RegExp(
    `第${gap}{0,3}(${han}{1,9}|${digit}{1,4}|[IVXLC]{1,6})([AB]|(?<=[${DIGIT_CLASS}])[A-Z]{1,2})?(?:${gap}?[-－‑–](${digit}{1,2}))?${gap}{0,3}(分编|部分|分部|部(?=${gap}|[—–:：]|$)|[编編篇章节節条條则則款项項点點])(?:${gap}?之${gap}?(${han}{1,3}|${digit}{1,2})(?![${HAN_NUMBER_CLASS}]))?[:：]?`,
    'uy',
  ),
  /** The second half of 第八条至第十条; group: number. */
  ordinalRange: new RegExp(
    `${gap}?[至到—–~～-]${gap}?第${gap}{0,3}(${han}{1,9}|${digit}{1,4})${gap}{0,3}[条條]`,
    'uy',
  ),
  /** 第一，第二： ; a comma that another 第 follows only names several. */
  ordinalComma: new RegExp(`第(${han}{1,3})[，,、：:](?!${gap}?第)`, 'uy'),
  /** 第一招：, 第二步 ; groups: number, word. */
  ordinalWord: new RegExp(
    `第${gap}?(${han}{1,3}|${digit}{1,2})${gap}?([招步问問题題讲講课課类類式])(?:[:：，,、]|(?=[\\s\\u3000|｜】]|$))`,
    'uy',
  ),
  /** 一、 十九. 壹、 三之一、 ; groups: number, inserted. */
  han: new RegExp(`(${han}{1,7})(?:之(${han}{1,2}))?${gap}{0,2}[、．.﹑]`, 'uy'),
  /** 一） as careless copies have it. */
  hanClosed: new RegExp(`(${han}{1,3})${gap}?[)）]`, 'uy'),
  /** 一： 一， and 一 before a blank; group 2 is what separates. */
  hanLoose: new RegExp(`(${han}{1,3})([：:，,]|[ \\u3000]{1,4}(?=[^\\s|｜\\d]))`, 'uy'),
  /** 甲、 甲部 ; groups: stem, 部. */
  stem: /([甲乙丙丁戊己庚辛壬癸])(?:(部)(?=[\s\u3000:：—–]|$)[:：]?|[、．.](?![甲乙丙丁戊己庚辛壬癸]))/uy,
  /** （一） (三十三) （１） (1A) */
  bracket: new RegExp(`[(（﹙]${gap}?(${han}{1,7}|${digit}{1,3})${gap}?[)）﹚][、．.]?`, 'uy'),
  /** 【1】 〔一〕 [1] */
  square: new RegExp(
    `[【〔〖〈﹝[［]${gap}?(${han}{1,5}|${digit}{1,3})${gap}?[】〕〗〉﹞\\]］][、．.:：]?`,
    'uy',
  ),
  /** 1. 1． 1、 １． 4A. 4a. ; groups: number, letters. */
  arabic: new RegExp(
    `(${digit}{1,3})([A-Z]{0,2}|[a-z])${gap}?(?:\\\\?[.．、﹑])(?!${digit})`,
    'uy',
  ),
  /** 8.–11. ; groups: first, last. */
  range: new RegExp(
    `(${digit}{1,3})[A-Z]{0,2}[.．]?${gap}?[-–—~～至]${gap}?(${digit}{1,3})[A-Z]{0,2}[.．、](?!${digit})`,
    'uy',
  ),
  /** 1： ; what follows is no time. */
  colon: new RegExp(`(${digit}{1,2})${gap}?[:：](?!${gap}?${digit})`, 'uy'),
  /** 1.1 1.1.2 1.1. */
  dotted: new RegExp(`(${digit}{1,2})((?:[.．]${digit}{1,2}){1,3})[.．、]?(?!${digit})`, 'uy'),
  /** 1-1 1-1-2, before a blank or a comma. */
  hyphened: new RegExp(
    `(${digit}{1,2})((?:[-－]${digit}{1,2}){1,3})(?:[.．、]|(?=[ \\t\\u3000]))(?!${digit})`,
    'uy',
  ),
  /** 1) 1） */
  closed: new RegExp(`(${digit}{1,3})${gap}?[)）]`, 'uy'),
  /** Figures on keys, as social media print them. */
  keycaps: /((?:[0-9]\ufe0f?\u20e3){1,2})/uy,
  /** （甲） */
  stemBracket: /[(（]([甲乙丙丁戊己庚辛壬癸])[)）]/uy,
  /** (a) (iv) (A) */
  latinBracket: /[(（]([A-Za-z]|[ivxlIVXL]{2,6})[)）]/uy,
  /** a. A. IV. */
  latinDot: /([A-Za-z]|[IVXL]{2,6})[.．、)](?=[\s\u3000\p{Script=Han}]|$)/uy,
  /** Ⅳ. Ⅳ、 in one character. */
  roman: /([\u2160-\u216b\u2170-\u217b])(?:[.．、]|(?=[\s\u3000]))/uy,
  /** Q1: Ｑ1、 R2. ; groups: letter, number. */
  lettered: new RegExp(
    `(?<letter>[A-ZＡ-Ｚ])[.-]?${gap}?(${digit}{1,3})(?:[.:：、．)）](?!${digit})|(?=[\\s\\u3000】\\]|｜]|$|(?<=[QＱ].{0,4})\\p{Script=Han}))`,
    'uy',
  ),
  /** No. 1, NO.1, №1 */
  numero: new RegExp(
    `(?:N[oO][.．]?|№)${gap}?(${digit}{1,3})(?:[.:：、](?!${digit})|(?=[\\s\\u3000|｜】\\p{Script=Han}]|$))`,
    'uy',
  ),
  /** First, Second: */
  inOrder: new RegExp(`(${ORDINAL_WORDS.join('|')})(?:ly)?[,:](?= )`, 'uy'),
  /** § 5, §5a */
  paragraph: /§[ \u00a0]?(\d{1,4})([A-Za-z]?)(?:[.:](?!\d)|(?=[\s—–]|$))/uy,
  /** A number alone in its line or cell, or a tab or bar behind it; groups: number, letters. */
  alone: new RegExp(`(${digit}{1,3}|${han}{1,4})([A-Z]?)(?=${gap}*(?:\\t|[|｜丨]|$))`, 'uy'),
  /** 3 and a blank, then words; groups: number, letters, blanks. */
  blank: new RegExp(`(${digit}{1,3})([A-Z]?)([ \\u3000]{1,4})(?=[^\\s|｜丨])`, 'uy'),
  /** 措施一：, 案例3 ; groups: word, number. */
  word: new RegExp(
    `(?<word>\\p{Script=Han}{1,4}?)${gap}?(${han}{1,5}|${digit}{1,3})(?:${gap}?[:：、.．]|(?=[\\s\\u3000|｜丨【（】〕〗\\]］）]|$))`,
    'uy',
  ),
  /** Article 3, Measure 1:, PART I, Art. 2a, Chapter One, Article 4.1; groups: word, dot, number, letters. */
  english: new RegExp(
    `(?<word>[A-Za-z]{3,14})(?<dot>\\.?)[ \\u00a0]{1,3}(?:No\\.?[ ]?)?(\\d{1,3}(?:\\.\\d{1,3}){0,2}|${inWords}|[IVXLC]{1,6}|[A-Z])(bis|ter|quater|(?<=\\d)[A-Z]{1,2}|(?<=[IVXLC])[A-D]|(?<=\\d)[a-z])?(?:[.:](?!\\d)|[ ]?[—–](?= )|(?=[\\s—–\\]】]|$))`,
    'uy',
  ),
} as const
