import type { DocumentData } from '../domain/document.js'
import type { Commitment } from '../domain/measure.js'
import { commitmentsOf, type CommittedMeasure } from './commitment.js'
import type { CommitmentRules } from './load-commitments.js'

/** Titles and labels of what binds: laws, regulations, rules, announcements. */
const BINDING_TITLE =
  /(?:法|条例|條例|规定|規定|办法|辦法|规则|規則|细则|細則|公告|\b(?:Ordinance|Act|Regulations?|Law|Rules|Agreement)\b.{0,20})(?:[（(][^（()）]*[)）])?$/iu
const BINDING_LABEL = /^第.+[条條]$|^(?:Article|Section)\b/iu

/** Most characters of a sentence that stand for its word. */
const OPENING_MAX = 24

/**
 * How strong a promise each sentence makes, for a document whose sentences nobody has read through:
 * by the words of the table, in Traditional text too, and without one by what kind of document it is.
 * What a law says without such a word holds; what a plan or a list of measures says is no more than
 * supported, so that nobody is promised too much. The word is then how the sentence begins.
 *
 * @param toSimplified Converts character by character; the text keeps its length.
 */
export function commitmentsWithoutReview(
  measure: CommittedMeasure & { readonly label: string },
  rules: CommitmentRules,
  { nature, script, title }: Pick<DocumentData, 'nature' | 'script' | 'title'>,
  toSimplified: (text: string) => string,
): Commitment[] {
  const converted = script === 'Hant' ? toSimplified(measure.text) : measure.text
  // A character more or less would point into other words: then the table finds nothing in it.
  const text = converted.length === measure.text.length ? converted : measure.text
  const binds = BINDING_LABEL.test(measure.label) || BINDING_TITLE.test(title.names['zh-Hans'])
  const fallback = (sentence: string): Commitment => ({
    class: binds && nature !== 'task-list' ? 'in_force' : 'supported',
    word: openingOf(sentence),
  })
  const found = commitmentsOf({ ...measure, text }, rules, nature, fallback)
  return found.map(({ class: strength, word, wordIn }) => {
    const span = measure.sentences[wordIn]
    const at = span === undefined ? -1 : text.slice(span.start, span.end).indexOf(word)
    const start = (span?.start ?? 0) + Math.max(at, 0)
    return { class: strength, word: measure.text.slice(start, start + word.length) }
  })
}

function openingOf(sentence: string): string {
  const [clause = sentence] = /^[^，,。；;：:]+/u.exec(sentence) ?? []
  return clause.slice(0, OPENING_MAX).trimEnd()
}
