import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { z } from 'zod'
import type { Corpus, CorpusDocument } from '../domain/corpus.js'
import { cuesSchema } from '../domain/cues.js'
import { type DocumentData, documentDataSchema } from '../domain/document.js'
import { facetModelSchema } from '../domain/facet-model.js'
import { type MeasureRecord, numberOrKeySchema, type Translation } from '../domain/measure.js'
import { officeRecordSchema, type OfficeRecord } from '../domain/office.js'
import { regionModelSchema } from '../domain/region-model.js'
import { signpostSchema } from '../domain/signpost.js'
import { AppError, messageOf } from '../errors.js'
import { loadCautions } from '../measures/cautions.js'
import { assertOverrides, commitmentsOf } from '../measures/commitment.js'
import { commitmentsWithoutReview } from '../measures/commitments-without-review.js'
import { draftSchema, loadFacets, type MeasureFacets } from '../measures/facets.js'
import { clausePromisesOf } from '../measures/clause-promises.js'
import { type CommitmentRules, loadCommitments } from '../measures/load-commitments.js'
import { segmentDocument } from '../measures/segment-document.js'
import { createScriptConverter, type ScriptConverter } from '../scripts/convert-script.js'
import { hashFiles, NO_READ_CACHE, type ReadCache, rememberFile } from './read-cache.js'
import { readFittedModel } from './read-fitted-model.js'
import { readOutline } from './read-outline.js'
import { readTextFile, readYaml } from './read-yaml.js'

const officesFileSchema = z.strictObject({ offices: z.array(officeRecordSchema).min(1) })
const signpostsFileSchema = z.strictObject({ signposts: z.array(signpostSchema) })
const translationFileSchema = z.strictObject({
  measures: z.array(
    z.strictObject({
      number: numberOrKeySchema,
      draft: draftSchema,
      sentences: z.array(z.string().min(1)).min(1),
    }),
  ),
})
const layQuestionsFileSchema = z.strictObject({
  measures: z.array(
    z.strictObject({
      number: numberOrKeySchema,
      draft: draftSchema,
      zh: z.array(z.string().min(1)),
      en: z.array(z.string().min(1)),
    }),
  ),
})

const unansweredFileSchema = z.strictObject({
  topics: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      about: z.string().min(1),
      kind: z.enum(['near', 'far']),
      zh: z.array(z.string().min(1)),
      en: z.array(z.string().min(1)),
    }),
  ),
})

/**
 * A topic that people ask about and no measure answers: `near` is a customs matter, `far` none.
 * Its questions tell such a question from those that a measure answers; they are never shown.
 */
export interface UnansweredTopic {
  readonly id: string
  readonly kind: 'near' | 'far'
  readonly questions: readonly string[]
}

/** What people would ask, by measure id; found by, never shown. */
export type LayQuestions = ReadonlyMap<string, readonly string[]>

/** A corpus folder as read: the corpus itself and what only the search uses. */
export interface LoadedCorpus {
  readonly corpus: Corpus
  readonly layQuestions: LayQuestions
  readonly unanswered: readonly UnansweredTopic[]
}

/** Times that a corpus is read anew because a document was put into its place meanwhile, by one rename. */
const MAX_READS = 5

/**
 * Reads and checks a corpus folder: `offices.yaml`, `signposts.yaml` and one folder for each
 * document. Documents come in the order of their offices in `offices.yaml`. Nothing is returned
 * unless everything is sound, and of one moment: the version is that of the very files that were read.
 *
 * @param cache What was read before; it is taken from there as long as no byte of the files has changed
 *   that it was read from.
 * @throws AppError `bad_corpus` that names file, line, what was expected and what was found.
 */
export function loadCorpus(folder: string, cache: ReadCache = NO_READ_CACHE): LoadedCorpus {
  for (let reads = 1; ; reads += 1) {
    const before = stateIfThere(folder)
    const read = settled(() => readCorpus(folder, before?.version ?? '', cache))
    const after = stateIfThere(folder)
    // What was read while a document was replaced is half of the one and half of the other; a file that
    // was replaced and put back has the bytes of before, but is another.
    if (before?.version === after?.version && before?.stamps === after?.stamps) return read()
    if (reads === MAX_READS) {
      throw new AppError(
        'bad_corpus',
        `${folder}: expected a corpus at rest, found one that changes`,
      )
    }
  }
}

