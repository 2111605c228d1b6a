import { HAN_NUMERAL_CLASS } from '../../domain/han-numerals.js'
import { type FoundLabel, MAX_PLAIN_VALUE, MAX_VALUE, matchAt } from './found-label.js'
import { isQuantity } from './label-context.js'
import { LABEL_PATTERNS } from './label-patterns.js'
import { KNOWN_WORDS, NEVER_ITEMS, ORDINAL_UNITS, RANK } from './label-styles.js'
import { readLetters, readNumber, readRoman } from './read-number.js'

/** Numbers that seals and cheques use, 壹貳參, are a level of their own above 一二三. */
const PLAIN_NUMBER = new RegExp(`^[${HAN_NUMERAL_CLASS}]`, 'u')
/** 一、 before 二线城市 is no label, unless its number is the next of the list all the same. */
const NUMBER_PAIR_PRIOR = -2.5

/** 一、 十九. 壹、 三之一、 */
export function hanAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.han, text, at)
  const printed = found?.[1] ?? ''
  const value = readNumber(printed)
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE) return undefined
  const end = at + found[0].length
  const formal = !PLAIN_NUMBER.test(printed)
  return {
    style: formal ? 'formal' : 'han',
    rank: formal ? RANK.formal : RANK.han,
    value,
    inserted: readNumber(found[2] ?? '') ?? 0,
    label: found[2] === undefined ? printed : `${printed}之${found[2]}`,
    end,
    distinct: true,
    prior: !formal && isNumberPair(value, text.slice(end)) ? NUMBER_PAIR_PRIOR : 0,
  }
}

/** 一、二线城市 and 三、四季度: what follows is the next number and a word that is counted with both. */
function isNumberPair(value: number, rest: string): boolean {
  const pair = NUMBER_PAIR.exec(rest)?.[1]
  return pair !== undefined && readNumber(pair) === value + 1
}

const NUMBER_PAIR =
  /^([二三四五六七八九十])(?:[、线線季年月级級类類等期产產次种種成人日楼层層号號个個批审審手档星条條款项項章节節]|$)/u

/** 一） and, where nothing better is printed, 一： 一， and 一 before a blank. */
export function looseHanAt(text: string, at: number): FoundLabel[] {
  const closed = matchAt(LABEL_PATTERNS.hanClosed, text, at)
  const found = closed ?? matchAt(LABEL_PATTERNS.hanLoose, text, at)
  const printed = found?.[1] ?? ''
  const value = readNumber(printed)
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE) return []
  const end = at + found[0].length
  const blank = closed === null && /^\s/u.test(found[2] ?? '')
  if (blank && isQuantity(text.slice(end))) return []
  return [
    {
      style: closed !== null ? '一）' : blank ? '一 ' : '一：',
      rank: closed !== null ? RANK.hanBracket : RANK.han,
      value,
      label: closed !== null ? `${printed}）` : printed,
      end,
      distinct: false,
      prior: closed !== null ? 0 : LOOSE_PRIOR,
    },
  ]
}

/** 甲、 and 甲部, which Hong Kong and Taiwan count with. */
export function stemAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.stem, text, at)
  if (found?.[1] === undefined) return undefined
  return stemLabel(found[1], found[2] === undefined ? '甲' : '甲部', at + found[0].length)
}

/** The label of a stem in one of its forms, in which 甲 stands for the stem. */
export function stemLabel(stem: string, form: '甲' | '甲部' | '（甲）', end: number): FoundLabel {
  return {
    style: form,
    rank: form === '甲部' ? RANK.part : RANK.letter,
    value: STEMS.indexOf(stem) + 1,
    label: form.replace('甲', stem),
    end,
    distinct: false,
    prior: 0,
  }
}

const STEMS = '甲乙丙丁戊己庚辛壬癸'
/** 一 before a comma or a blank is a number of the text as often as a label. */
const LOOSE_PRIOR = -0.5
/** 第一， may only begin the first of several reasons. */
const COMMA_PRIOR = -0.2

/** 第一， 第二： and 第一招, 第二步. */
function countedAt(text: string, at: number): FoundLabel[] {
  const found =
    matchAt(LABEL_PATTERNS.ordinalComma, text, at) ?? matchAt(LABEL_PATTERNS.ordinalWord, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found?.[1] === undefined || value === undefined) return []
  const word = found[2]
  return [
    {
      style: word === undefined ? '第一，' : `第一${word}`,
      rank: word === undefined ? RANK.counted : RANK.named,
      value,
      label: found[0].replace(/[\s\u3000:：，,、]/gu, ''),
      end: at + found[0].length,
      distinct: false,
      prior: COMMA_PRIOR,
    },
  ]
}

/** 第八条至第十条 （删去）: several articles in one line; elsewhere such words only speak of them. */
function lastOfRange(
  text: string,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  const found = matchAt(LABEL_PATTERNS.ordinalRange, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found === null || value === undefined) return undefined
  const end = at + found[0].length
  return GONE.test(text.slice(end)) ? { value, end } : undefined
}

const GONE = /^[ \t\u3000]{0,4}[（([【〔]?(?:已)?(?:删|刪|废|廢|略|从略|從略)/u

/** 第十条, 第 10 條, 第八条之一, 第三章, 第 II 部, 第一， and 第一招. */
export function ordinalAt(text: string, at: number): FoundLabel[] {
  const found = matchAt(LABEL_PATTERNS.ordinal, text, at)
  const unit = ORDINAL_UNITS[found?.[4] ?? '']
  const printed = found?.[1] ?? ''
  const value = readNumber(printed) ?? readRoman(printed)
  if (found === null || unit === undefined) return countedAt(text, at)
  if (value === undefined || value > MAX_VALUE) return []
  const inserted = readNumber(found[5] ?? found[3] ?? '')
  const letters = found[2] ?? ''
  const [style, rank] = unit
  const end = at + found[0].length
  const range = rank === RANK.article ? lastOfRange(text, end) : undefined
  return [
    {
      style: `第${style}`,
      rank,
      value: range?.value ?? value,
      ...(range === undefined ? {} : { first: value }),
      inserted: inserted ?? readLetters(letters),
      ...(letters === '' ? {} : { letters }),
      label: text.slice(at, range?.end ?? end).replace(/[\s\u3000:：]/gu, ''),
      end: range?.end ?? end,
      distinct: rank !== RANK.han,
      // 第一款, 第三项 begin a wrapped reference far more often than an item.
      prior: rank === RANK.han ? -1 : 0,
    },
  ]
}

/** 措施一：, 案例3: a word that counts measures, and a number. */
export function wordAt(text: string, at: number): FoundLabel[] {
  const found = matchAt(LABEL_PATTERNS.word, text, at)
  const word = found?.groups?.['word'] ?? ''
  const value = readNumber(found?.[2] ?? '')
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE) return []
  if (NEVER_ITEMS.has(word) || /[年月日第约共达至到超]$/u.test(word)) return []
  const known = KNOWN_WORDS.has(word)
  const separated = /[:：、.．【（|]$/u.test(found[0])
  return [
    {
      style: `word ${word}`,
      rank: RANK.named,
      value,
      label: found[0].replace(/[\s\u3000:：、.．]/gu, ''),
      end: at + found[0].length,
      distinct: known,
      prior: (known ? 0 : -1.5) + (separated ? 0 : -0.4),
    },
  ]
}
