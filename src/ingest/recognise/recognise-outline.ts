import { AppError } from '../../errors.js'
import type { Doubt, LineHint, Outline } from '../ingest-types.js'
import { findBackMatter } from './back-matter.js'
import { findBestReading, type LabelPlace } from './best-reading.js'
import { choosePart } from './choose-part.js'
import type { DocumentLine } from './document-line.js'
import type { LabelReading } from './label-reading.js'
import { outlineMarks } from './outline-marks.js'
import { buildOutlineTree, type OutlineNode } from './outline-tree.js'
import { prepareLines } from './prepare-lines.js'
import { readLabels } from './read-labels.js'
import { isWrapped, titleRule, unitOf } from './text-shape.js'

/**
 * Finds the measures of any numbered document, without configuration, by the best consistent reading
 * of the whole: which lines are labels, which level each form of label is, which of several lists is
 * the one that the document is about, and which of its levels a reader cites.
 *
 * Every character lies before the first mark, in one mark, or between two of them: none is lost.
 *
 * @param hints What the file says of its lines; empty or one for each line of `text`.
 * @throws AppError `bad_document` when nothing is numbered, with what was seen.
 */
export function recogniseOutline(text: string, hints: readonly LineHint[]): Outline {
  const lines = prepareLines(text, hints)
  const labels = findBestReading(labelPlaces(lines))
  const nodes = buildOutlineTree(labels, lines, text.length)
  const chosen = choosePart(nodes, lines)
  if (chosen === undefined) throw nothingNumbered(lines)

  const last = chosen.nodes.at(-1)
  const next = last === undefined ? undefined : nodes[last.index + 1]
  const limit = next?.reading.start ?? text.length
  const end = last === undefined ? limit : findBackMatter(lines, last.reading.line, limit)
  const { marks, measures } = outlineMarks(chosen, lines, text, end)
  if (measures.length === 0) throw nothingNumbered(lines)
  const firstMark = marks.find(({ kind }) => kind !== 'furniture')?.start ?? 0
  return {
    marks,
    title: titleRule(measures),
    wrapped: isWrapped(measures, lines, end),
    unit: unitOf(measures, text.slice(0, firstMark), text),
    doubts: doubtsOf(chosen.nodes),
  }
}

/** Groups the readings of each place; the last boundary between two places belongs to the second. */
function labelPlaces(lines: readonly DocumentLine[]): LabelPlace[] {
  const places: LabelPlace[] = []
  let boundary: LabelPlace['boundary']
  for (const line of lines) {
    if (line.boundary === 'annex' || boundary === undefined) boundary = line.boundary ?? boundary
    const byStart = new Map<number, LabelReading[]>()
    for (const reading of readLabels(line)) {
      byStart.set(reading.start, [...(byStart.get(reading.start) ?? []), reading])
    }
    for (const readings of byStart.values()) {
      places.push({ readings, boundary })
      boundary = undefined
    }
  }
  return places
}

function doubtsOf(nodes: readonly OutlineNode[]): Doubt[] {
  return nodes.flatMap(({ reading, doubt }) =>
    doubt === undefined ? [] : [{ line: reading.line + 1, what: `"${reading.label}": ${doubt}` }],
  )
}

/** Lines of the text that an error shows. */
const SHOWN_LINES = 3
const SHOWN_LENGTH = 60

function nothingNumbered(lines: readonly DocumentLine[]): AppError {
  const seen = lines.filter(({ role }) => role !== 'blank')
  const shown = seen
    .slice(0, SHOWN_LINES)
    .map(({ text }) => `"${text.trim().slice(0, SHOWN_LENGTH)}"`)
    .join(', ')
  return new AppError(
    'bad_document',
    seen.length === 0
      ? 'expected a text with numbered measures, found no text'
      : `expected numbered measures (一、 （一） 第一条 1. Article 1), found nothing numbered in ${seen.length} lines, which begin ${shown}`,
  )
}
