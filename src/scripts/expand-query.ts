import { foldText } from './fold.js'
import type { Glossary, GlossaryEntry } from './glossary.js'
import { createPhraseMatcher, type PhraseMatcher } from './phrase-matcher.js'
import { singularEnglish } from './stem-english.js'

/** A term that widens a query, and why. */
export interface AddedTerm {
  /** Folded. */
  readonly term: string
  readonly language: 'zh' | 'en'
  /** What the question says, and the glossary entry that it belongs to: `拉走 → conditional-release`. */
  readonly because: string
}

/** What {@link expandQuery} adds, in the order of the question. */
export interface QueryExpansion {
  readonly added: readonly AddedTerm[]
}

interface Forms {
  /** Forms with Han characters, found anywhere. */
  readonly chinese: PhraseMatcher<readonly GlossaryEntry[]>
  /** Forms in Latin letters, found as whole words: singular, without fillers, joined by a space. */
  readonly latin: ReadonlyMap<string, readonly GlossaryEntry[]>
  readonly longestLatin: number
}

/** Words that may stand between the words of a form: `take my goods away` is `take the goods away`. */
const FILLERS = new Set(
  'the a an my our your his her its their this that these those any some'.split(' '),
)

const LATIN_WORD = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{M}\p{N}]*/gu

const formsOfGlossary = new WeakMap<Glossary, Forms>()

function wordsOf(text: string): { key: string; text: string }[] {
  return Array.from(text.matchAll(LATIN_WORD), ([word]) => ({
    key: singularEnglish(word),
    text: word,
  })).filter((word) => !FILLERS.has(word.text))
}

function buildForms(glossary: Glossary): Forms {
  const chinese = new Map<string, GlossaryEntry[]>()
  const latin = new Map<string, GlossaryEntry[]>()
  for (const entry of glossary.entries) {
    const forms = [
      ...entry['zh-Hans'],
      ...entry['zh-Hant-HK'],
      ...entry['zh-Hant-TW'],
      ...entry.en,
      ...entry.abbreviations,
      ...entry.lay.zh,
      ...entry.lay.en,
    ].map(foldText)
    for (const form of new Set(forms)) {
      if (/\p{Script=Han}/u.test(form)) {
        chinese.set(form, [...(chinese.get(form) ?? []), entry])
      } else {
        const key = wordsOf(form)
          .map(({ key }) => key)
          .join(' ')
        const known = latin.get(key) ?? []
        if (key !== '' && !known.includes(entry)) latin.set(key, [...known, entry])
      }
    }
  }
  const longestLatin = Math.max(0, ...Array.from(latin.keys(), (key) => key.split(' ').length))
  return { chinese: createPhraseMatcher(chinese), latin, longestLatin }
}

function formsOf(glossary: Glossary): Forms {
  const known = formsOfGlossary.get(glossary)
  if (known) return known
  const forms = buildForms(glossary)
  formsOfGlossary.set(glossary, forms)
  return forms
}

interface Found {
  readonly surface: string
  readonly entries: readonly GlossaryEntry[]
}

function findChinese(question: string, { chinese }: Forms): Found[] {
  return chinese(question).flatMap(({ text, value }) =>
    value === undefined ? [] : [{ surface: text, entries: value }],
  )
}

function findLatin(question: string, { latin, longestLatin }: Forms): Found[] {
  const words = wordsOf(question)
  const found: Found[] = []
  let index = 0
  while (index < words.length) {
    let size = Math.min(longestLatin, words.length - index)
    let entries: readonly GlossaryEntry[] | undefined
    for (; size > 0; size -= 1) {
      const key = words
        .slice(index, index + size)
        .map(({ key }) => key)
        .join(' ')
      entries = latin.get(key)
      if (entries) break
    }
    if (entries) {
      const surface = words
        .slice(index, index + size)
        .map(({ text }) => text)
        .join(' ')
      found.push({ surface, entries })
    }
    index += Math.max(1, size)
  }
  return found
}

/**
 * The terms that the glossary adds to a question: for every surface form found in it (any script
 * form, English, abbreviation, lay wording; the longest at each place, Latin forms as whole words,
 * singular or plural) the canonical Simplified term and the canonical English one. A term that the
 * question already holds is not added, nor a Simplified one where the question uses a Simplified
 * term of the same entry. For the *query* only; a quote is never changed.
 *
 * @param foldedQuery The question after `foldText`.
 */
export function expandQuery(foldedQuery: string, glossary: Glossary): QueryExpansion {
  const forms = formsOf(glossary)
  const added = new Map<string, AddedTerm>()
  for (const { surface, entries } of [
    ...findChinese(foldedQuery, forms),
    ...findLatin(foldedQuery, forms),
  ]) {
    for (const entry of entries) {
      const because = `${surface} → ${entry.id}`
      const isDocumentTerm = entry['zh-Hans'].some((each) => foldText(each) === surface)
      const canonical = [
        { term: entry['zh-Hans'][0], language: 'zh' },
        { term: entry.en[0], language: 'en' },
      ] as const
      for (const { term, language } of canonical) {
        if (term === undefined) continue
        const folded = foldText(term)
        // A question in the documents' own words finds them; another of their words would mislead.
        if (language === 'zh' && isDocumentTerm) continue
        if (foldedQuery.includes(folded) || added.has(folded)) continue
        added.set(folded, { term: folded, language, because })
      }
    }
  }
  return { added: [...added.values()] }
}
