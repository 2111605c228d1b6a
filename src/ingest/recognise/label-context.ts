import type { DocumentLine } from './document-line.js'
import { RANK } from './label-styles.js'
import { readNumber } from './read-number.js'

/** Words behind a number that make it a quantity, a date or part of a number. */
const QUANTITY =
  /^[ \t\u3000]{0,3}(?:[年月秒天岁歲元万萬亿億千百吨噸米％%‰℃倍余餘亩畝个個艘架辆輛套]|日(?!常)|[时時](?!限|效|间|間)|分(?!类|類|级|級|析|布|享|期|步|公)|周(?!边|邊|期)|[号號](?!码|碼)|升(?![级級])|克(?!服)|度(?!假)|多(?!式|元|措|部|边|邊|证|證|样|樣|方|渠)|[层層](?!级|級)|[楼樓室]|家(?!电|電|居|具|庭)|名(?!称|稱|录|錄|单|單|优)|批(?!准|发|發|量)|次(?!级)|票(?!据|據)|件|[种種](?!子|植|苗|质)|[类類](?!别|別)|[项項](?![目])|[条條](?!件|码|碼|例|约|約)|人(?!员|員|才|民|工|力|社)|台(?!湾|账|灣|賬)|所(?!有|得|在|属)|座(?!谈)|[户戶](?!籍|外)|[国國](?!际|際|家|务|務|内|外|有|企|产|產|民)|[处處](?!理|置|罚|罰)|小时|小時|工作日|公里|公斤|平方|立方|美元|人民币|自然日|[-—–~～至到／/：:,，.．+＋×xX=]|(?:days?|months?|years?|hours?|minutes?|per|percent|tonnes?|kg|km|and|to|or|of|working|business|calendar|January|February|March|April|May|June|July|August|September|October|November|December)\b)/u

/** Whether what follows a bare number makes it a quantity. */
export function isQuantity(rest: string): boolean {
  return QUANTITY.test(rest)
}

/** What follows an article's number where the text only speaks of the article. */
const REFERENCE_REST =
  /^(?:第[零〇一二三四五六七八九十百\d０-９]|[、，,）)》”"」；;。]|的(?!士)|[和及与與或至](?=\s?(?:第|本|其他|附|前))|以及|规定|規定|所(?:列|称|稱|规|規|述|定|指)|之(?:规|規|情|一的)|中(?:的|所|关|规|規|“)|有关|有關|关于.{0,12}的规定|修改为|修改為|第.{1,4}[款项項]|[款项項目](?:[的之、，规規和至]|所|第|中))/u
/** Of bracketed numbers: 第一条第（二）项 broken before the bracket. */
const ITEM_REFERENCE_REST = /^[ \t]?(?:[项項](?![目])|目[的之规規]|款[的之规規]|[、至和或及][（(])/u
/** In English a label is followed by a capital, a figure or a bracket; a reference goes on in small letters. */
const ENGLISH_REFERENCE_REST = /^[ ]?(?:[a-z]{2,}\b|[,;)]|\([0-9a-z]{1,4}\))/u

/** Whether the words behind a label show that it is spoken of and does not begin an item. */
export function refersElsewhere(rest: string, rank: number): boolean {
  if (rank === RANK.hanBracket || rank === RANK.arabicBracket) return ITEM_REFERENCE_REST.test(rest)
  if (rank > RANK.named) return false
  return REFERENCE_REST.test(rest) || ENGLISH_REFERENCE_REST.test(rest)
}

/** A reference at a line's start: as much as two items of a list that go on would speak for it. */
const REFERENCE_PENALTY = -4
/** A line that may be the continuation of the one before: less, for headings lack full stops too. */
const CONTINUATION_PENALTY = { likely: -1.6, possible: -0.6, no: 0 } as const
/** A line within a quotation: what is quoted is the text of another document. */
const QUOTED_PENALTY = -6
/** The file says that its list numbering printed the label, or that the number has a cell of its own. */
const FILE_SAYS_SO = 0.8

/** A number inside a sentence that the line before does not begin with. */
const INSIDE_SENTENCE = -3
const BRACKETED = /(?<=[^第\s])[(（]([零〇一二三四五六七八九十百]{1,4}|\d{1,3})[)）]/gu
const DOTTED = /(?<=[：:；;，,。\s])(\d{1,3})[.．、](?=\s*[^\s\d])/gu

/** Whether the sentence of the line before counts up to the number before this one: …：（一）…；and here （二）. */
function goesOnCounting(before: string, rank: number, value: number): boolean {
  const pattern =
    rank === RANK.hanBracket || rank === RANK.arabicBracket
      ? BRACKETED
      : rank === RANK.arabic
        ? DOTTED
        : undefined
  const sentence = before.trim()
  if (pattern === undefined || value < 2 || /[。！？]$/u.test(sentence)) return false
  const last = [...sentence.matchAll(pattern)].at(-1)
  return last !== undefined && last.index > 0 && readNumber(last[1] ?? '') === value - 1
}

/** What the surroundings of a label at a line's start say for or against it, in points of the search. */
export function contextPrior(
  line: DocumentLine,
  rest: string,
  { rank, value }: { readonly rank: number; readonly value: number },
): number {
  let prior = 0
  if (refersElsewhere(rest, rank)) prior += REFERENCE_PENALTY
  prior += CONTINUATION_PENALTY[line.continues]
  if (goesOnCounting(line.before, rank, value)) prior += INSIDE_SENTENCE
  if (line.quoted) prior += QUOTED_PENALTY
  const { hint } = line
  if (hint === undefined) return prior
  if (hint.autoNumbered === true) prior += FILE_SAYS_SO
  if (hint.headingLevel !== undefined) prior += FILE_SAYS_SO
  if (hint.cell !== undefined) prior += line.inNumberColumn ? FILE_SAYS_SO : -FILE_SAYS_SO * 4
  return prior
}
