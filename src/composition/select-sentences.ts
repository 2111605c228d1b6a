import type { MeasureRecord } from '../domain/measure.js'
import { goesOtherWay } from '../measures/trade-direction.js'
import type { LexicalIndex } from '../indexes/lexical-index.js'
import type { Hit } from '../retrieval/search-measures.js'
import type { Tokenizer } from '../scripts/tokenize.js'

/** A run of neighbouring sentences of one measure, both ends inclusive. */
export interface SentenceRun {
  readonly first: number
  readonly last: number
}

/** What {@link selectSentences} weighs sentences with. */
export interface SentenceSelectorDeps {
  readonly tokenizer: Tokenizer
  /** Rarity of words: the idf of the corpus. */
  readonly words: Pick<LexicalIndex, 'idf'>
}

/** A sentence is taken when it scores at least this share of the best one: a close second completes the answer. */
const CLOSE_SECOND_SHARE = 0.8

/**
 * Of a measure of at most two short sentences (UTF-16 code units) the second is quoted sooner: leaving
 * it out saves the reader little. Three are often three separate promises.
 */
const WHOLE_BODY_MAX_LENGTH = 130
const WHOLE_BODY_MAX_SENTENCES = 2

/** There a sentence that leaves this share of the best one's score is quoted. */
const NEIGHBOUR_SHARE = 0.4

/** A further sentence must hold at least this share of the topic that the best one holds, */
const TOPIC_SHARE = 0.5

/** or this share of the whole topic that the best one does not hold: else it is about something else. */
const SECOND_MIN_GAIN = 0.15

/**
 * The title is quoted too when it holds this much more of the question (by idf) than the sentences
 * chosen: several Dalian measures state a fact only there.
 */
const TITLE_MIN_GAIN = 0.2

/**
 * Longest sentence (UTF-16 code units) beside the best one that is quoted with it because it states the
 * same facet.
 */
const COMPLETING_MAX_LENGTH = 30

/** Most sentences taken from one measure: what a visitor reads on a phone. */
const MAX_SENTENCES = 3

/** Weight of the words in common beside 1 for the (scaled) cosine. */
const LEXICAL_WEIGHT = 2

/** Weight of the lay question nearest to the asker's, by the sentence that it belongs to. */
const LAY_WEIGHT = 0.8

/** What is left of the score of a sentence on imports for a question on exports, and the other way round. */
const OTHER_WAY_SCORE = 0.5

/** What is known of the question besides its words. */
export interface SentenceHints {
  /** Sentences that state a facet the question asks for; the title only where no other does. */
  readonly stating?: readonly number[]
  /** The words that carry its topic; all its words when left out or empty. */
  readonly topicTerms?: readonly string[]
}

/** What is looked at of a hit to choose its sentences. */
export type SentenceEvidence = Pick<Hit, 'measure' | 'sentenceCosines' | 'layCosines'>

/** A sentence that begins so leans on the one before it and is not understood without it. */
export const LEANS_ON_PREVIOUS = /^(?:该|此|其中|上述|对此|这一|这些|不符合)/u

/** A sentence that says so limits the one before it. */
const LIMITS = /^(?:但|除)|必须|须|不得|除外|仅限|方可/u

/** Shortest text that is a sentence and not a heading such as 数据. */
const MIN_SENTENCE_LENGTH = 8

/** Body sentences of a measure that can be quoted as an answer: headings inside the text are not. */
export function quotableSentences(measure: MeasureRecord): number[] {
  const bodies = measure.sentences.flatMap(({ start, end }, index) =>
    index > 0 && end - start >= MIN_SENTENCE_LENGTH ? [index] : [],
  )
  return bodies.length > 0 ? bodies : measure.sentences.map((_, index) => index)
}

/**
 * The sentences of a measure that answer the question, in the order of the measure, neighbours
 * joined: the best by cosine and words in common, close seconds, and what they lean on.
 *
 * @param folded The folded question.
 */
