import type { UnnumberedCitation } from '../citations/cite.js'
import type { Citation, Claim } from '../domain/answer.js'

/** A step of an answer as it is sent: text, or a citation that the next text refers to. */
export type AnswerPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'citation'; readonly citation: Citation }

/** Text, claims and citations of an answer that fit together. */
export interface WrittenAnswer {
  readonly text: string
  readonly claims: readonly Claim[]
  readonly citations: readonly Citation[]
  /** The same in the order of sending; the texts joined are `text`. */
  readonly pieces: readonly AnswerPiece[]
}

/**
 * Writes an answer sentence by sentence and keeps the account: numbers citations from 1 in order of
 * use (the same span of the same measure keeps its number), puts `[n]` behind what they support and
 * records where each claim stands.
 */
export interface AnswerWriter {
  /** Appends one sentence; `marks: false` leaves out the `[n]`, for a sentence whose number follows later. */
  sentence(
    kind: Claim['kind'],
    text: string,
    citations?: readonly UnnumberedCitation[],
    marks?: boolean,
  ): void
  /** Appends text that is no sentence: line breaks, table bars. */
  layout(text: string): void
  /** What was written so far, in the order of sending. */
  pieces(): readonly AnswerPiece[]
  finish(): WrittenAnswer
}

/** Starts an empty answer. */
export function createAnswerWriter(): AnswerWriter {
  const claims: Claim[] = []
  const citations: Citation[] = []
  const pieces: AnswerPiece[] = []
  let text = ''
  const append = (addition: string): void => {
    text += addition
    if (addition !== '') pieces.push({ kind: 'text', text: addition })
  }
  const numberOf = (citation: UnnumberedCitation): number => {
    const known = citations.find(
      ({ measureId, quoteStart, quoteEnd }) =>
        measureId === citation.measureId &&
        quoteStart === citation.quoteStart &&
        quoteEnd === citation.quoteEnd,
    )
    if (known !== undefined) return known.number
    const numbered: Citation = { number: citations.length + 1, ...citation }
    citations.push(numbered)
    pieces.push({ kind: 'citation', citation: numbered })
    return numbered.number
  }
  return {
    sentence(kind, sentence, cited = [], marks = true) {
      const numbers = [...new Set(cited.map(numberOf))]
      const start = text.length
      append(sentence + (marks ? numbers.map((number) => `[${number}]`).join('') : ''))
      claims.push({
        kind,
        text: sentence,
        start,
        end: start + sentence.length,
        citations: numbers,
      })
    },
    layout: append,
    pieces: () => pieces,
    finish: () => ({ text, claims, citations, pieces }),
  }
}
