import type { EvaluationQuestion } from '../../domain/question.js'
import { type CommitmentClass, isWeaker, weakestCommitment } from '../../measures/strength.js'
import { foldText } from '../../scripts/fold.js'
import type { RecordedAnswer } from '../evaluation-record.js'
import type { PromiseSources } from './promise-sources.js'
import { createRegionalWordsUndone } from './regional-words.js'
import { type StrengthSign, strengthSigns } from './strength-signs.js'

/**
 * What an answer says of the strength of the clause asked about:
 * - `right`: its class and, of less than in force, its governing word; nothing at all where it is in
 *   force and nobody asked whether it is;
 * - `several`: the right one beside others;
 * - `weaker` or `stronger`: only other classes, the weakest of them weaker or stronger than the right one;
 * - `other`: the right class of another word;
 * - `unsaid`: nothing, where something was to be said.
 */
export type AskedStrength = 'right' | 'several' | 'weaker' | 'stronger' | 'other' | 'unsaid'

/**
 * Compares an answer with the strength that a question expects; `undefined` for a question that expects
 * none, a refusal, and an answer that does not cite the measure asked about.
 */
export type AskedStrengthReader = (
  question: Pick<EvaluationQuestion, 'type' | 'gold' | 'strength'>,
  answer: Pick<RecordedAnswer, 'language' | 'text' | 'claims' | 'citations'>,
) => AskedStrength | undefined

/** A reader by the words that a region's answers show for those of the documents. */
export function createAskedStrengthReader(
  sources: Pick<PromiseSources, 'glossary'>,
): AskedStrengthReader {
  const undone = createRegionalWordsUndone(sources.glossary)
  return ({ type, gold, strength }, { language, text, claims, citations }) => {
    if (strength === undefined) return undefined
    const own = citations.filter(({ measureId }) => gold.includes(measureId))
    if (own.length === 0) return undefined
    const numbers = new Set(own.map(({ number }) => number))
    const told = strengthSigns({ language, text, claims }).filter(({ citations: about }) =>
      about.some((number) => numbers.has(number)),
    )
    // That it is a press report is said beside every remark on one, and tells no promise from another.
    const remarks = told.filter(({ kind }) => kind !== 'note')
    const signs = remarks.length > 0 ? remarks : told
    if (signs.length === 0) {
      return strength.class === 'in_force' && type !== 'strength' ? 'right' : 'unsaid'
    }
    const isWord = ({ word }: StrengthSign): boolean => {
      const said = undone(foldText(word), language, strength.word)
      const expected = foldText(strength.word)
      return said === '' || said.includes(expected) || expected.includes(said)
    }
    const classed = signs.filter((sign) => sign.class === strength.class)
    if (classed.some(isWord)) return signs.length === 1 ? 'right' : 'several'
    if (classed.length > 0) return 'other'
    return isWeaker(strength.class, weakestOf(signs)) ? 'stronger' : 'weaker'
  }
}

function weakestOf(signs: readonly StrengthSign[]): CommitmentClass {
  return weakestCommitment(signs)?.class ?? 'in_force'
}
