import type { Span } from '../domain/measure.js'

const TERMINATORS = '。！？!?'
const CLOSERS = '”’」』）)》'

/**
 * A full stop that ends an English sentence: behind a word of two letters or more, or a closing
 * bracket, and before a blank with a capital, a bracket or a quotation mark behind it. So `No. 5`,
 * `e.g. this`, `J. Smith` and `2.5` end nothing.
 */
const ENGLISH_STOP = /(?<=(?:[a-z]{2}|\d|[)”"’]))\.(?=[”"’)]*\s+[A-Z“"(‘])/uy
const ABBREVIATION =
  /(?:^|[\s(])(?:[Nn]os?|[Cc]aps?|[Aa]rts?|[Ss]ecs?|[Pp]aras?|[Rr]egs?|Ltd|Co|Inc|Mr|Ms|Mrs|Dr|vs?|etc|approx|[Pp]p?)$/u

function isEnglishStop(text: string, index: number): boolean {
  ENGLISH_STOP.lastIndex = index
  return (
    ENGLISH_STOP.test(text) &&
    !ABBREVIATION.test(text.slice(Math.max(0, index - ABBREVIATION_MAX), index))
  )
}

/** Characters before a full stop in which an abbreviation is looked for. */
const ABBREVIATION_MAX = 8

/**
 * Spans of the sentences of `text` from `from` on: a sentence ends after 。！？ and the closing
 * quotes or brackets behind it, after an English full stop, or at a line break. White space between
 * sentences belongs to none.
 */
export function splitSentences(text: string, from = 0): Span[] {
  const spans: Span[] = []
  let start = from
  const close = (end: number): void => {
    let first = start
    let last = end
    while (first < last && /\s/u.test(text.charAt(first))) first += 1
    while (last > first && /\s/u.test(text.charAt(last - 1))) last -= 1
    if (last > first) spans.push({ start: first, end: last })
    start = end
  }
  for (let index = from; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === '\n') {
      close(index)
      continue
    }
    if (!TERMINATORS.includes(character) && !(character === '.' && isEnglishStop(text, index))) {
      continue
    }
    let end = index + 1
    while (end < text.length && (CLOSERS + TERMINATORS).includes(text.charAt(end))) end += 1
    close(end)
    index = end - 1
  }
  close(text.length)
  return spans
}
