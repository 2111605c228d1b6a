import type { Commitment, MeasureRecord } from '../domain/measure.js'
import { withoutStrengthWords } from '../measures/english-strength-words.js'
import type { AddedTerm } from '../scripts/expand-query.js'
import type { SentenceRun } from './select-sentences.js'
import { createTopicShare, type QuestionTopic, type TopicReaderDeps } from './topic-parts.js'

/** A promise that some quoted sentences make: a sentence, or a part of one whose clauses differ. */
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

/** The promises of some sentences that one question is about. */
export type AskedPromises = (
  measure: PromisingMeasure,
  runs: readonly SentenceRun[],
) => readonly QuotedPromise[]

/** What a question is about, with the words by which its search was widened. */
export interface AskedTopic extends QuestionTopic {
  readonly added: readonly Pick<AddedTerm, 'term' | 'language'>[]
}

/**
 * Two promises that hold nearly as much of the topic cannot be told apart: less than this share of it
 * is between them.
 */
const ALIKE = 0.04

/** A promise that holds less of the topic than this is not what is asked about. */
const MIN_SHARE = 0.06

/** Words by which the search was widened say less than those of the question itself. */
const ADDED_WEIGHT = 0.5

/**
 * Finds which promises a question is about: those that hold most of its topic, in the words of the
 * question and in those by which it was widened. The words that tell how strong a promise is do not
 * count, neither those of the measure nor English ones: 还是试点 asks nothing about the promise that is on trial.
 * Promises that hold equally much are all asked about; where none holds anything, all are.
 */
export function createAskedPromises(deps: TopicReaderDeps, topic: AskedTopic): AskedPromises {
  return (measure, runs) => {
    const quoted = promisesOfRuns(measure, runs)
    const bodies = quoted.filter(({ sentence }) => sentence > 0)
    // A title beside sentences of the body names the matter; the promises are theirs.
    const promises = bodies.length > 0 ? bodies : quoted
    if (promises.length < 2) return promises
    const words = new Set(promises.map(({ word }) => word))
    const share = shareWithout(words, deps, topic)
    const shares = promises.map(({ original, translation }) =>
      share(without(words, original), withoutStrengthWords(translation)),
    )
    const best = Math.max(...shares)
    if (best < MIN_SHARE) return promises
    return promises.filter((_, index) => (shares[index] ?? 0) > best - ALIKE)
  }
}

function shareWithout(
  words: ReadonlySet<string>,
  deps: TopicReaderDeps,
  { topicTerms, topicText, added }: AskedTopic,
): (original: string, translation: string) => number {
  const own = createTopicShare(deps, {
    topicTerms: topicTerms.filter(
      (term) => !words.has(term) && withoutStrengthWords(term).trim() !== '',
    ),
    topicText: without(words, topicText),
  })
  const terms = added.map(({ term }) => without(words, term))
  const widened = createTopicShare(deps, {
    topicTerms: terms.flatMap((term) => deps.tokenizer.words(term)),
    topicText: terms.join(' '),
  })
  return (original, translation) =>
    own(original, translation) + ADDED_WEIGHT * widened(original, translation)
}

/** A text with some words blanked, so that their neighbours do not become pairs. */
function without(words: ReadonlySet<string>, text: string): string {
  return [...words].reduce((rest, word) => rest.replaceAll(word, ' '), text)
}
