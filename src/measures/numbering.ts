import type { PartKind } from '../domain/corpus.js'
import type { DocumentData, NumberingKind } from '../domain/document.js'
import { HAN_NUMERAL_CLASS, parseHanNumeral, toHanNumeral } from '../domain/han-numerals.js'
import { AppError } from '../errors.js'
import type { SourceLine } from './source-lines.js'

/** A label or other landmark found in the source; offsets in UTF-16 code units. */
export interface Mark {
  readonly kind: Extract<PartKind, 'chapter-heading' | 'label' | 'furniture' | 'back-matter'>
  readonly start: number
  readonly end: number
  readonly lineNumber: number
  /** Number of the measure, for labels. */
  readonly number: number
  /** The number as printed, brackets full-width, without a separator: 一, （三十三）, 7. */
  readonly label: string
}

interface LabelForm {
  /** Matches a label at the start of a line; group 1 is the number as printed. */
  readonly atLineStart: RegExp
  readonly parse: (printed: string) => number | undefined
  /** The label of a number as the source prints it, for error messages and the search inside lines. */
  readonly print: (value: number) => string
  readonly display: (printed: string) => string
  /** Whether a label may follow a full stop in the middle of a line. */
  readonly insideLines: boolean
}

const han = `[${HAN_NUMERAL_CLASS}]+`

/** The kinds of numbering; a document names its kind in `document.yaml`. */
const LABEL_FORMS: Readonly<Record<NumberingKind, LabelForm>> = {
  'han-clauses': {
    atLineStart: new RegExp(`^\\s*(${han})、`, 'u'),
    parse: parseHanNumeral,
    print: (value) => `${toHanNumeral(value)}、`,
    display: (printed) => printed,
    insideLines: true,
  },
  'bracketed-items': {
    atLineStart: new RegExp(`^\\s*[(（](${han})[)）]`, 'u'),
    parse: parseHanNumeral,
    print: (value) => `(${toHanNumeral(value)})`,
    display: (printed) => `（${printed}）`,
    insideLines: false,
  },
  cases: {
    atLineStart: /^\s*(\d{1,3})[ \t\u3000]+(?=\S)/u,
    parse: Number,
    print: (value) => `${value} `,
    display: (printed) => printed,
    insideLines: false,
  },
  'table-rows': {
    atLineStart: /^\s*(\d{1,3})\s*$/u,
    parse: Number,
    print: (value) => `${value} alone on its line`,
    display: (printed) => printed,
    insideLines: false,
  },
}

const CHAPTER = new RegExp(`^\\s*(${han})、\\s*\\S`, 'u')
const SENTENCE_END = /[。！？]/u

/**
 * Finds chapters, labels, furniture and back matter of a document, in source order. A line that
 * begins like a label must carry the number that comes next, so a missing, doubled or misread number
 * is an error and never a silently longer measure.
 *
 * @throws AppError `bad_corpus` with file, line, the label expected and what was found.
 */
export function findMarks(
  lines: readonly SourceLine[],
  data: DocumentData,
  file: string,
): readonly Mark[] {
  const { numbering } = data
  const form = LABEL_FORMS[numbering.kind]
  const furniture = numbering.furniture.map((pattern) => new RegExp(pattern, 'u'))
  const backMatter =
    numbering.backMatter === undefined ? undefined : new RegExp(numbering.backMatter, 'u')
  const marks: Mark[] = []
  let expected = numbering.first
  let expectedChapter = 1

  const whole = (line: SourceLine, kind: Mark['kind']): Mark => ({
    kind,
    start: line.start,
    end: line.end,
    lineNumber: line.lineNumber,
    number: 0,
    label: '',
  })
  const addLabel = (line: SourceLine, start: number, length: number, printed: string): void => {
    const value = form.parse(printed)
    if (value !== expected || expected > numbering.last) {
      const wanted =
        expected > numbering.last
          ? `no measure after number ${numbering.last}`
          : `"${form.print(expected).trim()}"`
      throw new AppError(
        'bad_corpus',
        `${file}:${line.lineNumber}: expected ${wanted}, found "${line.text.slice(start, start + length).trim()}"`,
      )
    }
    marks.push({
      kind: 'label',
      start: line.start + start,
      end: line.start + start + length,
      lineNumber: line.lineNumber,
      number: expected,
      label: form.display(printed),
    })
    expected += 1
  }

  for (const line of lines) {
    const trimmed = line.text.trim()
    if (trimmed === '') continue
    if (furniture.some((pattern) => pattern.test(trimmed))) {
      marks.push(whole(line, 'furniture'))
      continue
    }
    if (backMatter?.test(trimmed) === true && expected > numbering.last) {
      marks.push(whole(line, 'back-matter'))
      break
    }
    const chapter = numbering.chapters ? CHAPTER.exec(line.text)?.[1] : undefined
    if (chapter !== undefined) {
      if (parseHanNumeral(chapter) !== expectedChapter) {
        throw new AppError(
          'bad_corpus',
          `${file}:${line.lineNumber}: expected chapter "${toHanNumeral(expectedChapter)}、", found "${chapter}、"`,
        )
      }
      marks.push(whole(line, 'chapter-heading'))
      expectedChapter += 1
      continue
    }
    const label = form.atLineStart.exec(line.text)
    let searchFrom = 0
    if (label?.[1] !== undefined) {
      const indent = label[0].length - label[0].trimStart().length
      addLabel(line, indent, label[0].length - indent, label[1])
      searchFrom = label[0].length
    }
    if (!form.insideLines) continue
    while (expected <= numbering.last && expected > numbering.first) {
      const wanted = form.print(expected)
      const at = line.text.indexOf(wanted, searchFrom)
      if (at <= 0 || !SENTENCE_END.test(line.text.charAt(at - 1))) break
      addLabel(line, at, wanted.length, toHanNumeral(expected))
      searchFrom = at + wanted.length
    }
  }
  if (expected <= numbering.last) {
    throw new AppError(
      'bad_corpus',
      `${file}: expected measures ${numbering.first} to ${numbering.last}, found none after ${expected - 1}: "${form.print(expected).trim()}" is missing`,
    )
  }
  return marks
}
