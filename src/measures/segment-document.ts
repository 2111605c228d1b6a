import type { SourcePart } from '../domain/corpus.js'
import type { DocumentData } from '../domain/document.js'
import type { MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'
import { type MappedText, measureText } from './measure-text.js'
import { findMarks, type Mark } from './numbering.js'
import { type SourceLine, sourceLines } from './source-lines.js'
import { splitSentences } from './split-sentences.js'

/** A document cut into parts, chapters and measures; translations are added by the caller. */
export interface SegmentedDocument {
  readonly parts: readonly SourcePart[]
  readonly chapters: readonly string[]
  readonly measures: readonly MeasureRecord[]
}

/**
 * Cuts `source` into its measures by the kind of numbering of `data`, or by the marks of its outline.
 * Every non-space character of the source lies in exactly one part.
 *
 * @param file Name of the source in error messages.
 * @param outline Marks in source order, for a document whose numbering is of the kind `outline`.
 * @throws AppError `bad_corpus` with file and line when the numbering does not hold or a measure is empty.
 */
export function segmentDocument(
  source: string,
  data: DocumentData,
  file: string,
  outline?: readonly Mark[],
): SegmentedDocument {
  const lines = sourceLines(source)
  const marks = outline ?? findMarks(lines, data, file)
  const parts: SourcePart[] = []
  const chapters: string[] = []
  const measures: MeasureRecord[] = []

  const firstMark = marks[0]?.start ?? source.length
  if (firstMark > 0) parts.push({ kind: 'front-matter', start: 0, end: firstMark })
  let open: { mark: Mark; regions: { start: number; end: number }[] } | undefined
  const closeMeasure = (): void => {
    if (open === undefined) return
    const regionLines = open.regions.flatMap((region) => linesWithin(lines, region))
    const mapped = measureText(regionLines, data.numbering.wrapped)
    measures.push(toRecord(open.mark, mapped, data, chapters.length, file))
    open = undefined
  }
  marks.forEach((mark, index) => {
    const next = marks[index + 1]?.start ?? source.length
    if (mark.kind === 'back-matter') {
      closeMeasure()
      parts.push({ kind: 'back-matter', start: mark.start, end: source.length })
      return
    }
    parts.push({
      kind: mark.kind,
      start: mark.start,
      end: mark.end,
      ...(mark.kind === 'label' ? { measure: mark.number } : {}),
    })
    if (mark.kind !== 'furniture') closeMeasure()
    if (mark.kind === 'chapter-heading') chapters.push(source.slice(mark.start, mark.end).trim())
    if (mark.kind === 'label' && mark.deleted !== true) open = { mark, regions: [] }
    if (mark.end >= next) return
    // What follows a repeated table header belongs to the measure that the page break interrupted.
    if (open === undefined) {
      parts.push({
        kind: mark.deleted === true ? 'deleted' : 'front-matter',
        start: mark.end,
        end: next,
      })
    } else {
      open.regions.push({ start: mark.end, end: next })
      parts.push({ kind: 'measure', start: mark.end, end: next, measure: open.mark.number })
    }
  })
  closeMeasure()
  return { parts, chapters, measures }
}

function linesWithin(
  lines: readonly SourceLine[],
  region: { start: number; end: number },
): Pick<SourceLine, 'start' | 'text'>[] {
  return lines
    .filter((line) => line.end > region.start && line.start < region.end)
    .map((line) => {
      const start = Math.max(line.start, region.start)
      return { start, text: line.text.slice(start - line.start, region.end - line.start) }
    })
}

function toRecord(
  mark: Mark,
  mapped: MappedText,
  data: DocumentData,
  chapterCount: number,
  file: string,
): MeasureRecord {
  const { text, sourceOffsets } = mapped
  const { kind, title } = data.numbering
  const titleEnd = endOfTitle(text, data.numbering)
  // A title that is the first sentence may be all there is; one on a line of its own heads a text. An
  // outline was looked at by an editor, and real lists have a point or two that is only a heading.
  const bare = title !== 'first-sentence' && kind !== 'outline' && titleEnd === text.length
  if (titleEnd === 0 || bare) {
    throw new AppError(
      'bad_corpus',
      `${file}:${mark.lineNumber}: expected a title and text after "${mark.label}", found ${titleEnd === 0 ? 'nothing' : `only "${text}"`}`,
    )
  }
  return {
    id: `${data.id}/${mark.key ?? mark.number}`,
    documentId: data.id,
    officeId: data.office,
    key: mark.key ?? String(mark.number),
    number: mark.number,
    label: mark.label,
    chapter: data.numbering.chapters && chapterCount > 0 ? chapterCount - 1 : null,
    title: text.slice(0, titleEnd),
    titleEnd,
    text,
    sentences: [
      { start: 0, end: titleEnd },
      ...splitSentences(text, titleEnd).filter(
        ({ start, end }) => !LONE_FULL_STOP.test(text.slice(start, end)),
      ),
    ],
    sourceOffsets,
    translation: null,
    draftTranslation: null,
    commitments: [],
    facetsKnown: false,
    facets: [],
    responsible: [],
  }
}

/** What is left of a first sentence after its title: part of the text, a sentence of nothing. */
const LONE_FULL_STOP = /^[。！？]$/u

/** A heading in brackets before the words of an article: 【适用范围】. */
const HEADING_IN_BRACKETS = /^[【〔［[（(][^】〕］\])）\n]{1,60}[】〕］\])）]/u

/** A first line that is longer, or ends like a sentence, is text and no heading. */
const TITLE_LINE_MAX = 80

function endOfTitle(text: string, { kind, title: rule }: DocumentData['numbering']): number {
  if (rule === 'line' || rule === 'row') {
    const lineBreak = text.indexOf('\n')
    const end = lineBreak === -1 ? text.length : lineBreak
    if (kind !== 'outline' || end <= TITLE_LINE_MAX) return end
  }
  const bracketed = rule === 'brackets' ? HEADING_IN_BRACKETS.exec(text)?.[0].length : undefined
  if (bracketed !== undefined) return bracketed
  const end = splitSentences(text)[0]?.end ?? 0
  // The full stop after a title that is a sentence is not part of the title.
  return text.slice(0, end).replace(/[。！？]$/u, '').length
}
