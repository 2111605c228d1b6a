import type { Commitment, MeasureRecord } from '../domain/measure.js'
import { withoutStrengthWords } from '../measures/english-strength-words.js'
import { goesOtherWay } from '../measures/trade-direction.js'
import { type CommitmentClass, isWeaker } from '../measures/strength.js'
import type { AddedTerm } from '../scripts/expand-query.js'
import type { SentenceRun } from './select-sentences.js'
import type { QuestionTopic, TopicReaderDeps } from './topic-parts.js'

/** A promise that some quoted sentences make: a sentence, or a part of one that makes several. */
export interface QuotedPromise extends Commitment {
  /** Index of the sentence. */
  readonly sentence: number
  readonly original: string
  /** Our English of it; empty where there is none. */
  readonly translation: string
}

type PromisingMeasure = Pick<
  MeasureRecord,
  'text' | 'sentences' | 'commitments' | 'clausePromises' | 'translation'
>

/** All promises of some sentences, in order; none of a sentence whose strength is not known. */
export function promisesOfRuns(
  measure: PromisingMeasure,
  runs: readonly SentenceRun[],
): QuotedPromise[] {
  return runs.flatMap(({ first, last }) =>
    measure.sentences.slice(first, last + 1).flatMap((span, offset) => {
      const sentence = first + offset
      const clauses = measure.clausePromises?.filter((part) => part.sentence === sentence) ?? []
      if (clauses.length > 0) {
        return clauses.map(({ start, end, word, translation, class: strength }) => ({
          sentence,
          class: strength,
          word,
          original: measure.text.slice(start, end),
          translation,
        }))
      }
      const whole = measure.commitments[sentence]
      if (whole === undefined) return []
      return [
        {
          sentence,
          class: whole.class,
          word: whole.word,
          original: measure.text.slice(span.start, span.end),
          translation: measure.translation?.sentences[sentence] ?? '',
        },
      ]
    }),
  )
}

/** The promises of some sentences that one question is about, the best first. */
export type AskedPromises = (
  measure: PromisingMeasure,
  runs: readonly SentenceRun[],
) => readonly QuotedPromise[]

/** What a question is about, with the words by which its search was widened. */
export interface AskedTopic extends QuestionTopic {
  readonly added: readonly AddedTerm[]
}

/** A promise that holds at least this share of what the best one holds cannot be told from it. */
const ALIKE_SHARE = 0.8

/** A promise that holds less of the topic than this is not what is asked about. */
const MIN_SHARE = 0.03

/** With less of the topic than this, those that promise less may be meant as well: */
const CLEAR_SHARE = 0.15

/** those that hold at least this share of what the best one holds; or, */
const NEAR_SHARE = 0.5

/** with less of the topic than this, all: of a long question one word in common tells too little. */
const TOLD_SHARE = 0.06

/** Words by which the search was widened say less than those of the question itself. */
const ADDED_WEIGHT = 0.5

/** Words of the title (the place, the matter of all promises) hardly tell one promise from another. */
const TITLE_WEIGHT = 0.5

/** Words that stand only before the part of a question that asks tell less of what is asked. */
const BACKGROUND_WEIGHT = 0.5

/** Fewest words of the topic that the part of a question that asks must name. */
const ASKING_MIN_TERMS = 3

/** What is left of a promise's share that is about the other direction of trade than the question. */
const OTHER_WAY_SHARE = 0.3

/** Classes whose words people use to ask how strong a promise is: 是支持还是试点. */
const ASKED_BY_NAME: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>([
  'pilot',
  'supported',
  'explored',
])

/**
 * Finds which promises a question is about: those that hold most of its topic by idf, in the words of
 * the question and in those by which it was widened; a word that several promises share counts for each
 * only a part. Words that tell how strong a promise is do not count: 还是试点 asks nothing about the
 * promise that is on trial. Promises that hold about as much are all asked about; where the best holds
 * little, so are those weaker than it, and where none holds anything, all are.
 */