export function selectSentences(
  hit: SentenceEvidence,
  folded: string,
  { tokenizer, words }: SentenceSelectorDeps,
  { stating = [], topicTerms = [] }: SentenceHints = {},
): SentenceRun[] {
  const { measure } = hit
  const quotable = quotableSentences(measure)
  // What states the thing asked for is the answer, however near the other sentences come.
  const direct = quotable.filter((index) => stating.includes(index))
  const candidates = direct.length > 0 ? direct : quotable
  const titleStates = direct.length === 0 && stating.includes(0)
  const query = [...new Set(topicTerms.length > 0 ? topicTerms : tokenizer.words(folded))]
  const mass = query.reduce((sum, term) => sum + words.idf(term), 0)
  const termsOf = (index: number): Set<string> => {
    const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
    return new Set([
      ...tokenizer.words(measure.text.slice(start, end)),
      ...tokenizer.words(measure.translation?.sentences[index] ?? ''),
    ])
  }
  const withTitle = (indexes: readonly number[]): SentenceRun[] => {
    const held = new Set(indexes.flatMap((index) => [...termsOf(index)]))
    const gain = [...termsOf(0)]
      .filter((term) => query.includes(term) && !held.has(term))
      .reduce((sum, term) => sum + words.idf(term), 0)
    const adds = gain >= mass * TITLE_MIN_GAIN && gain > 0 && !promisesLess(measure)
    return runsOf(adds || titleStates ? [0, ...indexes] : indexes)
  }
  const cosines = scaled(candidates.map((index) => hit.sentenceCosines[index] ?? 0))
  const lay = scaled(candidates.map((index) => hit.layCosines[index] ?? 0))
  const scored = candidates.map((index, position) => {
    const own = termsOf(index)
    const shared = query.reduce((sum, term) => sum + (own.has(term) ? words.idf(term) : 0), 0)
    const share = mass === 0 ? 0 : shared / mass
    const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
    const isOther = goesOtherWay(folded, measure.text.slice(start, end))
    const score =
      ((cosines[position] ?? 0) + LAY_WEIGHT * (lay[position] ?? 0) + LEXICAL_WEIGHT * share) *
      (isOther ? OTHER_WAY_SCORE : 1)
    // What is nearest in meaning may say it in other words.
    return { index, score, share, isNearest: cosines[position] === 1 && !isOther }
  })
  const ranked = scored.toSorted((a, b) => b.score - a.score)
  const best = ranked[0]
  if (best === undefined) return []
  const length = candidates.reduce((sum, index) => sum + lengthOf(measure, index), 0)
  const isShort = length <= WHOLE_BODY_MAX_LENGTH && candidates.length <= WHOLE_BODY_MAX_SENTENCES
  const held = termsOf(best.index)
  const limits = (index: number): boolean => {
    const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
    return index === best.index + 1 && LIMITS.test(measure.text.slice(start, end))
  }
  const adds = ({ index, share, score, isNearest }: (typeof ranked)[number]): boolean => {
    const gain = [...termsOf(index)]
      .filter((term) => query.includes(term) && !held.has(term))
      .reduce((sum, term) => sum + words.idf(term), 0)
    return (
      score >= best.score * (isShort ? NEIGHBOUR_SHARE : CLOSE_SECOND_SHARE) &&
      (share >= best.share * TOPIC_SHARE || gain >= mass * SECOND_MIN_GAIN || isNearest)
    )
  }
  // What is stated of one kind beside another (线上 of some, 线下 of others) belongs together.
  const completes = (index: number): boolean =>
    direct.length > 1 &&
    Math.abs(index - best.index) === 1 &&
    lengthOf(measure, index) <= COMPLETING_MAX_LENGTH
  const chosen = new Set(
    ranked
      .filter(
        (sentence) =>
          sentence === best ||
          limits(sentence.index) ||
          completes(sentence.index) ||
          adds(sentence),
      )
      .slice(0, MAX_SENTENCES)
      .map(({ index }) => index),
  )
  const leaning = [...chosen].filter((index) => {
    const { start, end } = measure.sentences[index] ?? { start: 0, end: 0 }
    return index > 1 && LEANS_ON_PREVIOUS.test(measure.text.slice(start, end))
  })
  return withTitle([...new Set([...chosen, ...leaning.map((index) => index - 1)])])
}

/**
 * Whether the title sounds like more than the measure gives (实施…线上办理 above 探索…): its strength
 * is then told by a word of the body, and quoted alone it would mislead.
 */
export function promisesLess({ title, commitments }: MeasureRecord): boolean {
  const own = commitments[0]
  return own !== undefined && !title.includes(own.word)
}

function lengthOf({ sentences }: MeasureRecord, index: number): number {
  const span = sentences[index]
  return span === undefined ? 0 : span.end - span.start
}

/** Cosines of the sentences of one measure lie about this far apart; less says little. */
const COSINE_SPAN = 0.06

/** Cosines live close together: the best becomes 1, and one {@link COSINE_SPAN} below it 0. */
function scaled(cosines: readonly number[]): number[] {
  const best = Math.max(...cosines)
  return cosines.map((cosine) => (cosine <= 0 ? 0 : Math.max(0, 1 - (best - cosine) / COSINE_SPAN)))
}

/** Runs of neighbouring numbers, ascending. */
export function runsOf(indexes: readonly number[]): SentenceRun[] {
  const runs: SentenceRun[] = []
  for (const index of [...new Set(indexes)].toSorted((a, b) => a - b)) {
    const open = runs.at(-1)
    if (open !== undefined && open.last + 1 === index) {
      runs[runs.length - 1] = { first: open.first, last: index }
    } else runs.push({ first: index, last: index })
  }
  return runs
}
