import type { RecordedAnswer } from '../evaluation-record.js'
import { ownPhrases } from '../promises/own-phrases.js'

/**
 * An answer with its sentences changed; the text follows.
 *
 * @param change The words of a sentence from now on; `undefined` leaves it out.
 */
export function changed(
  answer: RecordedAnswer,
  change: (claim: RecordedAnswer['claims'][number]) => string | undefined,
): RecordedAnswer {
  let { text } = answer
  const claims = answer.claims.flatMap((claim) => {
    const words = change(claim)
    text = text.replace(claim.text, () => words ?? '')
    return words === undefined ? [] : [{ ...claim, text: words }]
  })
  return { ...answer, text, claims }
}

/** Whether a sentence of an answer is a remark on strength. */
export function isRemark({ language }: Pick<RecordedAnswer, 'language'>, text: string): boolean {
  return ownPhrases(language).strengthRemarks(text).length > 0
}

/** An answer that says nothing of strength in sentences. */
export function withoutRemarks(answer: RecordedAnswer): RecordedAnswer {
  return changed(answer, ({ text }) => (isRemark(answer, text) ? undefined : text))
}
