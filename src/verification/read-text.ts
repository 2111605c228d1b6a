import type { Span } from '../domain/measure.js'
import { foldText } from '../scripts/fold.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { deriveStem } from './derive-stem.js'
import { ENGLISH_WORD, type Lexicon, type LexiconEntry } from './lexicon.js'
import { bracketedSpans, quotedSpans } from './quoted-spans.js'

/** The language a text is compared in. */
export type ComparedLanguage = 'zh' | 'en'

/** A word or phrase of a text; offsets in the folded text. */
export interface Unit extends Span {
  readonly text: string
  /** What it is found by: itself or its stem, and its groups of synonyms. */
  readonly keys: readonly string[]
  /** Words of a phrase: a text that holds all of them holds the phrase as well. */
  readonly parts: readonly string[]
  /** Neutral ones state nothing by themselves; given ones (numbers, names) are checked elsewhere. */
  readonly kind: 'content' | 'neutral' | 'given'
}

/** What lies between commas and stops; brackets and quotations are not cut. */
export interface Clause extends Span {
  readonly units: readonly Unit[]
}

/** A text cut into clauses and units. */
export interface Reading {
  readonly language: ComparedLanguage
  /** As given to the reader. */
  readonly original: string
  /** Folded, of the same length. */
  readonly text: string
  readonly units: readonly Unit[]
  readonly clauses: readonly Clause[]
  readonly boundaries: ReadonlySet<number>
  readonly quoted: readonly Span[]
  readonly bracketed: readonly Span[]
}

/** Reads texts. */
export interface TextReader {
  /** @param given Spans that other checks look after: numbers and names. */
  read(text: string, language: ComparedLanguage, given?: readonly Span[]): Reading
}

const CLAUSE_END = {
  zh: /[，,；;。！？!?：:\n]/u,
  en: /[,;:.!?\n]/u,
} as const

