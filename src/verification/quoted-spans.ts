import type { Span } from '../domain/measure.js'

/** Opening marks with the marks that close them. ASCII quotes close themselves. */
const PAIRS: Readonly<Record<string, string>> = {
  '“': '”',
  '「': '」',
  '『': '』',
  '《': '》',
  '‘': '’',
  '"': '"',
}

/** Words in quotation marks or 《》, the outermost where they are nested, without the marks. */
export function quotedSpans(text: string): Span[] {
  const spans: Span[] = []
  let index = 0
  while (index < text.length) {
    const opening = text.charAt(index)
    const closing = PAIRS[opening]
    const end = closing === undefined ? -1 : closingIndex(text, index, opening, closing)
    if (end < 0) {
      index += 1
      continue
    }
    spans.push({ start: index + 1, end })
    index = end + 1
  }
  return spans
}

function closingIndex(text: string, from: number, opening: string, closing: string): number {
  if (opening === closing) return text.indexOf(closing, from + 1)
  let depth = 0
  for (let index = from; index < text.length; index++) {
    const character = text.charAt(index)
    if (character === opening) depth += 1
    else if (character === closing) depth -= 1
    if (depth === 0) return index
  }
  return -1
}

/** Remarks in round brackets, brackets included. */
export function bracketedSpans(text: string): Span[] {
  return [...text.matchAll(/[（(][^（()）]*[)）]/gu)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}
