import type { Glossary } from '../scripts/glossary.js'
import { foldText } from '../scripts/fold.js'
import type { ContrastFile } from './contrast-schema.js'
import { deriveStem } from './derive-stem.js'

/** What is known of a word or phrase. */
export interface LexiconEntry {
  /** States nothing by itself. */
  readonly neutral: boolean
  /** Groups of words that may stand for one another. */
  readonly groups: readonly string[]
}

/** A phrase of English with its words. */
export interface EnglishPhrase {
  readonly words: readonly string[]
  readonly entry: LexiconEntry
}

/** The words of `contrasts.yaml` and the glossary, ready to be looked up. */
export interface Lexicon {
  /** By folded word. */
  readonly chinese: ReadonlyMap<string, LexiconEntry>
  /** Lengths of the Chinese words that begin with a character, the longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
  /** Single words by {@link deriveStem}. */
  readonly english: ReadonlyMap<string, LexiconEntry>
  /** Single words as they are written: neutral ones are no families (`order`, `ordered`). */
  readonly neutralEnglish: ReadonlySet<string>
  /** Phrases by their first word, the longest first. */
  readonly phrases: ReadonlyMap<string, readonly EnglishPhrase[]>
}

/** Words of a text in Latin letters, as the phrases are cut; hyphens part them. */
export const ENGLISH_WORD = /[a-z0-9]+(?:'[a-z]+)?/gu

/** Builds the lexicon. A scheme of the glossary names something else and is left out. */
export function buildLexicon(
  { neutral, synonyms }: Pick<ContrastFile, 'neutral' | 'synonyms'>,
  glossary: Glossary,
): Lexicon {
  const groups = { zh: [...synonyms.zh], en: [...synonyms.en] }
  for (const entry of glossary.entries) {
    if (entry.scheme) continue
    const [first] = entry['zh-Hans']
    const regional = [...entry['zh-Hant-HK'], ...entry['zh-Hant-TW']]
    const shown = Object.values(entry.display ?? {}).filter((each) => each !== undefined)
    const [chinese, english] = [
      [first ?? '', ...regional, ...shown],
      [...entry.en, ...entry.abbreviations],
    ]
    if (chinese.length > 1) groups.zh.push(chinese)
    if (english.length > 1) groups.en.push(english)
  }

  const chinese = new Map<string, { neutral: boolean; groups: string[] }>()
  const light = new Set(neutral.en)
  const english = new Map<string, { neutral: boolean; groups: string[] }>()
  const phrases = new Map<string, { words: string[]; entry: LexiconEntry }[]>()
  const entryOf = <Key>(map: Map<Key, { neutral: boolean; groups: string[] }>, key: Key) => {
    const entry = map.get(key) ?? { neutral: false, groups: [] }
    map.set(key, entry)
    return entry
  }
  const addPhrase = (words: string[], group: string | undefined): void => {
    const first = words[0] ?? ''
    const list = phrases.get(first) ?? []
    const known = list.find((each) => each.words.join(' ') === words.join(' '))
    const entry = {
      neutral: group === undefined || (known?.entry.neutral ?? false),
      groups: [...(known?.entry.groups ?? []), ...(group === undefined ? [] : [group])],
    }
    const others = list.filter((each) => each !== known)
    phrases.set(
      first,
      [...others, { words, entry }].toSorted((a, b) => b.words.length - a.words.length),
    )
  }

  // so_far: words that state nothing together.
  for (const word of neutral.en) if (word.includes('_')) addPhrase(word.split('_'), undefined)
  for (const word of neutral.zh) entryOf(chinese, foldText(word)).neutral = true
  groups.zh.forEach((group, index) => {
    for (const word of new Set(group.map(foldText))) {
      entryOf(chinese, word).groups.push(`zh${index}`)
    }
  })
  groups.en.forEach((group, index) => {
    for (const form of new Set(group.map(foldText))) {
      const words = form.match(ENGLISH_WORD) ?? []
      if (words.length > 1) addPhrase(words, `en${index}`)
      else if (words[0] !== undefined) {
        entryOf(english, deriveStem(words[0])).groups.push(`en${index}`)
      }
    }
  })

  const lengths = new Map<string, number[]>()
  for (const word of chinese.keys()) {
    const known = lengths.get(word.charAt(0)) ?? []
    if (!known.includes(word.length)) lengths.set(word.charAt(0), [...known, word.length])
  }
  return {
    chinese,
    lengths: new Map([...lengths].map(([first, all]) => [first, all.toSorted((a, b) => b - a)])),
    english,
    neutralEnglish: light,
    phrases,
  }
}
