import { foldText } from '../scripts/fold.js'
import type { Check } from './check.js'
import { liesIn } from './context.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { ContrastFile } from './contrast-schema.js'
import type { ReadSentence, Source } from './evidence.js'
import { createEnglishFinder } from './marker-finder.js'
import type { Reading } from './read-text.js'

/** A thing that a text names, by its line in the table. */
interface Named {
  readonly label: string
  readonly start: number
  readonly end: number
}

/**
 * Bodies, offices, vehicles and goods of the table that a claim names must be named by what it cites,
 * in the original or in the translation: synonyms and compounds are too wide for them.
 */
export function createThingCheck({ things }: Pick<ContrastFile, 'things'>): Check {
  const find = {
    zh: chineseFinder(things.map(({ zh }) => zh)),
    en: englishFinder(things.map(({ en }) => en)),
  }
  const all = (text: string): Named[] => {
    const folded = foldText(text)
    return [...find.zh(folded), ...find.en(folded)]
  }
  const known = new WeakMap<MeasureRecord, Map<string, ReadonlySet<string>>>()
  const heldBy = ({ measure, sentences, texts, title, backing }: Source): ReadonlySet<string> => {
    const kept = known.get(measure) ?? new Map<string, ReadonlySet<string>>()
    known.set(measure, kept)
    const key = `${title}:${sentences.join()}`
    const held =
      kept.get(key) ??
      new Set(
        [...texts, title, measure.title, ...backing.map((each) => each.reading.original)]
          .flatMap(all)
          .map(({ label }) => label),
      )
    kept.set(key, held)
    return held
  }
  return ({ reading, found }, source) => {
    const held = heldBy(source)
    const given = [...reading.quoted, ...found.names, ...found.measures]
    const wrong = find[reading.language](reading.text).find(
      (thing) => !held.has(thing.label) && !liesIn(thing, given),
    )
    if (wrong !== undefined)
      return `thing: ${reading.text.slice(wrong.start, wrong.end)} is not in the source`
    return otherWay(reading, source.cited, find[reading.language])
  }
}

/** Import and export as one of the two; 进出口 is both. */
const WAYS = {
  zh: { import: /进口|进境|入境/u, export: /出口|出境/u, both: /进出口|进出境|出入境|入出境/u },
  en: {
    import: /\bimport|\binbound/u,
    export: /\bexport|\boutbound/u,
    both: /\bimport[a-z]* (?:and|or) export/u,
  },
}

/** The way that a clause speaks of, if it is one. */
function wayOf(text: string, language: Reading['language']): 'import' | 'export' | undefined {
  const ways = WAYS[language]
  if (ways.both.test(text)) return undefined
  const [comes, goes] = [ways.import.test(text), ways.export.test(text)]
  return comes === goes ? undefined : comes ? 'import' : 'export'
}

/** What is imported by air and exported by rail must not be told as imported by rail. */
function otherWay(
  reading: Reading,
  cited: readonly ReadSentence[],
  find: Finder,
): string | undefined {
  const way = wayOf(reading.text, reading.language)
  const named = way === undefined ? [] : find(reading.text)
  if (named.length === 0) return undefined
  const held = cited.flatMap(({ reading: { text, clauses } }) =>
    clauses.map((clause) => {
      const words = text.slice(clause.start, clause.end)
      return { way: wayOf(words, reading.language), labels: find(words).map(({ label }) => label) }
    }),
  )
  for (const { label, start, end } of named) {
    const told = held.filter(({ labels }) => labels.includes(label))
    if (told.length > 0 && told.every((each) => each.way !== undefined && each.way !== way))
      return `thing: ${reading.text.slice(start, end)} goes the other way`
  }
  return undefined
}

type Finder = (text: string) => Named[]

/** The longest word at each place; boundaries are not looked at, since both sides are read alike. */
function chineseFinder(rows: readonly (readonly string[])[]): Finder {
  const labels = new Map<string, string[]>()
  rows.forEach((words, index) => {
    for (const word of words.map(foldText)) {
      labels.set(word, [...(labels.get(word) ?? []), `${index}`])
    }
  })
  const words = [...labels.keys()].filter(isHan).toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(words.join('|') || '(?!)', 'gu')
  return (text) =>
    [...text.matchAll(pattern)].flatMap(({ 0: word, index }) =>
      (labels.get(word) ?? []).map((label) => ({ label, start: index, end: index + word.length })),
    )
}

function isHan(word: string): boolean {
  return /^\p{Script=Han}+$/u.test(word)
}

function englishFinder(rows: readonly (readonly string[])[]): Finder {
  const finder = createEnglishFinder(rows.map((words, index) => ({ label: `${index}`, words })))
  const none: ReadonlySet<number> = new Set()
  return (text) => finder(text, none)
}
