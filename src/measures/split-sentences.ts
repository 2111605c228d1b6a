import type { Span } from '../domain/measure.js'

const TERMINATORS = '。！？!?'
const CLOSERS = '”’」』）)》'

/**
 * Spans of the sentences of `text` from `from` on: a sentence ends after 。！？ and the closing
 * quotes or brackets behind it, or at a line break. White space between sentences belongs to none.
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
    if (!TERMINATORS.includes(character)) continue
    let end = index + 1
    while (end < text.length && (CLOSERS + TERMINATORS).includes(text.charAt(end))) end += 1
    close(end)
    index = end - 1
  }
  close(text.length)
  return spans
}
