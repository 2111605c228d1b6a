import type { LabelPlace } from './best-reading.js'
import type { DocumentLine } from './document-line.js'
import type { LabelReading } from './label-reading.js'
import { HEADING_STYLE, RANK } from './label-styles.js'
import { readLabels } from './read-labels.js'
import { visualWidth } from './visual-width.js'

/** Widest heading without a number, in columns of half width: one line of a page. */
const MAX_HEADING_WIDTH = 60
const ENDS_TEXT = /[。！？；：，、.!?;:,”」]\**$/u
/**
 * A line is taken for a heading without a number only where a list starts again behind it: two such
 * headings cost less than reading the second list as another document, one costs more.
 */
const HEADING_PRIOR = -1.6
/** The same where the file or its Markdown says that the line is a heading. */
const MARKED_HEADING_PRIOR = -0.6

/**
 * The places of a document at which labels are weighed, in order; the readings of one place exclude
 * each other.
 *
 * @param runTogether For a text that has lost its lines; see {@link readLabels}.
 */
export function labelPlaces(lines: readonly DocumentLine[], runTogether = false): LabelPlace[] {
  const readings = lines.map((line) => readLabels(line, runTogether))
  const places: LabelPlace[] = []
  let boundary: LabelPlace['boundary']
  for (const line of lines) {
    if (line.boundary === 'annex' || boundary === undefined) boundary = line.boundary ?? boundary
    const own = readings[line.index] ?? []
    const heading = own.length === 0 ? headingReading(line, lines, readings) : undefined
    const byStart = new Map<number, LabelReading[]>()
    for (const reading of heading === undefined ? own : [heading]) {
      byStart.set(reading.start, [...(byStart.get(reading.start) ?? []), reading])
    }
    for (const alternatives of byStart.values()) {
      places.push({ readings: alternatives, boundary })
      boundary = undefined
    }
  }
  return places
}

/** A line without a number that may head the list that begins right behind it. */
function headingReading(
  line: DocumentLine,
  lines: readonly DocumentLine[],
  readings: readonly (readonly LabelReading[])[],
): LabelReading | undefined {
  const text = line.text.trim()
  if (line.role !== 'text' || line.boundary !== undefined || line.continues !== 'no')
    return undefined
  const level = line.hint?.headingLevel ?? /^#{1,6}(?= )/u.exec(text)?.[0].length
  if (level === undefined && lines[line.index - 1]?.role === 'text') return undefined
  if (visualWidth(text) > MAX_HEADING_WIDTH || ENDS_TEXT.test(text)) return undefined
  let next = line.index + 1
  while (lines[next]?.role === 'blank') next += 1
  const begins = readings[next]?.some(({ value, inline }) => value === 1 && !inline) ?? false
  if (!begins) return undefined
  return {
    line: line.index,
    start: line.start,
    end: line.end,
    style: HEADING_STYLE,
    list: level === undefined ? HEADING_STYLE : `${level} ${HEADING_STYLE}`,
    rank: RANK.heading,
    value: 0,
    inserted: 0,
    label: '',
    prior: level === undefined ? HEADING_PRIOR : MARKED_HEADING_PRIOR,
    distinct: false,
    inline: false,
  }
}
