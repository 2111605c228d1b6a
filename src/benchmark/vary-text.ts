import type { Random } from '../evaluation/statistics/random.js'

/** Words that take the place of others. */
export interface WordPool {
  /** Chinese words of two characters. */
  readonly chinese: readonly string[]
  readonly english: readonly string[]
}

const HAN_PAIR = /\p{Script=Han}{2}/gu
const HAN_WORD = /^\p{Script=Han}{2}$/u
const ENGLISH_WORD = /\p{Script=Latin}{4,}/gu

/** The distinct words of texts, in the order in which they first stand there. */
export function wordPoolOf(
  chinese: Iterable<string>,
  english: Iterable<string>,
  split: (text: string) => readonly string[],
): WordPool {
  const chineseWords = new Set<string>()
  for (const text of chinese) {
    for (const word of split(text))
      if (HAN_WORD.test(word) && word.length === 2) chineseWords.add(word)
  }
  const englishWords = new Set<string>()
  for (const text of english) {
    for (const [word] of text.matchAll(ENGLISH_WORD)) englishWords.add(word.toLowerCase())
  }
  return { chinese: [...chineseWords], english: [...englishWords] }
}

/**
 * The text with about `share` of its pairs of Chinese characters replaced by other words. Everything
 * else stays where it is: **the result has the length of the text**, so its spans hold.
 */
export function varyChinese(
  text: string,
  { chinese }: WordPool,
  share: number,
  random: Random,
): string {
  return text.replace(HAN_PAIR, (pair) =>
    // Rare characters outside the basic plane take two code units and stay.
    pair.length === 2 ? replacement(pair, chinese, share, random) : pair,
  )
}

/** The text with about `share` of its longer English words replaced by others. */
export function varyEnglish(
  text: string,
  { english }: WordPool,
  share: number,
  random: Random,
): string {
  return text.replace(ENGLISH_WORD, (word) => {
    const other = replacement(word, english, share, random)
    const isCapital = word.charAt(0) !== word.charAt(0).toLowerCase()
    return isCapital ? other.charAt(0).toUpperCase() + other.slice(1) : other
  })
}

function replacement(word: string, pool: readonly string[], share: number, random: Random): string {
  if (random() >= share) return word
  return pool[Math.floor(random() * pool.length)] ?? word
}
