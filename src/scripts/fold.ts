import { createToSimplified } from './opencc.js'

/** Fullest table index of a UTF-16 code unit. */
const CODE_UNITS = 0x10000

/** Rounds of folding one character after which it must have settled: width, case, script, and one more. */
const MAX_ROUNDS = 4

/**
 * Single characters where the tables are wrong for search, or that they do not know.
 * `么` must win over OpenCC's `么 → 幺`; `麼` and `麽` are what Traditional text writes for it.
 * Quotation marks of both scripts meet in ASCII, so that `“x”` and `「x」` are one string.
 */
const CHARACTERS: Readonly<Record<string, string>> = {
  么: '么',
  麼: '么',
  麽: '么',
  著: '着',
  乾: '干',
  瞭: '了',
  藉: '借',
  徵: '征',
  帳: '账',
  帐: '账',
  粧: '妆',
  妳: '你',
  尅: '克',
  剋: '克',
  紥: '扎',
  倂: '并',
  衹: '只',
  祇: '只',
  祗: '只',
  〇: '〇',
  '“': '"',
  '”': '"',
  '„': '"',
  '「': '"',
  '」': '"',
  '﹁': '"',
  '﹂': '"',
  '〝': '"',
  '〞': '"',
  '‘': "'",
  '’': "'",
  '『': "'",
  '』': "'",
  '﹃': "'",
  '﹄': "'",
  '×': 'x',
  '✕': 'x',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '−': '-',
  '‧': '·',
  '•': '·',
  '・': '·',
}

/**
 * Words whose folding differs from that of their characters; each as long as what it replaces.
 * Sources are written as the characters fold, so the rules run after them.
 */
const WORDS: ReadonlyMap<string, string> = new Map([
  // 著 folds to 着 (隨著, 接著); in these words Simplified text keeps 著.
  ...'显着 卓着 昭着 着名 着作 着称 着述 着录 着者 专着 名着 编着 原着 论着 巨着 合着 译着 遗着 拙着 土着 较着'
    .split(' ')
    .map((word) => [word, word.replace('着', '著')] as const),
  // Traditional text answers with 覆 and has 份 and 分 the other way round in a few words.
  ['答覆', '答复'],
  ['回覆', '回复'],
  ['批覆', '批复'],
  ['反覆', '反复'],
  ['函覆', '函复'],
  ['部份', '部分'],
  ['成份', '成分'],
  ['身分', '身份'],
  ['甚么', '什么'],
  ['计画', '计划'],
  ['规画', '规划'],
] as const)

const WORD_RULE = new RegExp([...WORDS.keys()].join('|'), 'gu')
/** Every word rule holds one of these; most texts hold none and skip the rules. */
const WORD_RULE_HINT = /[着覆份分甚画]/u

const fromHongKong = createToSimplified('hk')
const fromTaiwan = createToSimplified('tw')

/** Folded code unit for each code unit, filled when first asked for; 0 means not yet known. */
const folded = new Uint16Array(CODE_UNITS)

function foldOnce(character: string): string {
  const own = CHARACTERS[character]
  if (own !== undefined) return own
  const plain = character.normalize('NFKC').toLowerCase()
  if (plain.length !== 1) return character
  if (plain !== character) return plain
  const simplified = fromTaiwan(fromHongKong(character))
  return simplified.length === 1 ? simplified : character
}

function foldUnit(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff
  if (isSurrogate) return unit
  let character = String.fromCharCode(unit)
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = foldOnce(character)
    if (next === character) break
    character = next
  }
  return character.charCodeAt(0)
}

/**
 * The form of a text that is searched and compared: full-width letters, digits and punctuation as
 * ASCII, lower case, Traditional characters and variants as Simplified, quotation marks as ASCII.
 *
 * Character by character (OpenCC's `hk → cn`, then `tw → cn`, then exceptions of our own), then a
 * few whole words. Nothing is removed and nothing added: **the result has the length of the text**
 * in UTF-16 code units, so offsets in one are offsets in the other. What cannot keep its length
 * (`㎏`, characters outside the basic plane) stays as it is. Idempotent.
 */
export function foldText(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    let to = folded[unit] ?? 0
    if (to === 0) {
      to = foldUnit(unit)
      folded[unit] = to
    }
    result += String.fromCharCode(to)
  }
  if (!WORD_RULE_HINT.test(result)) return result
  return result.replace(WORD_RULE, (word) => WORDS.get(word) ?? word)
}
