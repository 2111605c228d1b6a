import type { Lexicon } from './lexicon.js'
import type { Reading, Unit } from './read-text.js'

/** Tells what some texts hold. */
export interface Bearing {
  /** Whether the texts hold the unit, in the same words or in others that may stand for them. */
  bears(unit: Unit): boolean
}

/** Longest Chinese compound that is taken apart; longer ones are names. */
const MAX_COMPOUND = 8

const DENIAL = /^[未无不没]/u

/** 先交 says 交, 生产商 says 生产: characters that add no deed and no thing to a word. */
const LIGHT_BEFORE = /^[先再已须需能会就才都也还并](?=\p{Script=Han})/u
const LIGHT_BEHIND = /(?<=\p{Script=Han})[到好完成掉了过着得商者方类]$/u

/** What some readings hold, for the language they are in. */
export function createBearing(readings: readonly Reading[], lexicon: Lexicon): Bearing {
  const offered = new Set<string>()
  for (const { units } of readings) {
    for (const { keys, parts } of units) {
      for (const key of [...keys, ...parts]) offered.add(key)
      for (const part of parts) {
        for (const group of lexicon.english.get(part.slice(1))?.groups ?? []) offered.add(group)
      }
    }
  }
  const chinese = readings.filter(({ language }) => language === 'zh').map(({ text }) => text)
  for (const text of chinese) {
    // A word inside a longer one counts as well: 成本 in 物流成本.
    for (let start = 0; start < text.length; start++) {
      for (const length of lexicon.lengths.get(text.charAt(start)) ?? []) {
        if (length < 2) continue
        const entry = lexicon.chinese.get(text.slice(start, start + length))
        for (const group of entry?.groups ?? []) offered.add(group)
      }
    }
  }
  const joined = chinese.join('\n')

  const holdsPiece = (piece: string): boolean =>
    joined.includes(piece) ||
    (lexicon.chinese.get(piece)?.groups.some((group) => offered.has(group)) ?? false)
  const holdsCompound = (word: string): boolean => {
    // 未注册 may be told as 没有注册: whether it is denied is compared by another check.
    if (word.length > 2 && DENIAL.test(word)) return holdsCompound(word.slice(1))
    const bare = word.replace(LIGHT_BEFORE, '').replace(LIGHT_BEHIND, '')
    if (bare !== word && bare !== '' && holdsPiece(bare)) return true
    if (word.length < 2 || word.length > MAX_COMPOUND) return false
    if (holdsPiece(word)) return true
    for (let length = word.length - 1; length >= 2; length--) {
      const rest = word.slice(length)
      const fits =
        rest.length === 1 ? word.length > 2 && joined.includes(rest) : holdsCompound(rest)
      if (fits && holdsPiece(word.slice(0, length))) return true
    }
    return false
  }

  return {
    bears: ({ text, keys, parts }) =>
      keys.some((key) => offered.has(key)) ||
      (parts.length > 0 && parts.every((part) => offered.has(part))) ||
      (chinese.length > 0 &&
        /^\p{Script=Han}+$/u.test(text) &&
        (text.length === 1 ? joined.includes(text) : holdsCompound(text))),
  }
}