/** A Chinese text may hold words in Latin letters, signs and digits. */
const LATIN_RUN = /[a-z0-9][a-z0-9+&/%.'-]*/uy

/** A reader over a lexicon. */
export function createTextReader(
  tokenizer: Pick<Tokenizer, 'wordBoundaries'>,
  lexicon: Lexicon,
): TextReader {
  return {
    read(original, language, given = []) {
      const text = foldText(original)
      const boundaries =
        language === 'zh' ? withTimeApart(text, tokenizer.wordBoundaries(text)) : new Set<number>()
      const quoted = quotedSpans(original)
      const bracketed = bracketedSpans(original)
      const found =
        language === 'zh' ? chineseUnits(text, boundaries, lexicon) : englishUnits(text, lexicon)
      const units = withGiven(found, text, given)
      const clauses = cutClauses(text, language, [...quoted, ...bracketed, ...given]).map(
        (span) => ({
          ...span,
          units: units.filter(({ start, end }) => start >= span.start && end <= span.end),
        }),
      )
      return { language, original, text, units, clauses, boundaries, quoted, bracketed }
    },
  }
}

/** 出具前提离 is 前 and 提离, not 前提. */
const BEFORE_TAKING = /前(?=提[离走货领取出交报前早])/gu

/** Boundaries of words, with a 前 that only by chance stands before a 提 as a word by itself. */
function withTimeApart(text: string, boundaries: ReadonlySet<number>): ReadonlySet<number> {
  const mended = new Set(boundaries)
  for (const { index } of text.matchAll(BEFORE_TAKING)) {
    if (!/[之以]/u.test(text.charAt(index - 1))) mended.add(index)
    mended.add(index + 1).delete(index + 2)
  }
  return mended
}

function withGiven(units: readonly Unit[], text: string, given: readonly Span[]): Unit[] {
  const kept = units.filter(
    ({ start, end }) => !given.some((span) => start < span.end && span.start < end),
  )
  const own = given.map(({ start, end }) => {
    const word = text.slice(start, end)
    return { start, end, text: word, keys: [word], parts: [], kind: 'given' as const }
  })
  return [...kept, ...own].toSorted((a, b) => a.start - b.start)
}

function chineseUnits(text: string, boundaries: ReadonlySet<number>, lexicon: Lexicon): Unit[] {
  const ends = [...boundaries].toSorted((a, b) => a - b)
  const units: Unit[] = []
  let index = 0
  while (index < text.length) {
    LATIN_RUN.lastIndex = index
    const latin = LATIN_RUN.exec(text)?.[0].replace(/[.'/&-]+$/u, '')
    if (latin !== undefined) {
      const entry = lexicon.chinese.get(latin)
      units.push(unitOf(index, latin, entry))
      index += latin.length
      continue
    }
    if (!/\p{Script=Han}/u.test(text.charAt(index))) {
      index += 1
      continue
    }
    const start = index
    const known = lexicon.lengths.get(text.charAt(start))?.find((length) => {
      if (!lexicon.chinese.has(text.slice(start, start + length))) return false
      const [opens, closes] = [boundaries.has(start), boundaries.has(start + length)]
      return length === 1 ? opens && closes : opens || closes
    })
    const next = nextStart(text, start, ends, boundaries, lexicon)
    const word =
      known === undefined
        ? withoutTail(text.slice(start, next), lexicon)
        : text.slice(start, start + known)
    const entry = lexicon.chinese.get(word)
    units.push(unitOf(start, word, entry))
    index += word.length
  }
  return units
}

function englishUnits(text: string, lexicon: Lexicon): Unit[] {
  const words = [...text.matchAll(ENGLISH_WORD)].map(({ 0: word, index }) => ({
    text: word.replace(/'s$/u, ''),
    start: index,
    end: index + word.length,
  }))
  const units: Unit[] = []
  let index = 0
  while (index < words.length) {
    const first = words[index]
    if (first === undefined) break
    const phrase = lexicon.phrases
      .get(first.text)
      ?.find((each) => each.words.every((word, offset) => words[index + offset]?.text === word))
    const last = words[index + (phrase?.words.length ?? 1) - 1] ?? first
    if (phrase === undefined) {
      const stem = deriveStem(first.text)
      units.push({
        start: first.start,
        end: first.end,
        text: first.text,
        keys: [`=${stem}`, ...(lexicon.english.get(stem)?.groups ?? [])],
        parts: [],
        kind: lexicon.neutralEnglish.has(first.text) ? 'neutral' : 'content',
      })
    } else {
      units.push({
        start: first.start,
        end: last.end,
        text: phrase.words.join(' '),
        keys: [phrase.words.join(' '), ...phrase.entry.groups],
        parts: phrase.words
          .filter((word) => !lexicon.neutralEnglish.has(word))
          .map((word) => `=${deriveStem(word)}`),
        kind: phrase.entry.neutral ? 'neutral' : 'content',
      })
    }
    index += phrase?.words.length ?? 1
  }
  return units
}

/** Where a word ends: at its boundary, or before where a known word reaches over that (载货|柜). */
function nextStart(
  text: string,
  start: number,
  ends: readonly number[],
  boundaries: ReadonlySet<number>,
  lexicon: Lexicon,
): number {
  const next = ends.find((end) => end > start) ?? text.length
  for (let at = start + 1; at < next; at++) {
    const reaches = lexicon.lengths
      .get(text.charAt(at))
      ?.some(
        (length) =>
          at + length > next &&
          boundaries.has(at + length) &&
          lexicon.chinese.has(text.slice(at, at + length)),
      )
    if (reaches === true) return at
  }
  return next
}

/** Compounds are cut where a known word ends: 物流成本 is 物流 and 成本, 不予行政处罚 has its 不予. */
function withoutTail(word: string, lexicon: Lexicon): string {
  if (word.length < 4) return word
  const head = lexicon.lengths
    .get(word.charAt(0))
    ?.find(
      (length) =>
        length >= 2 && length <= word.length - 2 && lexicon.chinese.has(word.slice(0, length)),
    )
  return head === undefined ? word : word.slice(0, head)
}

function unitOf(start: number, text: string, entry: LexiconEntry | undefined): Unit {
  const keys = [text, ...(entry?.groups ?? [])]
  const kind = entry?.neutral === true ? 'neutral' : 'content'
  return { start, end: start + text.length, text, keys, parts: [], kind }
}

function cutClauses(text: string, language: ComparedLanguage, whole: readonly Span[]): Span[] {
  const clauses: Span[] = []
  let start = 0
  for (let index = 0; index <= text.length; index++) {
    const character = text.charAt(index)
    const ends =
      index === text.length ||
      (CLAUSE_END[language].test(character) &&
        !whole.some((span) => span.start <= index && index < span.end) &&
        // 10,000 and 12.5 are one number.
        !(/\d/u.test(text.charAt(index - 1)) && /\d/u.test(text.charAt(index + 1))))
    if (!ends) continue
    if (text.slice(start, index).trim() !== '') clauses.push({ start, end: index })
    start = index + 1
  }
  return clauses
}