export function createAskedPromises(deps: TopicReaderDeps, topic: AskedTopic): AskedPromises {
  return (measure, runs) => {
    const quoted = promisesOfRuns(measure, runs)
    const bodies = quoted.filter(({ sentence }) => sentence > 0)
    // A title beside sentences of the body names the matter; the promises are theirs.
    const promises = bodies.length > 0 ? bodies : quoted
    if (promises.length < 2) return promises
    const shares = sharesOf(promises, measure, deps, topic)
    const best = Math.max(...shares)
    if (best < MIN_SHARE) return promises
    const scored = promises.map((promise, index) => ({ promise, share: shares[index] ?? 0 }))
    const asked = scored
      .filter(({ share }) => share >= best * ALIKE_SHARE)
      .toSorted((a, b) => b.share - a.share)
      .map(({ promise }) => promise)
    if (best >= CLEAR_SHARE) return asked
    const least = best < TOLD_SHARE ? 0 : best * NEAR_SHARE
    const weaker = scored.filter(
      ({ promise, share }) =>
        share >= least && asked.every((one) => isWeaker(promise.class, one.class)),
    )
    return [...asked, ...weaker.map(({ promise }) => promise)]
  }
}

/** The sentence of a measure whose promise a question clearly is about, unless some runs hold it. */
export type AskedSentence = (
  measure: PromisingMeasure,
  runs: readonly SentenceRun[],
) => number | undefined

/**
 * Finds it among all promises of the measure: the one that holds most of the topic, if it holds enough
 * and those of the runs hold clearly less.
 */
export function createAskedSentence(deps: TopicReaderDeps, topic: AskedTopic): AskedSentence {
  return (measure, runs) => {
    const promises = promisesOfRuns(measure, [{ first: 1, last: measure.sentences.length - 1 }])
    if (promises.length < 2) return undefined
    const shares = sharesOf(promises, measure, deps, topic)
    const isQuoted = ({ sentence }: QuotedPromise): boolean =>
      runs.some(({ first, last }) => first <= sentence && sentence <= last)
    const best = Math.max(...shares)
    const quoted = Math.max(
      0,
      ...promises.map((promise, index) => (isQuoted(promise) ? (shares[index] ?? 0) : 0)),
    )
    if (best < TOLD_SHARE || quoted >= best * ALIKE_SHARE) return undefined
    return promises[shares.indexOf(best)]?.sentence
  }
}

function sharesOf(
  promises: readonly QuotedPromise[],
  measure: PromisingMeasure,
  { tokenizer, words, bigrams, english }: TopicReaderDeps,
  { topicTerms, topicText, added }: AskedTopic,
): number[] {
  const strong = new Set(
    promises.flatMap(({ class: name, word }) => (ASKED_BY_NAME.has(name) ? [word] : [])),
  )
  const title = measure.text.slice(measure.sentences[0]?.start ?? 0, measure.sentences[0]?.end ?? 0)
  const parts = promises.map(({ original, translation }) => ({
    original: without(strong, original),
    translation: withoutStrengthWords(translation),
  }))
  const asking = askingPart(topicText, topicTerms, (text) => tokenizer.words(text))
  const inAsking = new Set(tokenizer.words(asking))
  const pairsInAsking = new Set(tokenizer.bigrams(asking))
  const widened = inOneLanguage(added, HAN.test(topicText) ? 'zh' : 'en').map(
    ({ term, because }) => ({
      term: without(strong, term),
      weight: asking.includes(because) ? ADDED_WEIGHT : ADDED_WEIGHT * BACKGROUND_WEIGHT,
    }),
  )
  const ofOwn = (isAsked: boolean): number => (isAsked ? 1 : BACKGROUND_WEIGHT)
  const byWord = sharesByTerm(
    weighted(
      topicTerms
        .filter((term) => !strong.has(term) && withoutStrengthWords(term).trim() !== '')
        .map((term) => ({ term, weight: ofOwn(inAsking.has(term)) })),
      widened.flatMap(({ term, weight }) =>
        tokenizer.words(term).map((word) => ({ term: word, weight })),
      ),
      (term) => (LATIN.test(term) ? english : words).idf(term),
    ),
    parts.map(({ original, translation }) => [
      ...tokenizer.words(original),
      ...tokenizer.words(translation),
    ]),
    [...tokenizer.words(title), ...tokenizer.words(measure.translation?.title ?? '')],
  )
  const way = parts.map(({ original }) => (goesOtherWay(topicText, original) ? OTHER_WAY_SHARE : 1))
  if (!HAN.test(topicText)) return byWord.map((share, index) => share * (way[index] ?? 1))
  const byPair = sharesByTerm(
    weighted(
      tokenizer
        .bigrams(without(strong, topicText))
        .map((term) => ({ term, weight: ofOwn(pairsInAsking.has(term)) })),
      widened
        .filter(({ term }) => HAN.test(term))
        .flatMap(({ term, weight }) =>
          tokenizer.bigrams(term).map((pair) => ({ term: pair, weight })),
        ),
      (term) => bigrams.idf(term),
    ),
    parts.map(({ original }) => tokenizer.bigrams(original)),
    tokenizer.bigrams(title),
  )
  return byWord.map((share, index) => ((share + (byPair[index] ?? 0)) / 2) * (way[index] ?? 1))
}

