import nodejieba from 'nodejieba'
import { AppError, messageOf } from '../errors.js'
import { foldText } from './fold.js'
import { stemEnglish } from './stem-english.js'
import { STOP_WORDS } from './stop-words.js'

/**
 * Version of what {@link Tokenizer} gives for a text; part of the index fingerprint. Raise it with
 * every change to folding, stemming, stop words or the dictionary: a test compares it with the terms
 * of the corpus.
 */
export const TOKENIZER_VERSION = '1'

/** Splits text into the terms of an index or a query. Both functions are deterministic. */
export interface Tokenizer {
  /**
   * Words of the folded text in order: Chinese by dictionary, with the shorter words inside a long
   * one as well; Latin words stemmed; numbers whole. Stop words are dropped unless nothing is left.
   */
  words(text: string): string[]
  /**
   * Character bigrams of each run of Han characters (a run of one gives the character), with Latin
   * words and numbers as in {@link Tokenizer.words}. Stop words stay.
   */
  bigrams(text: string): string[]
  /**
   * Offsets (UTF-16 code units) at which a word starts or ends, by the most likely segmentation of
   * the whole text; everything that is not Han is a word of its own.
   */
  wordBoundaries(text: string): ReadonlySet<number>
}

const NOT_IN_WORD = String.raw`(?<![\p{Script=Latin}\d])`
const NOT_BEFORE_WORD = String.raw`(?![\p{Script=Latin}\d])`

/** A piece of folded text that becomes terms; the alternatives in order. */
const PIECE = new RegExp(
  [
    // 7x24, 5+2, 1+n
    String.raw`${NOT_IN_WORD}\d+(?:x\d+|\+\d+|\+n)${NOT_BEFORE_WORD}`,
    // 10,000 and 12.5%
    String.raw`\d+(?:,\d{3})+(?:\.\d+)?%?${NOT_BEFORE_WORD}`,
    String.raw`\d+(?:\.\d+)?%?${NOT_BEFORE_WORD}`,
    // e-commerce, which others write ecommerce
    String.raw`${NOT_IN_WORD}e-(?=\p{Script=Latin}{3})\p{Script=Latin}+`,
    // other words in Latin letters, 3c and b2b among them
    String.raw`[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{M}\p{N}]*(?:'\p{Script=Latin}+)?`,
    String.raw`\p{Script=Han}+`,
    // words of other scripts
    String.raw`\p{L}[\p{L}\p{M}]*`,
  ].join('|'),
  'gu',
)
const HAN = /^\p{Script=Han}/u

const inserted = new Set<string>()
let isLoaded = false

/** Loads jieba once per process: about 0.8 s and 250 MB, most of it its two copies of the dictionary. */
function loadDictionary(): void {
  if (isLoaded) return
  try {
    nodejieba.load()
  } catch (error) {
    throw new AppError(
      'bad_configuration',
      `jieba: expected its dictionary and native module to load, found: ${messageOf(error)}`,
      { cause: error },
    )
  }
  isLoaded = true
}

function insertWords(words: readonly string[]): void {
  for (const word of words) {
    const foldedWord = foldText(word)
    if (inserted.has(foldedWord) || !/^\p{Script=Han}{2,}$/u.test(foldedWord)) continue
    inserted.add(foldedWord)
    nodejieba.insertWord(foldedWord)
  }
}

function latinTerm(piece: string): string {
  if (/^\d/u.test(piece)) return piece.replaceAll(',', '')
  return stemEnglish(piece.replace(/'s$/u, '').replaceAll(/['-]/gu, ''))
}

function bigramsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`)
}

/**
 * A tokenizer for index and query alike. `userWords` (two or more Han characters, any script) are
 * added to jieba's dictionary; others in the list are ignored. The dictionary belongs to the process:
 * words of every tokenizer made in it count, so give all of them the same list.
 *
 * The dictionary is loaded at the first use. Segmentation runs on folded text without jieba's HMM,
 * which glues unknown characters together.
 *
 * @throws AppError `bad_configuration` at first use when jieba cannot be loaded.
 */
export function createTokenizer(userWords: readonly string[]): Tokenizer {
  let isReady = false
  const prepare = () => {
    if (isReady) return
    loadDictionary()
    insertWords(userWords)
    isReady = true
  }

  return {
    words(text) {
      prepare()
      const all: string[] = []
      for (const [piece] of foldText(text).matchAll(PIECE)) {
        if (HAN.test(piece)) all.push(...nodejieba.cutForSearch(piece))
        else if (STOP_WORDS.has(piece)) all.push(piece)
        else all.push(latinTerm(piece))
      }
      const kept = all.filter((word) => !STOP_WORDS.has(word))
      return kept.length > 0 ? kept : all
    },
    bigrams(text) {
      const all: string[] = []
      for (const [piece] of foldText(text).matchAll(PIECE)) {
        if (HAN.test(piece)) all.push(...bigramsOf(piece))
        else all.push(latinTerm(piece))
      }
      return all
    },
    wordBoundaries(text) {
      prepare()
      const boundaries = new Set([0])
      let offset = 0
      for (const word of nodejieba.cut(foldText(text))) {
        offset += word.length
        boundaries.add(offset)
      }
      return boundaries
    },
  }
}
