import { sourceLines } from '../../measures/source-lines.js'
import type { LineHint } from '../ingest-types.js'
import type { DocumentLine, LineRole } from './document-line.js'
import { findContents } from './find-contents.js'
import { findFurniture } from './find-furniture.js'
import { findQuotations } from './find-quotations.js'
import { findTableRows } from './find-table-rows.js'
import { readLabels } from './read-labels.js'
import { visualWidth } from './visual-width.js'

/** 附件, 附件2, ANNEX A, Schedule 1, on a line of its own. */
const ANNEX_LINE =
  /^[#*\s\u3000]*(?:附[ \u3000]{0,3}[件录錄表][ \u3000]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?|(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule|ATTACHMENT|Attachment)(?:[ ](?:[A-Z]|[IVX]{1,5}|\d{1,2}))?)[ \u3000:：.]*\**$/u
/** 附件1：title, ANNEX A – title: an annex with its title, unless its neighbours are such lines too. */
const ANNEX_TITLE =
  /^[#*\s\u3000]*(?:附[ \u3000]{0,3}[件录錄表][ \u3000]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[ \u3000]?[:：.．、 \u3000]|(?:ANNEX|APPENDIX|SCHEDULE|Annex|Appendix|Schedule)[ ](?:[A-Z]|[IVX]{1,5}|\d{1,2})\b)/u
/** 附件：1. … and the lines of the list behind it. */
const ATTACHMENT_LIST =
  /^[\s\u3000]*(?:附[ \u3000]{0,3}[件表录錄]?|Annex(?:es)?|Attachments?|Encl(?:osures?)?\.?)[ \u3000]?[:：]/iu
const ATTACHMENT_ENTRY =
  /^[\s\u3000]*(?:附件)?[ \u3000]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[.．、:： ]/u
/** A date or a month on a line of its own, as one signs. */
const DATE_LINE =
  /^[\s\u3000]*(?:(?:(?:中[华華]民[国國]|民[国國])?[ \u3000]?(?:\d{2,4}|[一二三四五六七八九〇○零]{2,4})[ \u3000]?年[ \u3000]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[ \u3000]?月(?:[ \u3000]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[ \u3000]?[日号])?)|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4})[\s\u3000]*$/u

/** Ends of a line that names the schedule of the next one: specified in / Schedule 1. */
const LEADS_ON = /(?:,|\b(?:and|by|for|from|in|of|or|see|the|this|to|under|with))$/iu

/** Ends of a line behind which the next one begins something new. */
const ENDS_LINE = /[。！？!?；;：:.…”’」』）)》】]\**$/u
/** Ends of a line that can only go on in the next one. */
const GOES_ON =
  /[，、,（(“「《]$|[^\s](?:依照|按照|根据|根據|违反|違反|符合|除|本法|本办法|本规定|条例|第)$/u
/** Above this share of the usual width a line counts as full. */
const FULL_LINE = 0.85
/** And from here on it may go on in the next one even behind a full stop. */
const BRIM_FULL_LINE = 0.95
/** Width at which texts are wrapped at most, in half-width columns; longer lines are whole paragraphs. */
const MAX_WRAPPED_WIDTH = 130
/** A line this wide at least is not only a heading. */
const MIN_WRAPPED_WIDTH = 40

/** The lines of a text with what is known of each before its labels are weighed against each other. */
export function prepareLines(text: string, hints: readonly LineHint[]): readonly DocumentLine[] {
  const source = sourceLines(text)
  const { places, numberColumns } = findTableRows(source, hints)
  const bare = source.map((line, index): DocumentLine => {
    const cell = hints[index]?.cell
    return {
      ...line,
      index,
      role: line.text.trim() === '' ? 'blank' : 'text',
      hint: hints[index],
      row: places.get(index),
      inNumberColumn: cell !== undefined && cell.column === (numberColumns.get(cell.table) ?? 0),
      quoted: false,
      continues: 'no',
      before: '',
      boundary: undefined,
    }
  })
  const labelled = bare.map((line) => readLabels(line).filter(({ inline }) => !inline))
  const distinct = labelled.filter((readings) =>
    readings.some((reading) => reading.distinct),
  ).length
  const furniture = findFurniture(source, hints, distinct)
  const contents = findContents(source, hints, (index) => (labelled[index]?.length ?? 0) > 0)
  const quoted = findQuotations(source)
  const attachments = findAttachments(bare, furniture)
  const widths = lineWidths(bare)

  let previous: DocumentLine | undefined
  return bare.map((line): DocumentLine => {
    if (line.role === 'blank') return line
    const { index } = line
    const role: LineRole = furniture.has(index)
      ? 'furniture'
      : contents.has(index)
        ? 'contents'
        : attachments.has(index)
          ? 'attachments'
          : 'text'
    const result: DocumentLine = {
      ...line,
      role,
      quoted: quoted.has(index),
      before: previous?.text ?? '',
      continues: previous === undefined ? 'no' : goesOn(previous, widths),
      boundary: role === 'text' ? boundaryOf(line, bare) : undefined,
    }
    if (role !== 'furniture') previous = result
    return result
  })
}

function goesOn(
  { role, text, hint }: DocumentLine,
  { usual, justified }: LineWidths,
): DocumentLine['continues'] {
  const trimmed = text.trim()
  if (role !== 'text' || hint?.headingLevel !== undefined || hint?.cell !== undefined) return 'no'
  if (trimmed.startsWith('#')) return 'no'
  if (GOES_ON.test(trimmed)) return 'likely'
  if (usual > MAX_WRAPPED_WIDTH || usual < MIN_WRAPPED_WIDTH) return 'no'
  const width = visualWidth(trimmed)
  if (width >= usual * FULL_LINE && !ENDS_LINE.test(trimmed)) return 'likely'
  return justified && width >= usual * BRIM_FULL_LINE ? 'possible' : 'no'
}

/** How wide the lines of a text are, in half-width columns. */
interface LineWidths {
  /** Width that nine tenths of the lines do not exceed. */
  readonly usual: number
  /** Whether lines end at a margin: many are as wide as the usual width and none is much wider. */
  readonly justified: boolean
}

/** Share of lines at the margin in a text that has one. */
const AT_MARGIN = 0.25
/** A margin is kept to within a few characters, since no punctuation begins a line. */
const MARGIN = 1.08

function lineWidths(lines: readonly DocumentLine[]): LineWidths {
  const widths = lines
    .flatMap(({ role, text }) => (role === 'blank' ? [] : [visualWidth(text.trim())]))
    .toSorted((a, b) => a - b)
  const usual = widths[Math.floor(widths.length * 0.9)] ?? 0
  const full = widths.filter((width) => width >= usual * BRIM_FULL_LINE).length
  return {
    usual,
    justified: full >= widths.length * AT_MARGIN && (widths.at(-1) ?? 0) <= usual * MARGIN,
  }
}

function boundaryOf(line: DocumentLine, lines: readonly DocumentLine[]): DocumentLine['boundary'] {
  if (ANNEX_LINE.test(line.text)) {
    return LEADS_ON.test(lines[line.index - 1]?.text.trimEnd() ?? '') ? undefined : 'annex'
  }
  if (DATE_LINE.test(line.text)) return 'signed'
  if (!ANNEX_TITLE.test(line.text)) return undefined
  const near = (step: number): string => {
    let at = line.index + step
    while (lines[at]?.role === 'blank') at += step
    return lines[at]?.text ?? ''
  }
  return ANNEX_TITLE.test(near(1)) || ANNEX_TITLE.test(near(-1)) || ENDS_LINE.test(line.text.trim())
    ? undefined
    : 'annex'
}

function findAttachments(
  lines: readonly DocumentLine[],
  furniture: ReadonlySet<number>,
): ReadonlySet<number> {
  const found = new Set<number>()
  let inside = false
  for (const { index, role, text } of lines) {
    if (role === 'blank' || furniture.has(index)) continue
    if (ATTACHMENT_LIST.test(text) && !ANNEX_LINE.test(text)) inside = true
    else if (inside) inside = ATTACHMENT_ENTRY.test(text) && !/[。；]$/u.test(text.trim())
    if (inside) found.add(index)
  }
  return found
}
