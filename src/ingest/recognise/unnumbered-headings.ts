import type { OutlineMark } from '../ingest-types.js'
import type { DocumentLine } from './document-line.js'
import type { OutlineNode } from './outline-tree.js'

/** One heading of a level may be the title of the whole; chapters are several. */
const MIN_HEADINGS = 2

/**
 * Headings without a number that the file marks as such and that stand right before a measure: they
 * head what follows and are no text of the measure before.
 *
 * @param measures Measures in order; numbers may run on through the headings.
 * @param isTaken Whether a mark covers a line already.
 */
export function unnumberedHeadings(
  measures: readonly OutlineNode[],
  lines: readonly DocumentLine[],
  isTaken: (line: DocumentLine) => boolean,
): OutlineMark[] {
  const found: { readonly line: DocumentLine; readonly level: number }[] = []
  for (const { reading } of measures) {
    if (reading.inline) continue
    let below = headingLevel(lines[reading.line]) ?? Number.POSITIVE_INFINITY
    for (let at = reading.line - 1; at >= 0; at -= 1) {
      const line = lines[at]
      if (line === undefined || line.role === 'blank') continue
      const level = headingLevel(line)
      if (level === undefined || level >= below || line.role !== 'text' || isTaken(line)) break
      found.push({ line, level })
      below = level
    }
  }
  const counts = new Map<number, number>()
  for (const { level } of found) counts.set(level, (counts.get(level) ?? 0) + 1)
  const kept = found.filter(({ level }) => (counts.get(level) ?? 0) >= MIN_HEADINGS)
  const outermost = Math.min(...kept.map(({ level }) => level))
  return kept.map(({ line, level }) => ({
    kind: 'chapter-heading',
    start: line.start,
    end: line.end,
    level: level - outermost + 1,
  }))
}

function headingLevel(line: DocumentLine | undefined): number | undefined {
  return line?.hint?.headingLevel ?? /^[\s>]*(#{1,6}) /u.exec(line?.text ?? '')?.[1]?.length
}
