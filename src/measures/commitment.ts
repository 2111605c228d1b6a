import type { DocumentData } from '../domain/document.js'
import type { Commitment, MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'
import { sentenceCommitment } from './clause-commitments.js'
import type { CommitmentRules } from './load-commitments.js'
import { isWeaker, weakestCommitment } from './strength.js'

/** What is needed of a measure to tell how strong its sentences are. */
export type CommittedMeasure = Pick<MeasureRecord, 'id' | 'text' | 'sentences'>

/** The strength of a sentence, and where its word stands. */
export interface SentenceCommitment extends Commitment {
  /**
   * Index of the sentence of the same measure in which `word` stands verbatim: the sentence itself;
   * 0, the title, for a sentence that takes its strength from there; another one for a title that
   * promises no more than its body.
   */
  readonly wordIn: number
}

/**
 * How strong a promise each sentence of a measure makes, parallel to `measure.sentences`.
 * `corpus/commitments.yaml` tells the rules. Pure.
 *
 * @param nature Of the document: the sentences of a press report tell results.
 * @param fallback Tells the strength of a sentence without a word of the table, its word a part of it;
 *   without one such a sentence is an error.
 * @throws AppError `bad_corpus` when neither a sentence nor its title has a word of the table, and
 *   when an override names no sentence of the measure, a word that stands nowhere in it, or what
 *   the rules say anyway.
 */
export function commitmentsOf(
  measure: CommittedMeasure,
  rules: CommitmentRules,
  nature: DocumentData['nature'],
  fallback?: (sentence: string) => Commitment,
): SentenceCommitment[] {
  const sentences = measure.sentences.map(({ start, end }) => measure.text.slice(start, end))
  const [title, ...body] = sentences.map((sentence, index) =>
    byOwnWords(sentence, index, rules, nature),
  )
  const settle = settler(measure.id, sentences, rules, fallback)
  const settledBody = body.map((own, index) => settle(index + 1, underTitle(own, title, rules)))
  return [settle(0, aboveBody(title, settledBody)), ...settledBody]
}

function byOwnWords(
  sentence: string,
  index: number,
  rules: CommitmentRules,
  nature: DocumentData['nature'],
): SentenceCommitment | undefined {
  const found =
    nature === 'press-report'
      ? reportedCommitment(sentence, rules)
      : sentenceCommitment(sentence, rules)
  return found && { ...found, wordIn: index }
}

function reportedCommitment(sentence: string, rules: CommitmentRules): Commitment | undefined {
  const announced = rules.press.announced.find((word) => sentence.includes(word))
  if (announced !== undefined) return { class: 'explored', word: announced }
  const result = rules.press.results.find((word) => sentence.includes(word))
  return result === undefined ? undefined : { class: 'reported', word: result }
}

/** A sentence of the body: without a word of its own it takes the title's; some titles hold it. */
function underTitle(
  own: SentenceCommitment | undefined,
  title: SentenceCommitment | undefined,
  rules: CommitmentRules,
): SentenceCommitment | undefined {
  if (own === undefined || title === undefined) return own ?? title
  const held = rules.holdingTitles.has(title.class) && isWeaker(title.class, own.class)
  return held ? title : own
}

/** A title: never stronger than the strongest of its body; without a word, the weakest of it. */
function aboveBody(
  title: SentenceCommitment | undefined,
  body: readonly SentenceCommitment[],
): SentenceCommitment | undefined {
  if (title === undefined) return weakestCommitment(body)
  const strongest = body.find((one) => !body.some((other) => isWeaker(one.class, other.class)))
  return strongest !== undefined && isWeaker(strongest.class, title.class) ? strongest : title
}

type Settle = (index: number, ruled: SentenceCommitment | undefined) => SentenceCommitment

/** The last word on a sentence: its override, or what the rules say. */
function settler(
  measureId: string,
  sentences: readonly string[],
  rules: CommitmentRules,
  fallback: ((sentence: string) => Commitment) | undefined,
): Settle {
  const refuse = (expected: string): never => {
    throw new AppError('bad_corpus', `${rules.file}: ${expected}`)
  }
  for (const id of rules.overrides.keys()) {
    if (id.startsWith(`${measureId}#`) && sentences[indexOf(id)] === undefined) {
      refuse(`overrides: expected a sentence #0 to #${sentences.length - 1}, found "${id}"`)
    }
  }
  return (index, ruled) => {
    const id = `${measureId}#${index}`
    const override = rules.overrides.get(id)
    if (override === undefined) {
      if (ruled !== undefined) return ruled
      const sentence = sentences[index] ?? ''
      if (fallback !== undefined) return { ...fallback(sentence), wordIn: index }
      return refuse(`${id}: expected a word of the table or an override, found "${sentence}"`)
    }
    const { class: strength, word } = override
    const wordIn = sentences[index]?.includes(word)
      ? index
      : sentences.findIndex((sentence) => sentence.includes(word))
    if (wordIn === -1) {
      refuse(`overrides: ${id}: expected a word of the measure, found "${word}"`)
    }
    if (ruled?.class === strength && ruled.word === word) {
      refuse(
        `overrides: ${id}: expected another result than by the rules, found ${strength} by ${word}, as they say`,
      )
    }
    return { class: strength, word, wordIn }
  }
}

function indexOf(sentenceId: string): number {
  return Number(sentenceId.slice(sentenceId.lastIndexOf('#') + 1))
}

/**
 * Checks that every override is of a measure that exists; {@link commitmentsOf} checks the rest.
 *
 * @throws AppError `bad_corpus` that names the file and the override.
 */
export function assertOverrides(
  measures: readonly Pick<CommittedMeasure, 'id'>[],
  rules: CommitmentRules,
): void {
  const known = new Set(measures.map(({ id }) => id))
  for (const sentence of rules.overrides.keys()) {
    if (known.has(sentence.slice(0, sentence.lastIndexOf('#')))) continue
    throw new AppError(
      'bad_corpus',
      `${rules.file}: overrides: expected a measure of the corpus, found "${sentence}"`,
    )
  }
}
