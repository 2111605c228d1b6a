import type { Span } from '../domain/measure.js'
import { html, type Html } from './html.js'

/** Most spans that one address may mark; an answer quotes at most ten. */
const MAX_MARKS = 20

const OFFSET = /^\d{1,6}$/

/**
 * The spans that `?from=…&to=…` names, the pairs in order, merged and ascending. What is no span of
 * the text, or cuts a character in two, is left out: a link that is damaged still shows the measure.
 */
export function readMarks(
  text: string,
  from: readonly string[],
  to: readonly string[],
): readonly Span[] {
  const spans = from.slice(0, MAX_MARKS).flatMap((first, index): Span[] => {
    const last = to[index] ?? ''
    if (!OFFSET.test(first) || !OFFSET.test(last)) return []
    const span = { start: Number(first), end: Number(last) }
    const isInside = span.start < span.end && span.end <= text.length
    return isInside && !cutsCharacter(text, span.start) && !cutsCharacter(text, span.end)
      ? [span]
      : []
  })
  return mergeSpans(spans)
}

/** Spans in order of place, those that overlap or touch as one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    } else {
      merged.push(span)
    }
  }
  return merged
}

/**
 * A stretch of a text with what is marked in it. The first piece of each mark has the id `mark-1`,
 * `mark-2` and so on, to link to; that of the first mark takes the focus, which scrolls to it
 * without a script.
 *
 * @param marks Merged and ascending.
 */
export function markedText(text: string, { start, end }: Span, marks: readonly Span[]): Html {
  const pieces: (Html | string)[] = []
  let at = start
  marks.forEach((mark, index) => {
    const from = Math.max(mark.start, start)
    const until = Math.min(mark.end, end)
    if (from >= until) return
    const focus: Html = { markup: index === 0 ? ' tabindex="-1" autofocus' : '' }
    pieces.push(
      text.slice(at, from),
      from === mark.start
        ? html`<mark id="mark-${index + 1}"${focus}>${text.slice(from, until)}</mark>`
        : html`<mark>${text.slice(from, until)}</mark>`,
    )
    at = until
  })
  return html`${pieces}${text.slice(at, end)}`
}

function cutsCharacter(text: string, edge: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(edge - 1, edge + 1))
}
