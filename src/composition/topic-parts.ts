import type { MeasureRecord, Span } from '../domain/measure.js'
import type { LexicalIndex } from '../indexes/lexical-index.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { LEANS_ON_PREVIOUS } from './select-sentences.js'

/** What {@link createTopicReader} weighs words with. */
export interface TopicReaderDeps {
  readonly tokenizer: Pick<Tokenizer, 'words' | 'bigrams'>
  /** Rarity of words, of pairs of characters and of words of the translation: the idf of the corpus. */
  readonly words: Pick<LexicalIndex, 'idf'>
  readonly bigrams: Pick<LexicalIndex, 'idf'>
  readonly english: Pick<LexicalIndex, 'idf'>
}

/** What a question is about: see the fields of the same name of `Understanding`. */
export interface QuestionTopic {
  readonly topicTerms: readonly string[]
  readonly topicText: string
}

/** A part of a measure that makes a statement of its own: a sentence, or a piece of one between semicolons. */
export interface TopicPart extends Span {
  /** Index of the sentence; 0 is the title. */
  readonly sentence: number
  /** Share of the question's topic that it holds, by idf: 0 to 1. */
  readonly share: number
}

type TopicMeasure = Pick<MeasureRecord, 'sentences' | 'text'> &
  Partial<Pick<MeasureRecord, 'translation'>>

/** The parts of a measure, in order, with how much of one question's topic each holds. */
export type TopicReader = (measure: TopicMeasure) => readonly TopicPart[]

const SEMICOLON = /[;；]/u
const LATIN = /^\p{Script=Latin}/u
const HAN = /\p{Script=Han}/u

/**
 * Reads measures for what a question is about, each once. Words count in both languages; of a Chinese
 * question its pairs of characters count as much, since the dictionary may cut it otherwise than the
 * measure (快审快通).
 */
export function createTopicReader(
  { tokenizer, words, bigrams, english }: TopicReaderDeps,
  { topicTerms, topicText }: QuestionTopic,
): TopicReader {
  const shareOfWords = shareReader(topicTerms, (term) =>
    (LATIN.test(term) ? english : words).idf(term),
  )
  const shareOfPairs = HAN.test(topicText)
    ? shareReader(tokenizer.bigrams(topicText), bigrams.idf)
    : undefined
  const known = new Map<TopicMeasure, readonly TopicPart[]>()

  const shareOf = (original: string, english: string): number => {
    const ofWords = shareOfWords([...tokenizer.words(original), ...tokenizer.words(english)])
    if (shareOfPairs === undefined) return ofWords
    return (ofWords + shareOfPairs(tokenizer.bigrams(original))) / 2
  }
  return (measure) => {
    const parts =
      known.get(measure) ??
      leaning(
        measure.text,
        measure.sentences.flatMap((span, sentence) => {
          const pieces = piecesOf(measure.text, span)
          const whole = measure.translation?.sentences[sentence] ?? ''
          const english = whole.split(SEMICOLON)
          return pieces.map((piece, index) => ({
            ...piece,
            sentence,
            share: shareOf(
              measure.text.slice(piece.start, piece.end),
              english.length === pieces.length ? (english[index] ?? '') : whole,
            ),
          }))
        }),
      )
    known.set(measure, parts)
    return parts
  }
}

/** What leans on the part before it (该模式下…) is about the same thing. */
function leaning(text: string, parts: readonly TopicPart[]): TopicPart[] {
  const resolved: TopicPart[] = []
  for (const part of parts) {
    const previous = resolved.at(-1)
    const leans = LEANS_ON_PREVIOUS.test(text.slice(part.start, part.end))
    resolved.push(
      leans && previous !== undefined && previous.sentence > 0
        ? { ...part, share: previous.share }
        : part,
    )
  }
  return resolved
}

/** How much of the terms' idf a text holds. */
function shareReader(
  terms: readonly string[],
  idf: (term: string) => number,
): (held: readonly string[]) => number {
  const weights = new Map(terms.map((term) => [term, idf(term)]))
  const mass = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  return (held) =>
    mass === 0
      ? 0
      : [...new Set(held)].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / mass
}

function piecesOf(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = []
  let from = start
  for (let at = start; at < end; at++) {
    if (!SEMICOLON.test(text.charAt(at))) continue
    pieces.push({ start: from, end: at + 1 })
    from = at + 1
  }
  return from < end ? [...pieces, { start: from, end }] : pieces
}

/** Shortest part that makes a statement (UTF-16 code units): a heading such as 数据 makes none. */
const MIN_PART_LENGTH = 8

/**
 * By how much another part of the body holds more of the topic than the part at a place does; below 0
 * where none does, and 0 where there is no other or the place is in no part.
 */
export function topicElsewhere(parts: readonly TopicPart[], at: number): number {
  const own = parts.find(({ start, end }) => start <= at && at < end)
  const others = parts.filter(
    (part) => part !== own && part.sentence > 0 && part.end - part.start >= MIN_PART_LENGTH,
  )
  if (own === undefined || others.length === 0) return 0
  return Math.max(...others.map(({ share }) => share)) - own.share
}
