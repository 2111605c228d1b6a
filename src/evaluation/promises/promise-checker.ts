import type { Corpus } from '../../domain/corpus.js'
import {
  CLASSES_BY_STRENGTH,
  type CommitmentClass,
  isWeaker,
  weakestCommitment,
} from '../../measures/strength.js'
import { foldText } from '../../scripts/fold.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import { createClaimChecker } from './check-claim.js'
import { leadFaults } from './lead-faults.js'
import { ownPhrases } from './own-phrases.js'
import type { PromiseSources } from './promise-sources.js'
import { createQuoteReader, type Quoted, type QuotedSentence } from './quoted-sentences.js'
import { strongerOf } from './read-strength.js'
import { createRegionalWordsUndone } from './regional-words.js'
import { type StrengthSign, strengthSigns } from './strength-signs.js'

/** What a checker reads of an answer. */
export type PromisingAnswer = Pick<RecordedAnswer, 'language' | 'text' | 'claims' | 'citations'>

/** Compares what answers promise with what the sentences they quote promise. */
export interface PromiseChecker {
  /**
   * Where an answer promises more than what it cites, one line each; empty where it does not.
   *
   * Seen are:
   * - a Chinese sentence whose own words, read by the rules of `corpus/commitments.yaml`, are stronger
   *   than those of the sentence that it renders: the one it is most like, or, where it is like none,
   *   the weakest it cites. A sentence without a governing word counts as in force;
   * - an English one, unless it is our translation word for word, with `can`, `may`, `now` and the like
   *   that the translation does not have, or, of what is not yet there, without any word that says so;
   * - a sentence, verbatim or not, that sounds stronger than it is because the word that governs it
   *   stands in the title or was settled by hand, without a remark or table cell that tells its strength;
   * - a table cell or a citation's `commitment` that names a stronger class than the weakest quoted, and
   *   a remark that does, unless it names the word of a promise that is quoted and is of that class:
   *   then it speaks of this promise only;
   * - the lead for a rule that there is (对此有规定), or one that is none of the assistant's, before words
   *   that are less than in force.
   *
   * Not seen are a promise made stronger within its class (a wider circle of people, fewer conditions),
   * an English sentence of our translation that is itself too strong, what a title says within a lead,
   * and what a signpost or caution says. A sentence of a language model that tells only
   * the stronger half of what it cites counts as too strong: on the safe side.
   */
  stronger(answer: PromisingAnswer): string[]
  /**
   * What an answer quotes that is less than in force without saying so, one line each; `undefined`
   * where it quotes nothing such. It is said by the remark with the governing word, by the cell of a
   * table, of results told in the press by the note on press reports. Of a whole measure the strongest
   * promise of its body counts: the weaker ones show their own words beside it. Where promises of
   * different strength are quoted, the remark on any of them is enough, and none is needed beside one that is
   * in force: which of them was asked about is another metric's matter.
   */
  unshown(answer: PromisingAnswer): string[] | undefined
}

