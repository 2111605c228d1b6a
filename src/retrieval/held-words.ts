import type { AddedTerm } from '../scripts/expand-query.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import type { OpenIndex } from './search-index.js'
import type { HeldWords } from './views.js'

/** What {@link createHeldWords} weighs words with. */
export interface HeldWordsDeps {
  readonly tokenizer: Pick<Tokenizer, 'words' | 'bigrams'>
  readonly lexical: Pick<OpenIndex['lexical'], 'words' | 'bigrams' | 'english'>
  readonly widen: (folded: string) => readonly Pick<AddedTerm, 'term'>[]
}

/** Words by which a question is widened say less than its own. */
const ADDED_WEIGHT = 0.5

const LATIN = /^\p{Script=Latin}/u
const HAN = /\p{Script=Han}/u

/**
 * Tells which share of a question's words, by idf, some texts hold: its own words and, lighter, those it is
 * widened by. Of a Chinese question its pairs of characters count as much, since the dictionary may cut
 * it otherwise than the texts.
 */
export function createHeldWords({ tokenizer, lexical, widen }: HeldWordsDeps): HeldWords {
  const wordsOf = remembered((text) => new Set(tokenizer.words(text)))
  const pairsOf = remembered((text) => new Set(pairs(text, tokenizer)))
  const idf = (term: string): number =>
    (LATIN.test(term) ? lexical.english : lexical.words).idf(term)
  const weights = remembered((question) => ({
    words: new Map([
      ...widen(question)
        .flatMap(({ term }) => tokenizer.words(term))
        .map((term) => [term, idf(term) * ADDED_WEIGHT] as const),
      ...tokenizer.words(question).map((term) => [term, idf(term)] as const),
    ]),
    pairs: new Map(
      pairs(question, tokenizer).map((pair) => [pair, lexical.bigrams.idf(pair)] as const),
    ),
  }))
  return (question, texts) => {
    const { words, pairs: own } = weights(question)
    const ofWords = shareHeld(words, texts.map(wordsOf))
    return own.size === 0 ? ofWords : (ofWords + shareHeld(own, texts.map(pairsOf))) / 2
  }
}

function pairs(text: string, tokenizer: Pick<Tokenizer, 'bigrams'>): string[] {
  return tokenizer.bigrams(text).filter((pair) => HAN.test(pair))
}

function shareHeld(
  weights: ReadonlyMap<string, number>,
  texts: readonly ReadonlySet<string>[],
): number {
  let held = 0
  let all = 0
  for (const [term, weight] of weights) {
    all += weight
    if (texts.some((text) => text.has(term))) held += weight
  }
  return all === 0 ? 0 : held / all
}

/** Most texts remembered: those of one measure come one after another. */
const REMEMBERED_MAX = 100

function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>()
  return (text) => {
    const made = known.get(text) ?? make(text)
    if (known.size >= REMEMBERED_MAX) known.clear()
    known.set(text, made)
    return made
  }
}
