import { type Region, regionOf } from './region-signs.js'
import { scriptCharacters } from './script-characters.js'

export { isEnglish } from './is-english.js'

/** What a text is written in, with the counts it was told by. */
export interface ScriptDetection {
  /**
   * - `Hans`, `Hant`: Chinese in that script.
   * - `Han`: Chinese without any character that tells the two apart, or a text without letters.
   * - `Latin`: words in Latin letters with hardly any Han.
   * - `mixed`: a good share of both scripts, or half English and half Chinese; the counts say which.
   * - `other`: letters mainly of another alphabet (kana, hangul, Cyrillic, Arabic, Thai …).
   */
  readonly script: 'Hans' | 'Hant' | 'Han' | 'Latin' | 'mixed' | 'other'
  /** Only where Traditional characters and signs of one region are found. */
  readonly region?: Region
  /** Characters written in Simplified only. */
  readonly hans: number
  /** Characters written in Traditional only. */
  readonly hant: number
  /** All Han characters. */
  readonly han: number
  /** Words in Latin letters, acronyms included. */
  readonly latinWords: number
}

/** A minority of the other script up to this share is a quotation or a slip, not a mixture. */
const MIXED_SCRIPT_SHARE = 0.25
/** Chinese words are about this many characters long; makes Han and Latin comparable. */
const CHARACTERS_PER_CHINESE_WORD = 1.7
/** Fewer plain Latin words (not acronyms) beside Han are names or terms in a Chinese text. */
const MIN_PLAIN_WORDS = 3
/** From this share of Latin words a text is Latin, … */
const LATIN_SHARE = 0.6
/** … and from this one it is mixed. */
const MIXED_LATIN_SHARE = 0.35
/** A text of Han and kana is Japanese from this share of kana: a stray `の` is not. */
const KANA_SHARE = 0.2

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** Latin words that are not acronyms or numbers: with a lower-case letter and two letters at least. */
const PLAIN_WORD = /\p{Script=Latin}*\p{Ll}[\p{Script=Latin}\p{M}'’]+/gu

/**
 * Tells the script of a text, and the region of Traditional text, from its characters alone.
 * Deterministic, well under 0.1 ms for a question.
 */
export function detectScript(text: string): ScriptDetection {
  const { simplified, weaklySimplified, traditional } = scriptCharacters()
  const han = count(text, /\p{Script=Han}/gu)
  const latinWords = count(text, /\p{Script=Latin}[\p{Script=Latin}\p{M}\p{N}'’]*/gu)
  let hans = 0
  let hant = 0
  let weak = 0
  for (const character of text) {
    if (simplified.has(character)) hans += 1
    else if (traditional.has(character)) hant += 1
    else if (weaklySimplified.has(character)) weak += 1
  }
  if (hans === 0 && hant === 0) hans = weak
  const counts = { hans, hant, han, latinWords }

  const latinLetters = count(text, /\p{Script=Latin}/gu)
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const others = count(text, /[\p{L}]/gu) - han - latinLetters
  const isJapanese = kana > 1 && kana / (kana + han) >= KANA_SHARE
  if (others > 0 && (isJapanese || others > han + latinLetters))
    return { script: 'other', ...counts }

  const region = hant > 0 || han > 0 ? regionOf(text) : undefined
  const plain = count(text, PLAIN_WORD)
  const latinShare = plain / (plain + han / CHARACTERS_PER_CHINESE_WORD || 1)
  const withRegion = region !== undefined && hant > 0 ? { region } : {}
  if (han === 0 && latinWords > 0) return { script: 'Latin', ...counts }
  if (plain >= MIN_PLAIN_WORDS && latinShare >= LATIN_SHARE) return { script: 'Latin', ...counts }
  if (plain >= MIN_PLAIN_WORDS && latinShare >= MIXED_LATIN_SHARE) {
    return { script: 'mixed', ...withRegion, ...counts }
  }
  if (hans === 0 && hant === 0) return { script: 'Han', ...counts }
  const minority = Math.min(hans, hant) / (hans + hant)
  if (minority >= MIXED_SCRIPT_SHARE) return { script: 'mixed', ...withRegion, ...counts }
  return { script: hant > hans ? 'Hant' : 'Hans', ...withRegion, ...counts }
}