const SENTENCE_END = /(?<=[。？！?!；;\n]|\.\s)/u

/**
 * The end of a question from the last sentence that names some of its topic on: what comes before it
 * (who asks, what goods they have) says less of which promise is meant.
 */
function askingPart(
  text: string,
  topicTerms: readonly string[],
  words: (text: string) => readonly string[],
): string {
  const topic = new Set(topicTerms)
  const pieces = text.split(SENTENCE_END)
  let asking = ''
  for (const piece of pieces.toReversed()) {
    asking = piece + asking
    const named = new Set(words(asking).filter((term) => topic.has(term)))
    if (named.size >= ASKING_MIN_TERMS) return asking
  }
  return text
}

/** Of what one word of the question adds, the terms in its own language: those in both would count twice. */
function inOneLanguage(
  added: AskedTopic['added'],
  own: AddedTerm['language'],
): AskedTopic['added'] {
  const ownReasons = new Set(
    added.flatMap(({ because, language }) => (language === own ? [because] : [])),
  )
  return added.filter(({ because, language }) => language === own || !ownReasons.has(because))
}

const LATIN = /^\p{Script=Latin}/u
const HAN = /\p{Script=Han}/u

interface WeightedTerm {
  readonly term: string
  readonly weight: number
}

/** The terms of a question with their weights, those it was widened by lighter. */
function weighted(
  own: readonly WeightedTerm[],
  added: readonly WeightedTerm[],
  idf: (term: string) => number,
): ReadonlyMap<string, number> {
  return new Map([...added, ...own].map(({ term, weight }) => [term, idf(term) * weight] as const))
}

/** How much of the terms' weight each part holds, 0 to 1. */
function sharesByTerm(
  weights: ReadonlyMap<string, number>,
  parts: readonly (readonly string[])[],
  title: readonly string[],
): number[] {
  const mass = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  if (mass === 0) return parts.map(() => 0)
  const held = parts.map((terms) => new Set(terms))
  const inTitle = new Set(title)
  return held.map((terms) => {
    let sum = 0
    for (const term of terms) {
      const weight = weights.get(term) ?? 0
      if (weight === 0) continue
      const holders = held.filter((other) => other.has(term)).length
      sum += (weight * (inTitle.has(term) ? TITLE_WEIGHT : 1)) / holders
    }
    return sum / mass
  })
}

/** A text with some words blanked, so that their neighbours do not become pairs. */
function without(words: ReadonlySet<string>, text: string): string {
  return [...words].reduce((rest, word) => rest.replaceAll(word, ' '), text)
}
