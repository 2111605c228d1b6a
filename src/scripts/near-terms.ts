import type { AddedTerm } from './expand-query.js'
import { foldText } from './fold.js'
import type { Glossary } from './glossary.js'

/** Which terms the corpus holds: what it knows is no slip of the pen. */
export interface KnownTerms {
  /** Whether two Han characters stand side by side anywhere in the corpus or its lay questions. */
  bigram(characters: string): boolean
  /** Whether a folded Latin word occurs. */
  word(word: string): boolean
}

/** Finds glossary terms that a question misses by one slip: 预栽定 for 预裁定, `quarantne`. */
export type NearTerms = (foldedQuery: string) => AddedTerm[]

/** Shorter Chinese terms differ from other words by one character too easily (进口, 出口). */
const MIN_HAN_LENGTH = 3
/** Shorter English words are one letter away from many others. */
const MIN_LATIN_LENGTH = 6

const HAN_RUN = /\p{Script=Han}{3,}/gu
const LATIN_WORD = /\p{Script=Latin}{6,}/gu

/**
 * Looks for slips in what the corpus does not know: a Chinese stretch as long as a term that differs
 * in one character, where both pairs with that character are unknown; an unknown English word that
 * one substitution, omission, addition or exchange turns into a word of a term.
 */
export function createNearTerms(glossary: Glossary, known: KnownTerms): NearTerms {
  const byLength = new Map<number, { term: string; id: string }[]>()
  const latin = new Map<string, { term: string; id: string }>()
  for (const entry of glossary.entries) {
    for (const term of entry['zh-Hans'].map(foldText)) {
      if (term.length < MIN_HAN_LENGTH || !/^\p{Script=Han}+$/u.test(term)) continue
      byLength.set(term.length, [...(byLength.get(term.length) ?? []), { term, id: entry.id }])
    }
    for (const [word] of entry.en.flatMap((term) => [...foldText(term).matchAll(LATIN_WORD)])) {
      if (!latin.has(word)) latin.set(word, { term: word, id: entry.id })
    }
  }

  return (foldedQuery) => {
    const added = new Map<string, AddedTerm>()
    const add = (term: string, language: 'zh' | 'en', surface: string, id: string): void => {
      if (!foldedQuery.includes(term))
        added.set(term, { term, language, because: `${surface} ≈ ${id}` })
    }
    for (const [run] of foldedQuery.matchAll(HAN_RUN)) {
      const odd = oddCharacters(run, known)
      for (const [length, terms] of odd.size === 0 ? [] : byLength) {
        for (let start = 0; start + length <= run.length; start++) {
          const window = run.slice(start, start + length)
          for (const { term, id } of terms) {
            const differs = onlyDifference(window, term)
            if (differs !== undefined && odd.has(start + differs)) add(term, 'zh', window, id)
          }
        }
      }
    }
    for (const [word] of foldedQuery.matchAll(LATIN_WORD)) {
      if (known.word(word) || latin.has(word)) continue
      for (const { term, id } of latin.values()) {
        if (isOneSlip(word, term)) add(term, 'en', word, id)
      }
    }
    return [...added.values()]
  }
}

/** Places of the characters of which no pair with a neighbour is known. */
function oddCharacters(run: string, known: KnownTerms): Set<number> {
  const knownPairs = Array.from({ length: run.length - 1 }, (_, index) =>
    known.bigram(run.slice(index, index + 2)),
  )
  const odd = new Set<number>()
  for (let index = 0; index < run.length; index++) {
    if (knownPairs[index - 1] !== true && knownPairs[index] !== true) odd.add(index)
  }
  return odd
}

function onlyDifference(a: string, b: string): number | undefined {
  let place: number | undefined
  for (let index = 0; index < a.length; index++) {
    if (a.charAt(index) === b.charAt(index)) continue
    if (place !== undefined) return undefined
    place = index
  }
  return place
}

/** Whether one substitution, omission, addition or exchange of neighbours turns `a` into `b`. */
export function isOneSlip(a: string, b: string): boolean {
  if (
    a === b ||
    Math.abs(a.length - b.length) > 1 ||
    Math.min(a.length, b.length) < MIN_LATIN_LENGTH - 1
  ) {
    return false
  }
  let start = 0
  while (start < a.length && a.charAt(start) === b.charAt(start)) start += 1
  const restA = a.slice(start)
  const restB = b.slice(start)
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) {
    return true
  }
  return (
    restA.length > 1 &&
    restA.charAt(0) === restB.charAt(1) &&
    restA.charAt(1) === restB.charAt(0) &&
    restA.slice(2) === restB.slice(2)
  )
}
