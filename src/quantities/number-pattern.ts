import { ENGLISH_NUMBER, SCALE_WORD } from './english-number.js'
import { FORMAL_NUMBER, HAN_DIGITS, HAN_NUMERALS } from './han-number.js'

/** Plain digits, with separators of thousands and decimals; not part of a code (S1, Q3, B2B). */
const ARABIC =
  '(?<![\\d.]|\\d,|[a-z]-)(?<![a-z_](?<!rmb|cny|usd|hkd|twd|eur))(?:\\d{1,3}(?:,\\d{3}){1,7}|\\d{1,3}(?: \\d{3}){1,7}|\\d{1,30})(?!\\d|,\\d{3}(?!\\d))(?:\\.\\d{1,20}(?!\\d))?'

/** Scales that Chinese writes after digits: 3千, 1.5亿, 2千万. */
const HAN_SCALE = '(?:万亿|[千百十]?[万亿]|[百千])'

/** Units that "a", "an" or "half" may stand before. */
const AN_UNIT = '(?:second|minute|hour|day|week|month|quarter|year|working day|tonne|ton)'

/** What an "a" must follow to mean one; elsewhere it makes a rate (three times a year) or an article. */
const LEADS_TO_ONE =
  '(?:within|in|for|of|than|about|around|nearly|almost|over|after|least|most|to|only|exceeding|lasts?|takes?|by|under)'

const VAGUE_WORDS =
  'hundreds of thousands|tens of thousands|tens of millions|hundreds of millions|dozens|hundreds|thousands|millions|billions'

/**
 * Every form of a number over folded text, tried in this order at each place; the name of the group
 * says which it was. All repetitions are bounded: the time is linear in the text.
 */
export const NUMBER = new RegExp(
  [
    // 1.5万, 1亿2000万, 4000余万, 5百万
    `(?<mixed>${ARABIC} ?(?:[余多] ?)?${HAN_SCALE}(?!分[之点])(?:零?\\d{1,8}(?:\\.\\d{1,8})?${HAN_SCALE}?(?![\\d年月日]))?)`,
    // 1,000, 3.5 million, 50½, RMB 1.5bn
    `(?<arabic>${ARABIC})(?<glyph>[½¼¾⅓⅔])?(?:[ -]?(?<scale>(?:${SCALE_WORD})(?: (?:${SCALE_WORD}))?)(?![a-z])|(?<short>bn|mn|[kmb])(?![a-z0-9]))?`,
    '(?<glyphs>[½¼¾⅓⅔])',
    `(?<formal>${FORMAL_NUMBER})`,
    // 千亿级, 百万元, and 逾百家
    `(?<![${HAN_NUMERALS}\\d余多])(?<magnitude>[百千]?[万亿])(?=元|美元|港元|级|吨)`,
    `(?<=(?<lead>逾|超过?|近|约|达|突破|(?<![线网以海船陆岸])上|(?<![通经不])过))(?<led>[百千万亿]|[百千][万亿])(?=[家户人名个件票辆吨元次页类项种天年])`,
    // 三千余万, 十几万, 一点五亿
    `(?<han>[${HAN_NUMERALS}]{1,40}(?:点[${HAN_DIGITS}零〇]{1,12}[万亿]{0,2}(?!分|刻)|[余多](?:[万亿]|[百千][万亿])|几[万亿]?)?)`,
    '[数几](?<several>[十百千]?[万亿]|[十百千])',
    '(?<![上下年月天个多])(?<hanHalf>半)(?=个?(?:年|月|天|日|小时|工作日|星期|钟头))',
    `(?<![a-z])(?:${[
      `(?<vague>${VAGUE_WORDS}) of`,
      '(?:several|a few) (?<few>hundred|thousand|million|billion|dozen)',
      `half an? (?<halfOf>${SCALE_WORD})`,
      `(?<words>${ENGLISH_NUMBER})`,
      `an? (?<aScale>${SCALE_WORD})(?: (?<aScale2>${SCALE_WORD}))?`,
      `(?<half>half)(?=(?:-| an? | )${AN_UNIT}(?![a-z]))(?: an?)?`,
      `(?<=(?<![a-z])${LEADS_TO_ONE} )(?<one>an?)(?= ${AN_UNIT}(?![a-z-]))`,
      `(?<oneAndHalf>an?)(?= ${AN_UNIT} and a half)`,
      '(?<twice>twice)',
    ].join('|')})(?!(?!fold)[a-z])`,
  ].join('|'),
  'gu',
)
