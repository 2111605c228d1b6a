import { foldText } from '../scripts/fold.js'
import { createPhraseMatcher } from '../scripts/phrase-matcher.js'

/** On which side of a marker the words stand that it belongs to. */
export type Attachment = 'left' | 'right' | 'both'

/** A word of a table found in a text; offsets in UTF-16 code units. */
export interface FoundMarker {
  readonly label: string
  readonly attach: Attachment
  readonly start: number
  readonly end: number
}

/** Words with the label under which they are found. */
export interface LabelledWords {
  readonly label: string
  /** A tilde before or after a word tells where the words stand that it belongs to. */
  readonly words: readonly string[]
}

/** Finds the markers of a table in a folded text, in order; one word may have several labels. */
export type MarkerFinder = (text: string, boundaries: ReadonlySet<number>) => FoundMarker[]

interface Sense {
  readonly label: string
  readonly attach: Attachment
}

function parse(word: string, attach: Attachment): { text: string; attach: Attachment } {
  if (word.startsWith('~')) return { text: foldText(word.slice(1)), attach: 'left' }
  if (word.endsWith('~')) return { text: foldText(word.slice(0, -1)), attach: 'right' }
  return { text: foldText(word), attach }
}

function sensesByWord(
  table: readonly LabelledWords[],
  unmarked: Attachment = 'both',
): Map<string, Sense[]> {
  const senses = new Map<string, Sense[]>()
  for (const { label, words } of table) {
    for (const word of words) {
      const { text, attach } = parse(word, unmarked)
      senses.set(text, [...(senses.get(text) ?? []), { label, attach }])
    }
  }
  return senses
}

/** Replaces what the patterns match by a character that no marker has, at the same length. */
function maskPatterns(text: string, except: RegExp | undefined): string {
  return except === undefined
    ? text
    : text.replace(except, (found) => '\u0000'.repeat(found.length))
}

/** One pattern of several, or `undefined` for none. */
export function joinPatterns(patterns: readonly string[], flags = 'gu'): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), flags)
}

/** Options of a finder. */
export interface FinderOptions {
  /** Where the words of a marker without a tilde stand; on both sides by default. */
  readonly unmarked?: Attachment
  /** Chinese: whether a word of one character may also begin a longer one (未见异常). */
  readonly prefixes?: boolean
}

/**
 * A finder for Chinese: the longest word at each place. A word of one character counts only where it
 * is a word by itself, a longer one where it does not lie inside another word.
 *
 * @param except Patterns of what holds a marker and is none.
 */
export function createChineseFinder(
  table: readonly LabelledWords[],
  except?: RegExp,
  { prefixes = false, unmarked = 'both' }: FinderOptions = {},
): MarkerFinder {
  const match = createPhraseMatcher(sensesByWord(table, unmarked))
  return (text, boundaries) =>
    match(maskPatterns(text, except)).flatMap(({ text: word, start, value }) => {
      const end = start + word.length
      const [opens, closes] = [boundaries.has(start), boundaries.has(end)]
      const isWord = word.length === 1 ? opens && (closes || prefixes) : opens || closes
      if (value === undefined || !isWord) return []
      return value.map((sense) => ({ ...sense, start, end }))
    })
}

/** A finder for English: whole words, `*` standing for any ending, a blank also for a hyphen. */
export function createEnglishFinder(
  table: readonly LabelledWords[],
  except?: RegExp,
  { unmarked = 'both' }: FinderOptions = {},
): MarkerFinder {
  const words = [...sensesByWord(table, unmarked)].toSorted(([a], [b]) => b.length - a.length)
  const pieces = words.map(([word]) => `(${pieceOf(word)})`)
  const pattern = new RegExp(`(?<![a-z0-9])(?:${pieces.join('|')})(?![a-z0-9])`, 'gu')
  return (text) =>
    [...maskPatterns(text, except).matchAll(pattern)].flatMap((found) => {
      const index = found.slice(1).findIndex((group) => group !== undefined)
      const senses = words[index]?.[1] ?? []
      const start = found.index
      return senses.map((sense) => ({ ...sense, start, end: start + found[0].length }))
    })
}

function pieceOf(word: string): string {
  if (word === "n't") return "[a-z]+n't"
  return word
    .split(/[\s-]+/u)
    .map((part) => part.replace(/[\\^$.+?()[\]{}|]/gu, '\\$&').replaceAll('*', '[a-z]*'))
    .join('[\\s-]+')
}
