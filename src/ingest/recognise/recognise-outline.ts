import { AppError } from '../../errors.js'
import type { LineHint, Outline } from '../ingest-types.js'
import { findBackMatter } from './back-matter.js'
import { findClosingClause } from './closing-clause.js'
import { findBestReading } from './best-reading.js'
import { choosePart, type OutlinePart } from './choose-part.js'
import type { DocumentLine } from './document-line.js'
import { findDoubts } from './find-doubts.js'
import { labelPlaces } from './label-places.js'
import { isArticle } from './measure-level.js'
import { outlineMarks } from './outline-marks.js'
import { buildOutlineTree, type OutlineNode } from './outline-tree.js'
import { prepareLines } from './prepare-lines.js'
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
  // A text whose lines were lost on the way has its numbers behind full stops.
  const outline = readOutline(text, lines, false) ?? readOutline(text, lines, true)
  if (outline === undefined) throw nothingNumbered(lines)
  return outline
}

function readOutline(
  text: string,
  lines: readonly DocumentLine[],
  runTogether: boolean,
): Outline | undefined {
  const places = labelPlaces(lines, runTogether)
  const nodes = buildOutlineTree(findBestReading(places), lines, text.length)
  const chosen = choosePart(nodes, lines)
  const last = chosen?.nodes.at(-1)
  if (chosen === undefined || last === undefined) return undefined

  const limit = nodes[last.index + 1]?.reading.start ?? text.length
  const cited = citedNodes(chosen)
  const from = cited.at(-1)?.reading.line ?? last.reading.line
  const back = findBackMatter(lines, from, limit)
  const closing = cited.some(isArticle) ? undefined : findClosingClause(cited, lines, back)
  const end = closing ?? back
  const { marks, measures } = outlineMarks(chosen, lines, text, end)
  // One number is no list: most texts have a line that could be one.
  const labels = marks.filter(({ kind }) => kind === 'label').length
  if (labels < MIN_LABELS || measures.length === 0) return undefined
  const firstMark = marks.find(({ kind }) => kind !== 'furniture')?.start ?? 0
  return {
    marks,
    title: titleRule(measures),
    wrapped: isWrapped(measures, lines, end),
    unit: unitOf(measures, text.slice(0, firstMark), text),
    doubts: findDoubts(chosen.nodes, measures, places, firstMark, end),
  }
}

/** The items of the cited level, and the outermost labels of the style that stands above them. */
function citedNodes({ nodes, list }: OutlinePart): readonly OutlineNode[] {
  const outermost = new Set<string>()
  for (const { reading, parent } of nodes) {
    let top = parent
    while (top?.parent !== undefined) top = top.parent
    if (reading.list === list && top !== undefined) outermost.add(top.reading.list)
  }
  return nodes.filter(
    ({ reading, parent }) =>
      reading.list === list || (parent === undefined && outermost.has(reading.list)),
  )
}

/** A list has at least two numbers. */
const MIN_LABELS = 2

/** Lines of the text that an error shows. */
const SHOWN_LINES = 3
const SHOWN_LENGTH = 60

function nothingNumbered(lines: readonly DocumentLine[]): AppError {
  const seen = lines.filter(({ role }) => role !== 'blank')
  const shown = seen
    .slice(0, SHOWN_LINES)
    .map(({ text }) => `"${text.trim().slice(0, SHOWN_LENGTH)}"`)
    .join(', ')
  if (seen.length === 0) {
    return new AppError('bad_document', 'expected a text with numbered measures, found no text')
  }
  const only = findBestReading(labelPlaces(lines))[0]?.reading
  const found =
    only === undefined || only.label === ''
      ? 'nothing numbered'
      : `only "${only.label}" in line ${only.line + 1}`
  return new AppError(
    'bad_document',
    `expected numbered measures (一、 （一） 第一条 1. Article 1), found ${found} in ${seen.length} lines, which begin ${shown}`,
  )
}
