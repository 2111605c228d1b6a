import nodejieba from 'nodejieba'
import type { Corpus } from '../domain/corpus.js'
import type { Span } from '../domain/measure.js'
import type { Embedder } from '../embedding/embedder.js'
import { foldText } from '../scripts/fold.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import { cosine, type SourceVectors } from './meaning.js'
import type { Reading, Unit } from './read-text.js'

/**
 * What is measured of a word that the source of a claim lacks. The first four are cosines: how much
 * nearer to its source the claim comes without the word, how much the claim changes without it, how
 * near the word itself lies to the source, how near the claim does. The rest are 0 or 1, but for the
 * length in UTF-16 code units.
 */
export const ODD_WORD_FEATURES = [
  'shift',
  'change',
  'nearness',
  'claim',
  'inCorpus',
  'noun',
  'verbalNoun',
  'inflected',
  'single',
  'length',
] as const

/** A word of a claim that its source lacks, with its {@link ODD_WORD_FEATURES}. */
export interface OddWord {
  readonly word: string
  readonly features: readonly number[]
  /** Of the word by itself, to tell by {@link lightness}. */
  readonly vector?: Float32Array
}

/** A fitted logistic model of which of such words say something of their own. */
export interface OddWordModel {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly weights: readonly number[]
  readonly bias: number
  /** A word from this probability on is taken for an addition. */
  readonly limit: number
}

/** Words that a claim may have so without its source, at most. */
export const MAX_ODD_WORDS = 2

/** Borne words that a claim needs for each. */
const BORNE_PER_ODD = 3

/** Characters with which a word says when, how often or whether: 补提 is to file afterwards. */
const TELLING = /^[补免非未不无没半双多首末后前重再全]/u

/** Letters of an English word by which it is looked for in the corpus, whatever its ending. */
const STEM_LENGTH = 6

/** Measures the words that a claim has beyond its source. */
export interface OddWordReader {
  /**
   * `undefined` where the words must be borne: too many, or one that the tables compare.
   *
   * @throws the signal's reason when it aborts, and what the embedder throws.
   */
  read(
    claim: Claim,
    source: Source,
    missing: readonly Unit[],
    signal?: AbortSignal,
  ): Promise<readonly OddWord[] | undefined>
}

/** A reader over a corpus. */
export function createOddWordReader(
  embedder: Pick<Embedder, 'embed'>,
  vectors: SourceVectors,
  contrasts: Pick<
    Contrasts,
    'file' | 'axes' | 'negation' | 'modality' | 'parties' | 'weak' | 'now'
  >,
  { measures }: Pick<Corpus, 'measures'>,
): OddWordReader {
  const written = {
    zh: foldText(measures.map(({ text }) => text).join('\n')),
    en: foldText(measures.flatMap(({ translation }) => translation?.sentences ?? []).join('\n')),
  }
  const weighty = { zh: new Set(contrasts.file.weighty.zh), en: new Set(contrasts.file.weighty.en) }
  const tables = [
    ...contrasts.axes.map(({ find }) => find),
    contrasts.negation,
    contrasts.modality,
    contrasts.parties,
    contrasts.weak,
    contrasts.now,
  ]
  const isCompared = ({ text, boundaries, language }: Reading, { start, end }: Span): boolean =>
    tables.some((find) =>
      find[language](text, boundaries).some((marker) => marker.start < end && start < marker.end),
    )

  return {
    async read(claim, source, missing, signal) {
      const { reading, language } = claim
      const stated = reading.units.filter(({ kind }) => kind !== 'neutral').length
      if (missing.length === 0 || missing.length > MAX_ODD_WORDS) return undefined
      if (stated - missing.length < missing.length * BORNE_PER_ODD) return undefined
      if (missing.some((unit) => TELLING.test(unit.text) || isCompared(reading, unit)))
        return undefined
      const whole = foldText(reading.original)
      const without = missing.map(({ start, end }) => `${whole.slice(0, start)}${whole.slice(end)}`)
      const words = missing.map(({ text }) => text)
      const held = await vectors.of(claim, source, signal)
      const made = await embedder.embed([whole, ...without, ...words], 'query', signal)
      const [own, ...rest] = made
      if (own === undefined) return undefined
      const nearest = (vector: Float32Array | undefined): number =>
        vector === undefined ? -1 : Math.max(-1, ...held.map((each) => cosine(vector, each)))
      const near = nearest(own)
      return missing.map(({ text }, index) => {
        const part = language === 'zh' ? partOfSpeech(text) : ''
        const vector = rest[missing.length + index]
        return {
          word: text,
          ...(isGeneral(text, weighty[language]) && vector !== undefined && { vector }),
          features: [
            nearest(rest[index]) - near,
            1 - cosine(own, rest[index]),
            nearest(vector),
            near,
            written[language].includes(language === 'zh' ? text : text.slice(0, STEM_LENGTH))
              ? 1
              : 0,
            part.startsWith('n') ? 1 : 0,
            part === 'vn' ? 1 : 0,
            language === 'en' && /(?:ing|ed|ly)$/u.test(text) ? 1 : 0,
            text.length === 1 ? 1 : 0,
            text.length,
          ],
        }
      })
    },
  }
}

/** Probability that a word says something that its source does not, 0 to 1. */
export function oddness(
  { features }: OddWord,
  { mean, deviation, weights, bias }: Omit<OddWordModel, 'limit'>,
): number {
  const sum = features.reduce(
    (total, value, index) =>
      total + ((value - (mean[index] ?? 0)) / (deviation[index] ?? 1)) * (weights[index] ?? 0),
    bias,
  )
  return 1 / (1 + Math.exp(-sum))
}

/** A fitted direction in which words that state nothing lie from those that state something. */
export interface LightWordModel {
  readonly weights: readonly number[]
  readonly bias: number
  /** A word from this lightness on states nothing. */
  readonly limit: number
}

/** How much a word is like those that state nothing; 0 half-way. Unbounded. */
export function lightness(
  vector: Float32Array,
  { weights, bias }: Omit<LightWordModel, 'limit'>,
): number {
  return vector.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), bias)
}

/**
 * Whether a word may be told by its vector to state nothing: single characters have too many senses,
 * compounds too few, a word that denies says the contrary of one that does not, and weighty ones are
 * known to say something.
 */
function isGeneral(word: string, weighty: ReadonlySet<string>): boolean {
  return word.length > 1 && !/[不无未非免]|^\p{Script=Han}{5}/u.test(word) && !weighty.has(word)
}

/** The part of speech of a word in jieba's dictionary; empty for what is not one word there. */
function partOfSpeech(word: string): string {
  const tagged = nodejieba.tag(word)
  return tagged.length === 1 ? (tagged[0]?.tag ?? '') : ''
}
