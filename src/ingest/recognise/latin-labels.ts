import { type FoundLabel, MAX_PLAIN_VALUE, matchAt } from './found-label.js'
import { LABEL_PATTERNS, NUMBER_WORDS, ORDINAL_WORDS } from './label-patterns.js'
import { ENGLISH_SHORT, ENGLISH_UNITS, RANK } from './label-styles.js'
import { readLetter, readLetters, readNumber, readRoman } from './read-number.js'

/** Latin words of articles that treaties insert: 5bis is the first behind 5. */
const LATIN_INSERTED: Readonly<Record<string, number>> = { bis: 1, ter: 2, quater: 3 }
/** A letter and a number may name a form, a flight, a terminal; Q counts questions. */
const LETTERED_PRIOR = -1
const SEPARATED_PRIOR = -0.3

/** Labels that begin with a letter: Article 3, Part II, A. iv. Q1: No. 2, § 5. */
export function latinAt(text: string, at: number): FoundLabel[] {
  const english = englishAt(text, at)
  if (english.length > 0) return english
  const special =
    numeroAt(text, at) ?? paragraphAt(text, at) ?? inOrderAt(text, at) ?? letteredAt(text, at)
  if (special !== undefined) return [special]
  const roman = matchAt(LABEL_PATTERNS.roman, text, at)
  const dot = roman ?? matchAt(LABEL_PATTERNS.latinDot, text, at)
  if (dot?.[1] === undefined) return []
  const end = at + dot[0].length
  const readings = latinReadings(dot[1].normalize('NFKC'), end, '.')
  return roman === null
    ? readings
    : readings
        .filter(({ style }) => /^i/iu.test(style))
        .map((reading) => ({ ...reading, label: dot[1] ?? '' }))
}

function englishAt(text: string, at: number): FoundLabel[] {
  const english = matchAt(LABEL_PATTERNS.english, text, at)
  const { word = '', dot = '' } = english?.groups ?? {}
  const lower = word.toLowerCase()
  const rank = ENGLISH_UNITS[lower]
  const printed = english?.[3]
  if (printed === undefined || rank === undefined || !/^[A-Z]/u.test(word)) return []
  const dotted = dottedNumber(printed, rank)
  if (dotted !== undefined && english !== null) {
    const capital = `${word.charAt(0)}${word.slice(1).toLowerCase()}${dot}`
    return [
      {
        ...dotted,
        style: `word ${ENGLISH_SHORT[lower] ?? lower}`,
        label: `${capital} ${printed}`,
        end: at + english[0].length,
      },
    ]
  }
  const roman = readRoman(printed)
  const counted = NUMBER_WORDS.indexOf(printed.toLowerCase())
  const value =
    readNumber(printed) ?? (counted === -1 ? (roman ?? readLetter(printed)) : counted + 1)
  if (value === undefined) return []
  const behind = english?.[4] ?? ''
  const latin = LATIN_INSERTED[behind]
  const capital = `${word.charAt(0)}${word.slice(1).toLowerCase()}${dot}`
  const found: FoundLabel = {
    style: `word ${ENGLISH_SHORT[lower] ?? lower}`,
    rank,
    value,
    inserted: latin ?? readLetters(behind),
    ...(latin === undefined && behind !== '' ? { letters: behind.toUpperCase() } : {}),
    label: `${capital} ${printed}${behind}`,
    end: at + (english?.[0].length ?? 0),
    distinct: true,
  }
  // Part C may follow Part B or Part XCIX.
  const letter = roman === undefined ? undefined : readLetter(printed)
  return letter === undefined ? [found] : [found, { ...found, value: letter }]
}

/** The number of Article 4.1, which counts below chapter 4. */
function dottedNumber(
  printed: string,
  rank: number,
): Omit<FoundLabel, 'style' | 'label' | 'end'> | undefined {
  const levels = printed.split('.').map(Number)
  const outer = levels.at(-2)
  if (outer === undefined) return undefined
  return { rank, value: levels.at(-1) ?? 0, outer, distinct: true }
}

/** First, Second: */
function inOrderAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.inOrder, text, at)
  if (found?.[1] === undefined) return undefined
  return {
    style: 'First,',
    rank: RANK.counted,
    value: ORDINAL_WORDS.indexOf(found[1]) + 1,
    label: found[0].replace(/[,:]$/u, ''),
    end: at + found[0].length,
    distinct: false,
  }
}

/** No. 1, NO.1 */
function numeroAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.numero, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE) return undefined
  return {
    style: 'word no',
    rank: RANK.named,
    value,
    label: found[0].replace(/[\s:：、]|[.]$/gu, ''),
    end: at + found[0].length,
    distinct: false,
    prior: 0,
  }
}

/** § 5 */
function paragraphAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.paragraph, text, at)
  const value = readNumber(found?.[1] ?? '')
  if (found === null || value === undefined) return undefined
  const letters = found[2] ?? ''
  return {
    style: 'word §',
    rank: RANK.article,
    value,
    inserted: readLetters(letters),
    ...(letters === '' ? {} : { letters: letters.toUpperCase() }),
    label: `§ ${value}${letters}`,
    end: at + found[0].length,
    distinct: true,
  }
}

/** Q1: R2. ; A1 answers Q1 and is part of it. */
function letteredAt(text: string, at: number): FoundLabel | undefined {
  const found = matchAt(LABEL_PATTERNS.lettered, text, at)
  const letter = found?.groups?.['letter']?.normalize('NFKC') ?? ''
  const printed = found?.[2] ?? ''
  const value = readNumber(printed)
  if (found === null || value === undefined || value > MAX_PLAIN_VALUE || letter === 'A') {
    return undefined
  }
  return {
    style: `word ${letter.toLowerCase()}`,
    rank: RANK.named,
    value,
    label: `${letter}${printed.normalize('NFKC')}`,
    end: at + found[0].length,
    distinct: letter === 'Q',
    prior: letter === 'Q' ? 0 : /[.:：、．)）]$/u.test(found[0]) ? SEPARATED_PRIOR : LETTERED_PRIOR,
  }
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
