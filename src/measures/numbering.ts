import type { PartKind } from '../domain/corpus.js'
import type { DocumentData, FormNumberingKind } from '../domain/document.js'
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
  /** What tells the measure from others of its number, for labels; the number itself when left out. */
  readonly key?: string
  /** Whether a label's article was deleted and is no measure. */
  readonly deleted?: boolean
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
const LABEL_FORMS: Readonly<Record<FormNumberingKind, LabelForm>> = {
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
/** A label behind the end of a sentence in the middle of a line; group 1 is the number as printed. */
const LABEL_INSIDE_LINE = new RegExp(`[。！？][”’」』）)]*\\s*(${han})、`, 'gu')
const BEGINS_WITH_NUMERAL = new RegExp(`^${han}`, 'u')

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
  if (numbering.kind === 'outline') {
    throw new AppError('internal', `${file}: expected the marks of its outline.yaml`)
  }
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
    if (label?.[1] !== undefined) {
      const indent = label[0].length - label[0].trimStart().length
      addLabel(line, indent, label[0].length - indent, label[1])
    }
    if (!form.insideLines || expected === numbering.first) continue
    for (const inside of line.text.matchAll(LABEL_INSIDE_LINE)) {
      const printed = inside[1] ?? ''
      const end = inside.index + inside[0].length
      const value = form.parse(printed)
      const isNext = value === expected && expected <= numbering.last
      // The number just used, or the one after the last, is a fault like at the start of a line; not
      // so 一、二线城市, and any other number is what the sentence says.
      const isFault =
        (value === expected - 1 || value === expected) &&
        !BEGINS_WITH_NUMERAL.test(line.text.slice(end))
      if (isNext || isFault) addLabel(line, end - printed.length - 1, printed.length + 1, printed)
    }
  }
  if (expected <= numbering.last) {
    throw new AppError(
      'bad_corpus',
      `${file}: expected measures ${numbering.first} to ${numbering.last}, found none after ${expected - 1}: "${form.print(expected).trim()}" is missing`,
    )
  }
  if (backMatter !== undefined && marks.at(-1)?.kind !== 'back-matter') {
    throw new AppError(
      'bad_corpus',
      `${file}: expected a line like ${backMatter.source} after measure ${numbering.last}, found none`,
    )
  }
  return marks
}