/** A checker over a corpus read from the folder that is the truth, and what that folder says of promises. */
export function createPromiseChecker(
  corpus: Pick<Corpus, 'documents'>,
  sources: PromiseSources,
): PromiseChecker {
  const read = createQuoteReader(corpus, sources.rules)
  const claimFault = createClaimChecker(sources)
  const undone = createRegionalWordsUndone(sources.glossary)

  /** Whether a remark, or a press note, is true of one of the promises that some sentences make. */
  const isTrueOf = (
    sign: StrengthSign,
    sentences: readonly QuotedSentence[],
    language: PromisingAnswer['language'],
  ): boolean =>
    sign.kind !== 'label' &&
    bodiesOf(sentences).some(({ promises }) =>
      promises.some(
        ({ class: name, word }) =>
          name === sign.class &&
          (sign.word === '' || undone(foldText(sign.word), language, word) === foldText(word)),
      ),
    )

  return {
    stronger({ language, text, claims, citations }) {
      const quotes = new Map(citations.map((citation) => [citation.number, read(citation)]))
      const quoted = (numbers: readonly number[]): QuotedSentence[] =>
        numbers.flatMap((number) => quotes.get(number)?.sentences ?? [])
      const signs = strengthSigns({ language, text, claims })
      const isTold = ({ measureId }: QuotedSentence, held: CommitmentClass): boolean =>
        signs.some(
          (sign) =>
            !isWeaker(held, sign.class) &&
            quoted(sign.citations).some((sentence) => sentence.measureId === measureId),
        )
      const phrases = ownPhrases(language)
      return [
        ...citations.flatMap(({ number, commitment }) => {
          const held = weakestOf(quoted([number]))
          return commitment === null || held === undefined || !isWeaker(held, commitment.class)
            ? []
            : [`citation ${number} is called ${commitment.class}, it is ${held}`]
        }),
        ...signs.flatMap((sign) => {
          const held = weakestOf(bodiesOf(quoted(sign.citations)))
          return held === undefined ||
            sign.kind === 'note' ||
            !isWeaker(held, sign.class) ||
            isTrueOf(sign, quoted(sign.citations), language)
            ? []
            : [`${sign.kind} says ${sign.class} of [${sign.citations.join(', ')}], it is ${held}`]
        }),
        ...leadFaults(claims, citations, (numbers) => weakestOf(quoted(numbers)), phrases),
        ...claims.flatMap((claim, position) => {
          if (claim.kind !== 'statement' || claim.citations.length === 0) return []
          if (phrases.strengthRemarks(claim.text).length > 0) return []
          const fault = claimFault(claim.text, quoted(claim.citations), language, isTold)
          return fault === undefined ? [] : [`sentence ${position + 1} ${fault}`]
        }),
      ]
    },

    unshown({ language, text, claims, citations }) {
      const signs = strengthSigns({ language, text, claims })
      const folded = foldText(text)
      const measureOf = new Map(citations.map(({ number, measureId }) => [number, measureId]))
      const faults: string[] = []
      let isLess = false
      for (const citation of citations) {
        const { number, commitment, measureId } = citation
        const needed = strengthToShow(read(citation), commitment?.class)
        if (needed === undefined || !isWeaker(needed, STRONGEST)) continue
        const own = citations.filter((other) => other.measureId === measureId)
        const sentences = own.flatMap((other) => read(other).sentences)
        const isMixed = bodiesOf(sentences).some(({ promises }) =>
          promises.some(({ class: name }) => name !== needed),
        )
        if (isMixed) {
          const about = signs.filter((sign) =>
            sign.citations.some((cited) => measureOf.get(cited) === measureId),
          )
          if (about.some((sign) => isTrueOf(sign, sentences, language))) {
            isLess = true
            continue
          }
          if (about.length === 0 && hasInForce(sentences)) continue
        }
        isLess = true
        const telling = signs.filter(
          (sign) =>
            tells(sign, needed) &&
            sign.citations.some((cited) => measureOf.get(cited) === measureId),
        )
        if (telling.length === 0) faults.push(`[${number}] is ${needed}, nothing says so`)
        // A table has room for a label only, and a report's result has no governing word.
        const hasRoom = telling.some(({ kind }) => kind === 'remark')
        const word = commitment?.word ?? ''
        const shown = undone(folded, language, word).includes(foldText(word))
        if (hasRoom && needed === commitment?.class && !shown) {
          faults.push(`[${number}] is ${needed} by ${word}, which is not shown`)
        }
      }
      return isLess ? faults : undefined
    },
  }
}

const STRONGEST = CLASSES_BY_STRENGTH[0]

/** Whether one of the promises of some sentences is in force. */
function hasInForce(sentences: readonly QuotedSentence[]): boolean {
  return bodiesOf(sentences).some(({ promises }) =>
    promises.some(({ class: name }) => name === STRONGEST),
  )
}

/** Whether a sign tells that a promise is no more than of a class. */
function tells(sign: StrengthSign, needed: CommitmentClass): boolean {
  if (sign.kind === 'note') return needed === 'reported'
  return !isWeaker(needed, sign.class)
}

function strengthToShow(
  { sentences, isWhole }: Quoted,
  named: CommitmentClass | undefined,
): CommitmentClass | undefined {
  if (!isWhole) return named ?? weakestOf(sentences)
  const [first, ...rest] = bodiesOf(sentences).map(({ held }) => held)
  return first === undefined ? undefined : rest.reduce(strongerOf, first)
}

function weakestOf(sentences: readonly QuotedSentence[]): CommitmentClass | undefined {
  return weakestCommitment(sentences.map(({ held }) => ({ class: held })))?.class
}

/** Sentences without titles, unless there is nothing else: what a measure gives stands in its body. */
function bodiesOf(sentences: readonly QuotedSentence[]): readonly QuotedSentence[] {
  const bodies = sentences.filter(({ index }) => index > 0)
  return bodies.length > 0 ? bodies : sentences
}