/** What comes of a function now, to be had, or thrown, later. */
function settled<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

/** A folder at one moment: what its files hold, and which files on the disk they are. */
interface FolderState {
  readonly version: string
  readonly stamps: string
}

function stateIfThere(folder: string): FolderState | undefined {
  try {
    const files = corpusFiles(folder)
    const stamps = files.map((file) => {
      const { dev, ino, ctimeNs } = statSync(file, { bigint: true })
      return `${dev} ${ino} ${ctimeNs}`
    })
    return { version: hashCorpus(folder, files), stamps: stamps.join('\n') }
  } catch {
    return undefined
  }
}

function readCorpus(folder: string, version: string, cache: ReadCache): LoadedCorpus {
  const shared = <Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> =>
    rememberFile(cache, join(folder, name), (file) => readYaml(file, schema))
  const { offices } = shared('offices.yaml', officesFileSchema)
  const { signposts } = shared('signposts.yaml', signpostsFileSchema)
  assertUnique(
    offices.map(({ id }) => id),
    join(folder, 'offices.yaml'),
    'office id',
  )
  const commitmentsFile = join(folder, 'commitments.yaml')
  const rules = existsSync(commitmentsFile) ? loadCommitments(commitmentsFile) : undefined
  const rulesOfAll = hashFiles([join(folder, 'offices.yaml'), commitmentsFile])
  const read = documentFolders(folder).map((documentFolder) => {
    const key = `${idOf(documentFolder)} ${hashFiles(filesIn(documentFolder))} ${rulesOfAll}`
    return cache.remember(key, () => loadDocument(documentFolder, offices, rules))
  })
  const layQuestions = new Map(read.flatMap((one) => one.layQuestions))
  const documents = read
    .map(({ document }) => document)
    .toSorted((a, b) => rank(a, offices) - rank(b, offices) || a.data.id.localeCompare(b.data.id))
  if (documents.length === 0) {
    throw new AppError('bad_corpus', `${folder}: expected a folder with document.yaml, found none`)
  }
  const measures = documents.flatMap((document) => document.measures)
  if (rules !== undefined) assertOverrides(measures, rules)
  const cautionsFile = join(folder, 'cautions.yaml')
  const unansweredFile = join(folder, 'unanswered.yaml')
  const facetModelFile = join(folder, 'asked-facets.json')
  const regionModelFile = join(folder, 'region-wording.json')
  return {
    corpus: {
      documents,
      offices,
      signposts,
      cues: shared('cues.yaml', cuesSchema),
      ...(existsSync(facetModelFile)
        ? { facetModel: readFittedModel(facetModelFile, facetModelSchema) }
        : {}),
      ...(existsSync(regionModelFile)
        ? { regionModel: readFittedModel(regionModelFile, regionModelSchema) }
        : {}),
      cautions: existsSync(cautionsFile) ? loadCautions(cautionsFile, measures) : NO_CAUTIONS,
      measures,
      version,
    },
    layQuestions,
    unanswered: existsSync(unansweredFile)
      ? rememberFile(cache, unansweredFile, readUnanswered)
      : [],
  }
}

/** A document as its folder says it, with what people would ask of each measure, by id. */
interface ReadDocument {
  readonly document: CorpusDocument
  readonly layQuestions: readonly (readonly [string, readonly string[]])[]
}

/** Folder inside a document's folder that holds its earlier versions. */
export const VERSIONS_FOLDER = 'versions'

/** What a corpus without `cautions.yaml` warns of. */
const NO_CAUTIONS: Corpus['cautions'] = { byMeasure: new Map(), relativeWords: /(?!)/gu }

function rank(document: CorpusDocument, offices: readonly OfficeRecord[]): number {
  return offices.findIndex(({ id }) => id === document.data.office)
}

function documentFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .filter(isDocumentFolder)
      .flatMap((path) => [path, ...versionFolders(path)])
      .toSorted()
  } catch (error) {
    throw new AppError('bad_corpus', `${folder}: expected a readable folder: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** Folders of the earlier versions of a document: `versions/1`, `versions/2`, … */
function versionFolders(path: string): string[] {
  const versions = join(path, VERSIONS_FOLDER)
  if (!existsSync(versions)) return []
  return readdirSync(versions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{1,4}$/.test(entry.name))
    .map((entry) => join(versions, entry.name))
}

/** The id that `document.yaml` of a folder must have: of an earlier version with its number. */
function idOf(folder: string): string {
  const [document, versions] = [dirname(dirname(folder)), basename(dirname(folder))]
  return versions === VERSIONS_FOLDER
    ? `${basename(document)}@${basename(folder)}`
    : basename(folder)
}

/** A source without its `document.yaml` is an error that names the file, not a document less. */
function isDocumentFolder(path: string): boolean {
  return ['document.yaml', 'source.txt'].some((name) => existsSync(join(path, name)))
}

function loadDocument(
  folder: string,
  offices: readonly OfficeRecord[],
  rules: CommitmentRules | undefined,
): ReadDocument {
  const dataFile = join(folder, 'document.yaml')
  const data = readYaml(dataFile, documentDataSchema)
  const id = idOf(folder)
  if (data.id !== id) {
    throw new AppError('bad_corpus', `${dataFile}: id: expected "${id}", found "${data.id}"`)
  }
  if (!offices.some(({ id, covered }) => id === data.office && covered)) {
    throw new AppError(
      'bad_corpus',
      `${dataFile}: office: expected a covered office of offices.yaml, found "${data.office}"`,
    )
  }
  const sourceFile = join(folder, 'source.txt')
  const source = readTextFile(sourceFile)
  const outline = data.numbering.kind === 'outline' ? readOutline(folder, source) : undefined
  const { parts, chapters, measures } = segmentDocument(source, data, sourceFile, outline)
  if (chapters.length !== data.chapters.length) {
    throw new AppError(
      'bad_corpus',
      `${dataFile}: chapters: expected ${chapters.length} as in source.txt, found ${data.chapters.length}`,
    )
  }
  chapters.forEach((printed, index) => {
    const named = data.chapters[index]?.['zh-Hans']
    if (named !== printed) {
      throw new AppError(
        'bad_corpus',
        `${dataFile}: chapters.${index}.zh-Hans: expected "${printed}" as in source.txt, found "${named}"`,
      )
    }
  })
  const layQuestions = readLayQuestions(join(folder, 'lay-questions.yaml'), data.id, measures)
  const facetsFile = join(folder, 'facets.yaml')
  const facets = existsSync(facetsFile) ? loadFacets(facetsFile, measures) : undefined
  const translations = readTranslations(join(folder, 'translation.en.yaml'), measures)
  // Last, because what does not fit the text says more of what is wrong with it.
  assertSourceHash(source, data.sourceSha256, sourceFile)
  const complete = measures.map((measure) => {
    const translation = translations.accepted.get(measure.key) ?? null
    return {
      ...measure,
      translation,
      draftTranslation: translations.drafts.get(measure.key) ?? null,
      ...(rules === undefined
        ? { commitments: [] }
        : strengthsOf({ ...measure, translation }, rules, data)),
      ...acceptedFacets(facets?.get(measure.key)),
    }
  })
  return { document: { data, source, parts, chapters, measures: complete }, layQuestions }
}

/** How strong a promise each sentence makes; one that was taken in has sentences that nobody read through. */
function strengthsOf(
  measure: MeasureRecord,
  rules: CommitmentRules,
  data: DocumentData,
): Pick<MeasureRecord, 'commitments' | 'clausePromises'> {
  if (data.numbering.kind === 'outline') {
    return {
      commitments: commitmentsWithoutReview(measure, rules, data, (text) => {
        converter ??= createScriptConverter()
        return converter.toSimplified(text)
      }),
    }
  }
  const found = commitmentsOf(measure, rules, data.nature)
  return {
    commitments: found.map(({ class: strength, word }) => ({ class: strength, word })),
    clausePromises: clausePromisesOf(measure, found, rules, data.nature),
  }
}

/** Made when the first Traditional document is read: its tables take a tenth of a second. */
let converter: ScriptConverter | undefined

/** What may be said of a measure's facets: a draft is nobody's word yet. */
function acceptedFacets(
  found: MeasureFacets | undefined,
): Pick<MeasureRecord, 'facetsKnown' | 'facets' | 'responsible'> {
  return found === undefined || found.draft === true
    ? { facetsKnown: false, facets: [], responsible: [] }
    : { facetsKnown: true, facets: found.spans, responsible: found.responsible }
}

/** Whether the text is the one that was read and checked by whoever wrote `document.yaml`. */
function assertSourceHash(source: string, expected: string | undefined, file: string): void {
  if (expected === undefined) return
  const found = createHash('sha256').update(source).digest('hex')
  if (found === expected) return
  throw new AppError(
    'bad_corpus',
    `${file}: expected sha256 ${expected} as in document.yaml, found ${found}`,
  )
}

/** Translations by key: those that an editor has accepted, and those that nobody has. */
interface Translations {
  readonly accepted: Map<string, Translation>
  readonly drafts: Map<string, Translation>
}

function readTranslations(file: string, measures: readonly MeasureRecord[]): Translations {
  const translations: Translations = { accepted: new Map(), drafts: new Map() }
  if (!existsSync(file)) return translations
  const entries = readYaml(file, translationFileSchema).measures
  assertNumbers(entries, measures, file)
  for (const { number, draft, sentences } of entries) {
    const expected = measures.find(({ key }) => key === number)?.sentences.length
    const title = sentences[0]
    if (sentences.length !== expected || title === undefined) {
      throw new AppError(
        'bad_corpus',
        `${file}: measure ${number}: expected ${expected} sentences parallel to the original, found ${sentences.length}`,
      )
    }
    translations[draft === true ? 'drafts' : 'accepted'].set(number, {
      language: 'en',
      official: false,
      title,
      text: `${title}\n${sentences.slice(1).join(' ')}`.trim(),
      sentences,
    })
  }
  return translations
}

function readLayQuestions(
  file: string,
  documentId: string,
  measures: readonly MeasureRecord[],
): ReadDocument['layQuestions'] {
  if (!existsSync(file)) return []
  const entries = readYaml(file, layQuestionsFileSchema).measures
  assertNumbers(entries, measures, file)
  return entries.map(({ number, zh, en }) => [`${documentId}/${number}`, [...zh, ...en]])
}

function readUnanswered(file: string): UnansweredTopic[] {
  const { topics } = readYaml(file, unansweredFileSchema)
  assertUnique(
    topics.map(({ id }) => id),
    file,
    'topic id',
  )
  return topics.map(({ id, kind, zh, en }) => ({ id, kind, questions: [...zh, ...en] }))
}

function assertNumbers(
  entries: readonly { number: string }[],
  measures: readonly MeasureRecord[],
  file: string,
): void {
  assertUnique(
    entries.map(({ number }) => number),
    file,
    'measure number',
  )
  const unknown = entries.find(({ number }) => !measures.some(({ key }) => key === number))
  if (unknown !== undefined) {
    throw new AppError(
      'bad_corpus',
      `${file}: expected numbers of source.txt (${measures[0]?.key} to ${measures.at(-1)?.key}), found ${unknown.number}`,
    )
  }
}

function assertUnique(values: readonly string[], file: string, what: string): void {
  const seen = new Set<string>()
  for (const value of values) {
    if (seen.has(value)) {
      throw new AppError(
        'bad_corpus',
        `${file}: expected each ${what} once, found "${value}" twice`,
      )
    }
    seen.add(value)
  }
}

/** Length of the corpus version: enough hex digits that two versions never look alike. */
const VERSION_LENGTH = 12

/** Files of a document, without those of its earlier versions. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isFile() && !item.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .toSorted()
}

/** Files of a corpus. What begins with a dot is none: what is being written, an index, an editor's backup. */
function corpusFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((file) => !nameIn(folder, file).includes('/.'))
    .toSorted()
}

/** The name of a file from the corpus folder on: the same wherever and however that is named. */
const nameIn = (folder: string, file: string): string =>
  `/${relative(folder, file).split(sep).join('/')}`

function hashCorpus(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    hash
      .update(`${nameIn(folder, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, VERSION_LENGTH)
}
