import type { SourceLine } from '../../measures/source-lines.js'

const OPENING = '“「'
const CLOSING = '”」'
/** A quotation that is not closed within so many characters was never meant to be one. */
const MAX_QUOTATION = 3000

/**
 * Indexes of lines that begin inside a quotation. Each paragraph of a long quotation opens anew and
 * only the last one closes, as Chinese and English print it.
 */
export function findQuotations(lines: readonly SourceLine[]): ReadonlySet<number> {
  const quoted = new Set<number>()
  let open: { readonly line: number; readonly at: number } | undefined
  lines.forEach(({ text, start }, index) => {
    const first = text.search(/\S/u)
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at)
      if (OPENING.includes(character)) {
        if (open === undefined || at !== first) open = { line: index, at: start + at }
      } else if (CLOSING.includes(character) && open !== undefined) {
        if (start + at - open.at <= MAX_QUOTATION) {
          for (let line = open.line + 1; line <= index; line += 1) quoted.add(line)
        }
        open = undefined
      }
    }
  })
  return quoted
}
