import type { AnswerLanguage } from '../../domain/language.js'
import { type CommitmentClass, isWeaker, weakestCommitment } from '../../measures/strength.js'
import { ownPhrases } from './own-phrases.js'
import type { PromiseSources } from './promise-sources.js'
import type { QuotedSentence } from './quoted-sentences.js'
import { createRegionalWordsUndone, type RegionalWordsUndone } from './regional-words.js'
import {
  inForceWords,
  isHedged,
  hasWord,
  likeness,
  plainChinese,
  sameWords,
  strengthOfWords,
  strongerOf,
} from './read-strength.js'

/** Whether an answer tells elsewhere that a sentence promises no more than a class. */
type IsTold = (sentence: QuotedSentence, held: CommitmentClass) => boolean

/** What is wrong with one sentence of an answer beside the sentences it cites. */
export type ClaimChecker = (
  text: string,
  cited: readonly QuotedSentence[],
  language: AnswerLanguage,
  isTold: IsTold,
) => string | undefined

/**
 * From this likeness on a Chinese sentence renders one of the document's: converted to Traditional
 * with a region's own words it keeps some eight in ten pairs of letters, while of two sentences of one
 * measure only two pairs have so many in common.
 */
const SAME_SENTENCE = 0.6

/** Classes of promises that give nobody anything to use today. */
const NOT_YET: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>([
  'pilot',
  'supported',
  'explored',
])

/** A checker of single sentences; the promise checker tells what it sees. */
export function createClaimChecker(sources: PromiseSources): ClaimChecker {
  const reader: ChineseReader = {
    rules: sources.rules,
    undone: createRegionalWordsUndone(sources.glossary),
  }
  return (text, cited, language, isTold) => {
    if (cited.length === 0) return undefined
    if (language !== 'en') return chineseFault(text, cited, language, reader, isTold)
    const original = ownPhrases(language).quotedOriginal(text)
    if (original === undefined) return englishFault(text, cited, isTold)
    const whole = cited.map((sentence) => sentence.text).join('')
    return sameWords(original, whole)
      ? undefined
      : chineseFault(original, cited, language, reader, isTold)
  }
}

interface ChineseReader extends Pick<PromiseSources, 'rules'> {
  readonly undone: RegionalWordsUndone
}

function chineseFault(
  shown: string,
  cited: readonly QuotedSentence[],
  language: AnswerLanguage,
  { rules, undone }: ChineseReader,
  isTold: IsTold,
): string | undefined {
  const meant = renderedBy(shown, cited)
  const [first] = meant
  if (first === undefined) return undefined
  const original = meant.map((sentence) => plainChinese(sentence.text)).join('\n')
  const text = undone(plainChinese(shown), language, original)
  const said = strengthOfWords(text, rules, first.nature)
  const bound = weakest(meant.map(({ alone, held }) => strongerOf(alone, held)))
  if (isWeaker(bound, said)) return `says ${said} of ${placeOf(meant)}, which says ${bound}`
  // Where people settled by which word a sentence is to be read, that word has to stay.
  const cut = meant.find(
    ({ held, word, text: whole }) =>
      isWeaker(held, said) && whole.includes(word) && !hasWord(text, word),
  )
  if (cut !== undefined) return `says ${said} of ${placeOf([cut])} without its ${cut.word}`
  return untold(said, meant, isTold)
}

/** The sentence that a text renders, or all where it is like none of them. */
function renderedBy(text: string, cited: readonly QuotedSentence[]): readonly QuotedSentence[] {
  let best: QuotedSentence | undefined
  let most = SAME_SENTENCE
  for (const sentence of cited) {
    const alike = likeness(text, sentence.text)
    if (alike < most || (best !== undefined && alike === most)) continue
    best = sentence
    most = alike
  }
  return best === undefined ? cited : [best]
}

function englishFault(
  text: string,
  cited: readonly QuotedSentence[],
  isTold: IsTold,
): string | undefined {
  const own = cited.find(({ translation }) => sameWords(text, translation))
  const meant = own === undefined ? cited : [own]
  const held = weakest(meant.map((sentence) => sentence.held))
  if (held === 'in_force') return undefined
  const words = inForceWords(text)
  const isPlain = NOT_YET.has(held) && !isHedged(text)
  if (own !== undefined) {
    // As in Chinese, a sentence that names its own weakness needs no other word on it.
    const namesIt = !isWeaker(held, own.alone) && !isPlain
    return namesIt || (words.length === 0 && !isPlain)
      ? undefined
      : untold('in_force', meant, isTold)
  }
  const known = new Set(meant.flatMap(({ translation }) => inForceWords(translation)))
  const added = words.find((word) => !known.has(word))
  if (added !== undefined) return `says “${added}” of ${placeOf(meant)}, which does not`
  const weak = meant.filter((sentence) => sentence.held === held)
  if (isPlain && weak.some(({ translation }) => isHedged(translation))) {
    return `says of ${placeOf(meant)} plainly what is only ${held}`
  }
  return words.length > 0 || isPlain ? untold('in_force', meant, isTold) : undefined
}

/** A sentence that sounds stronger than it is needs a word on it elsewhere in the answer. */
function untold(
  said: CommitmentClass,
  meant: readonly QuotedSentence[],
  isTold: IsTold,
): string | undefined {
  const silent = meant.find(
    (sentence) => isWeaker(sentence.held, said) && !isTold(sentence, sentence.held),
  )
  return silent === undefined
    ? undefined
    : `sounds ${said}, ${placeOf([silent])} is only ${silent.held}, and nothing says so`
}

function weakest(classes: readonly CommitmentClass[]): CommitmentClass {
  return weakestCommitment(classes.map((name) => ({ class: name })))?.class ?? 'in_force'
}

function placeOf(sentences: readonly QuotedSentence[]): string {
  return sentences.map(({ measureId, index }) => `${measureId}#${index}`).join(', ')
}
