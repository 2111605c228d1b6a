import { foldText } from '../../scripts/fold.js'
import type { Span } from './facts-types.js'

/** A line that is not blank, without the blanks and Markdown marks around it. */
export interface TextLine extends Span {
  /** Folded, with its inner blanks. */
  readonly text: string
  /** Whether a blank line, or nothing, stands before it. */
  readonly afterBlank: boolean
  /** Whether Markdown marks it as the first heading. */
  readonly isHeading: boolean
}

/** Marks at the start of a Markdown line: headings, quotations, emphasis. */
const MARKS = /^(?:[\s\u200b\ufeff]|#{1,6}[^\S\n]|>|\*\*)+/u

/** The lines of `[start, end)` of a text that are not blank. Linear in the length. */
export function textLines(source: string, start: number, end: number): readonly TextLine[] {
  const lines: TextLine[] = []
  let afterBlank = true
  let at = start
  for (const raw of source.slice(start, end).split('\n')) {
    const lead = MARKS.exec(raw)?.[0] ?? ''
    const rest = raw.slice(lead.length).trimEnd()
    const body = rest.endsWith('**') ? rest.slice(0, -2).trimEnd() : rest
    if (body === '') afterBlank = true
    else {
      const begins = at + lead.length
      lines.push({
        start: begins,
        end: begins + body.length,
        text: foldText(body),
        afterBlank,
        isHeading: /^\s*#\s/u.test(lead),
      })
      afterBlank = false
    }
    at += raw.length + 1
  }
  return lines
}
