import { basename, extname } from 'node:path'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import type { OfficeRecord } from '../domain/office.js'
import { marksOfOutline } from '../documents/read-outline.js'
import { AppError } from '../errors.js'
import { type SegmentedDocument, segmentDocument } from '../measures/segment-document.js'
import { foldText } from '../scripts/fold.js'
import { matchOffice } from './facts/match-office.js'
import { proposeId } from './facts/propose-id.js'
import { readFacts } from './facts/read-facts.js'
import { toStatedFacts } from './facts/to-stated-facts.js'
import { validUntil } from './facts/valid-until.js'
import type { Doubt, Outline, ReadFile } from './ingest-types.js'
import { type DocumentPlan, planDocument, type ToTraditional } from './plan-document.js'
import { readFile } from './read/read-file.js'
import { recogniseOutline } from './recognise/recognise-outline.js'
import type { ShownDocument } from './show-document.js'

/** What an editor says of a document; what is left out is read from it. */
export interface EditorsWords {
  readonly id?: string | undefined
  /** Id of an office of `offices.yaml`. */
  readonly office?: string | undefined
  readonly title?: string | undefined
  readonly sourceUrl?: string | undefined
  /** Days (ISO 8601) that the text does not state or that were read wrongly. */
  readonly published?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** A document that was read and recognised, ready to be shown and written. */
export interface PreparedDocument {
  readonly plan: DocumentPlan
  readonly segmented: SegmentedDocument
  readonly outline: Outline
  readonly shown: ShownDocument
  /** An entry of `offices.yaml` to be added or covered from now on. */
  readonly office: OfficeRecord | undefined
  /** The document that is served under this id now. */
  readonly current: CorpusDocument | undefined
}

/**
 * Reads a file and recognises its measures and what is known about it. Nothing is written.
 *
 * @param path File, in any format of `readFile`.
 * @param corpus What is served now: its offices are matched, and a document of the same id or title
 * makes this one its next version.
 * @throws AppError `bad_document` that names the file, what was found and what to do;
 * `invalid_request` when the editor's words do not fit the corpus.
 */
export async function prepareDocument(
  path: string,
  words: EditorsWords,
  corpus: Corpus,
  toTraditional: ToTraditional,
): Promise<PreparedDocument> {
  const file = basename(path)
  const read = await readFile(path)
  const outline = recognised(read, file)
  const { start, end } = extentOf(outline, read.text.length)
  const facts = readFacts({
    text: read.text,
    properties: read.properties,
    frontEnd: start,
    backStart: end,
    offices: corpus.offices,
  })
  const fileTitle = basename(file, extname(file)).trim()
  const title = words.title ?? facts.title?.value ?? facts.file.title ?? fileTitle
  const current = currentOf(words.id, title, corpus)
  const id =
    words.id ??
    current?.data.id ??
    proposeId(facts, corpus.offices, new Set(corpus.documents.map(({ data }) => data.id)))
  const match =
    matchOffice(facts.issuers, { value: title }, corpus.offices) ??
    matchOffice(customsInTitle(title), null, corpus.offices)
  const asked = words.office ?? current?.data.office
  const office = officeOf(asked, match, corpus.offices, { id, title }, toTraditional)
  const doubts: Doubt[] = [
    ...(asked === undefined && match === null ? [{ line: 1, what: NO_OFFICE }] : []),
    ...outline.doubts,
  ]
  const stated = toStatedFacts(facts)
  const until = words.until ?? validUntil(facts)
  const plan = planDocument(
    read.text,
    outline,
    {
      id,
      office: office.record.id,
      officeNames: office.record.names,
      title,
      titleBasis: words.title === undefined && facts.title !== null ? 'stated' : 'inferred',
      script: facts.script,
      nature: facts.nature,
      sourceUrl: words.sourceUrl ?? facts.sourceUrl,
      stated,
      version: (current?.data.version ?? 0) + 1,
      ...(words.published === undefined ? {} : { publishedOn: words.published }),
      ...(words.from === undefined ? {} : { validFrom: words.from }),
      validUntil: until,
    },
    toTraditional,
  )
  if (current !== undefined && current.source === plan.source) {
    throw new AppError(
      'bad_document',
      `${file}: the text is the one that is served as ${id} already, to the last character; there is nothing to take in`,
    )
  }
  const marks = marksOfOutline(plan.outline, plan.source, `${file} (outline)`)
  const segmented = segmentDocument(plan.source, plan.data, file, marks)
  const labels = marks.filter((mark) => mark.kind === 'label')
  return {
    plan,
    segmented,
    outline,
    office: office.is === 'known' ? undefined : office.record,
    current,
    shown: {
      file,
      format: read.format,
      encoding: read.encoding,
      data: plan.data,
      stated,
      office,
      chapters: segmented.chapters,
      measures: segmented.measures,
      lines: labels.filter(({ deleted }) => deleted !== true).map(({ lineNumber }) => lineNumber),
      deleted: labels.filter(({ deleted }) => deleted === true).map(({ label }) => label),
      doubts,
      warnings: read.warnings,
    },
  }
}

/** The customs office with which a title begins, for a document that nobody signed. */
function customsInTitle(title: string): { value: string }[] {
  const [office] = /^\p{Script=Han}{2,8}?海[关關]/u.exec(title) ?? []
  return office === undefined ? [] : [{ value: office }]
}

/** What an editor is told of a document without an issuer. */
const NO_OFFICE =
  'the text names no office whose document it is, so it is filed under its own title; --office says whose it is'

function recognised(read: ReadFile, file: string): Outline {
  try {
    return recogniseOutline(read.text, read.hints)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new AppError(error.code, `${file}: ${error.message}`, { cause: error })
  }
}

/** Where the measures begin and end, chapters included. */
function extentOf({ marks }: Outline, length: number): { start: number; end: number } {
  const first = marks.find(({ kind }) => kind === 'chapter-heading' || kind === 'label')
  const back = marks.find(({ kind }) => kind === 'back-matter')
  return { start: first?.start ?? length, end: back?.start ?? length }
}

function officeOf(
  asked: string | undefined,
  match: ReturnType<typeof matchOffice>,
  offices: readonly OfficeRecord[],
  document: { readonly id: string; readonly title: string },
  toTraditional: ToTraditional,
): ShownDocument['office'] {
  const known = (id: string): ShownDocument['office'] | undefined => {
    const record = offices.find((office) => office.id === id)
    if (record === undefined) return undefined
    return record.covered
      ? { record, is: 'known' }
      : { record: { ...record, covered: true }, is: 'covered-now' }
  }
  if (asked !== undefined) {
    const found = known(asked)
    if (found !== undefined) return found
    throw new AppError(
      'invalid_request',
      `--office: expected an id of offices.yaml, such as shenzhen-customs, found "${asked}"`,
    )
  }
  if (match === null) {
    // A law is cited by its own name, and so is a plan of which nobody says whose it is.
    return {
      record: {
        id: document.id,
        kind: 'programme',
        covered: true,
        names: {
          'zh-Hans': document.title,
          'zh-Hant': toTraditional(document.title, 'HK'),
          en: document.title,
        },
        aliases: [],
        places: [],
      },
      is: 'new',
    }
  }
  if ('officeId' in match) return known(match.officeId) ?? missingOffice()
  return { record: match.proposed.record, is: 'new' }
}

function missingOffice(): never {
  throw new AppError('internal', 'expected a matched office to be one of the corpus')
}

/** The document that a new text continues: of that id, or of that title. */
function currentOf(
  id: string | undefined,
  title: string,
  { documents }: Corpus,
): CorpusDocument | undefined {
  const served = documents.filter(({ data }) => !data.id.includes('@'))
  if (id !== undefined) return served.find(({ data }) => data.id === id)
  const folded = foldText(title)
  return served.find(({ data }) => foldText(data.title.names['zh-Hans']) === folded)
}
