import { type FoundLabel, matchAt } from './found-label.js'
import { ENGLISH_UNITS, LABEL_PATTERNS, RANK } from './label-styles.js'
import { readLetter, readNumber, readRoman } from './read-number.js'

/** Latin words of articles that treaties insert: 5bis is the first behind 5. */
const LATIN_INSERTED: Readonly<Record<string, number>> = { bis: 1, ter: 2, quater: 3 }

/** Labels that begin with a letter: Article 3, Part II, A. iv. */
export function latinAt(text: string, at: number): FoundLabel[] {
  const english = matchAt(LABEL_PATTERNS.english, text, at)
  const word = english?.groups?.['word'] ?? ''
  const rank = ENGLISH_UNITS[word.toLowerCase()]
  if (english?.[2] !== undefined && rank !== undefined && /^[A-Z]/u.test(word)) {
    const roman = readRoman(english[2])
    const value = readNumber(english[2]) ?? roman ?? readLetter(english[2])
    if (value === undefined) return []
    const capital = `${word.charAt(0)}${word.slice(1).toLowerCase()}`
    const found: FoundLabel = {
      style: `word ${word.toLowerCase()}`,
      rank,
      value,
      inserted: LATIN_INSERTED[english[3] ?? ''] ?? readLetter(english[3] ?? '') ?? 0,
      label: `${capital} ${english[2]}${english[3] ?? ''}`,
      end: at + english[0].length,
      distinct: true,
    }
    // Part C may follow Part B or Part XCIX.
    const letter = roman === undefined ? undefined : readLetter(english[2])
    return letter === undefined ? [found] : [found, { ...found, value: letter }]
  }
  const dot = matchAt(LABEL_PATTERNS.latinDot, text, at)
  return dot?.[1] === undefined ? [] : latinReadings(dot[1], at + dot[0].length, '.')
}

/** A letter that counts, read as itself and as a Roman number. */
export function latinReadings(printed: string, end: number, form: string): FoundLabel[] {
  const upper = printed === printed.toUpperCase()
  const found: FoundLabel[] = []
  const letter = readLetter(printed)
  const label = form === '.' ? printed : `(${printed})`
  if (letter !== undefined) {
    found.push({
      style: `${upper ? 'A' : 'a'}${form}`,
      rank: upper && form === '.' ? RANK.upperLetter : RANK.letter,
      value: letter,
      label,
      end,
      distinct: false,
    })
  }
  const roman = readRoman(printed)
  if (roman !== undefined) {
    found.push({
      style: `${upper ? 'I' : 'i'}${form}`,
      rank: upper && form === '.' ? RANK.upperRoman : RANK.roman,
      value: roman,
      label,
      end,
      distinct: false,
    })
  }
  return found
}
