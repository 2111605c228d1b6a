import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml'
import { loadCorpus, VERSIONS_FOLDER } from '../documents/load-corpus.js'
import type { DocumentData } from '../domain/document.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { OfficeRecord } from '../domain/office.js'
import { AppError } from '../errors.js'
import { carryOver } from './carry-over.js'
import type { DocumentPlan } from './plan-document.js'

/** Where a document that was taken back lies: the loader passes over names that begin with a dot. */
const WITHDRAWN = '.withdrawn'

/** `document.yaml` of a version as it was before a later one took its place. */
const BEFORE = '.document.yaml'

/** How the version before ends when a new one takes its place. */
export interface Succession {
  /** Day (ISO 8601) on which the old version still held; null where it is not known. */
  readonly lastDay: string | null
  readonly endedBy: string
}

/**
 * Writes a document into a corpus folder: beside it first, read and checked there with all the rest,
 * then put in its place. Until then, and whenever anything is wrong, the corpus is as it was.
 *
 * @param office A new or changed entry of `offices.yaml`.
 * @param succession Given when the document is there already: what is there becomes an earlier version.
 * @throws AppError `bad_corpus` or `bad_document` that names file, expected and found.
 */
export function installDocument(
  corpus: string,
  plan: DocumentPlan,
  office: OfficeRecord | undefined,
  succession: Succession | undefined,
): void {
  const { id } = plan.data
  withStaging(corpus, (staging) => {
    if (office !== undefined) {
      const file = join(staging, 'offices.yaml')
      writeFileSync(file, withOffice(readFileSync(file, 'utf8'), office))
    }
    const folder = join(staging, id)
    if (succession !== undefined) archiveCurrent(folder, plan.data.version - 1, succession)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'source.txt'), plan.source)
    writeFileSync(join(folder, 'document.yaml'), documentYaml(plan.data))
    writeFileSync(join(folder, 'outline.yaml'), outlineYaml(plan))
    // What the document would be served from; it throws on anything that does not fit together.
    const { corpus: staged } = loadCorpus(staging)
    if (succession !== undefined) {
      const version = plan.data.version - 1
      const measuresOf = (documentId: string): readonly MeasureRecord[] =>
        staged.measures.filter((measure) => measure.documentId === documentId)
      carryOver(
        {
          folder: join(folder, VERSIONS_FOLDER, String(version)),
          measures: measuresOf(`${id}@${version}`),
        },
        { folder, measures: measuresOf(id) },
      )
      loadCorpus(staging)
    }
    return [...(office === undefined ? [] : ['offices.yaml']), id]
  })
}

/** What {@link withdrawVersion} did. */
export interface Withdrawal {
  readonly version: number
  /** The version that is served again; none when the document has no earlier one. */
  readonly restored: number | undefined
}

/**
 * Takes back the version of a document that is served: the one before is served again as it was, or,
 * where there is none, the document goes. What is taken back is kept under `.withdrawn`.
 *
 * @throws AppError `invalid_request` when there is no such document; `bad_corpus` when what is left does
 * not fit together: then nothing is changed.
 */
export function withdrawVersion(corpus: string, id: string): Withdrawal {
  const folder = join(corpus, id)
  const file = join(folder, 'document.yaml')
  if (id.includes('/') || id.includes('@') || !existsSync(file)) {
    const known = loadCorpus(corpus).corpus.documents.map(({ data }) => data.id)
    throw new AppError(
      'invalid_request',
      `rollback: expected a document of the corpus (${known.filter((one) => !one.includes('@')).join(', ')}), found "${id}"`,
    )
  }
  const version = Number(parseDocument(readFileSync(file, 'utf8')).get('version') ?? 1)
  const restored = versionsOf(folder).at(-1)
  const kept = join(corpus, WITHDRAWN, `${id}@${version}-${randomBytes(3).toString('hex')}`)
  mkdirSync(join(corpus, WITHDRAWN), { recursive: true })
  cpSync(folder, kept, { recursive: true })
  if (restored === undefined) {
    withStaging(corpus, (staging) => {
      rmSync(join(staging, id), { recursive: true })
      loadCorpus(staging)
      return [id]
    })
    return { version, restored }
  }
  withStaging(corpus, (staging) => {
    const staged = join(staging, id)
    const older = join(staged, VERSIONS_FOLDER, String(restored))
    for (const name of filesOf(staged)) rmSync(join(staged, name))
    for (const name of filesOf(older)) renameSync(join(older, name), join(staged, name))
    renameSync(join(staged, BEFORE), join(staged, 'document.yaml'))
    rmSync(older, { recursive: true })
    if (versionsOf(staged).length === 0) {
      rmSync(join(staged, VERSIONS_FOLDER), { recursive: true, force: true })
    }
    loadCorpus(staging)
    return [id]
  })
  return { version, restored }
}

/** Makes what is served the earlier version `version` of itself. */
function archiveCurrent(folder: string, version: number, { lastDay, endedBy }: Succession): void {
  const older = join(folder, VERSIONS_FOLDER, String(version))
  mkdirSync(older, { recursive: true })
  for (const name of filesOf(folder)) renameSync(join(folder, name), join(older, name))
  const file = join(older, 'document.yaml')
  const text = readFileSync(file, 'utf8')
  writeFileSync(join(older, BEFORE), text)
  const document = parseDocument(text)
  document.set('id', `${String(document.get('id'))}@${version}`)
  document.set('version', version)
  document.set('status', 'superseded')
  document.set('validUntil', lastDay)
  document.set('endedBy', endedBy)
  // Names lead to the version that is served.
  document.set('aliases', [])
  writeFileSync(file, document.toString(YAML_STYLE))
}

/**
 * Copies the corpus, lets `change` work on the copy, and puts what it names in the place of what was
 * there. A folder goes with one rename; when anything throws before, nothing is changed.
 */
function withStaging(corpus: string, change: (staging: string) => readonly string[]): void {
  const staging = join(corpus, `.staging-${process.pid}-${randomBytes(3).toString('hex')}`)
  try {
    mkdirSync(staging)
    for (const entry of readdirSync(corpus)) {
      if (!entry.startsWith('.'))
        cpSync(join(corpus, entry), join(staging, entry), { recursive: true })
    }
    for (const name of change(staging)) {
      const [from, to] = [join(staging, name), join(corpus, name)]
      const aside = `${staging}-old`
      if (existsSync(to)) renameSync(to, aside)
      if (existsSync(from)) renameSync(from, to)
      rmSync(aside, { recursive: true, force: true })
    }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

/** Numbers of the earlier versions of a document, ascending. */
function versionsOf(folder: string): number[] {
  const versions = join(folder, VERSIONS_FOLDER)
  if (!existsSync(versions)) return []
  return readdirSync(versions)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b)
}

/** Long lines stay whole, as everywhere in the corpus. */
const YAML_STYLE = { lineWidth: 0 } as const

/** `document.yaml`, with a word on what an editor still has to do. */
function documentYaml(data: DocumentData): string {
  return [
    '# Taken in by `ingest`. There is no English yet: titles and chapters stand in the original',
    '# wherever `en` repeats it. Every quote under `stated` stands in source.txt.',
    stringify(data, YAML_STYLE),
  ].join('\n')
}

function outlineYaml({ outline }: DocumentPlan): string {
  const flow = outline.marks.map((mark) => `  - ${JSON.stringify(mark)}`)
  return [
    '# Where source.txt has which label; `check` says whether it still fits.',
    'marks:',
    ...flow,
    '',
  ].join('\n')
}

/** The text of `offices.yaml` with one entry added or covered; every other character stays. */
function withOffice(text: string, office: OfficeRecord): string {
  const offices = parseDocument(text).get('offices')
  const entry = isSeq(offices)
    ? offices.items.find((item) => isMap(item) && item.get('id') === office.id)
    : undefined
  if (!isMap(entry)) {
    // The list ends the file.
    const lines = stringify([office], YAML_STYLE).trimEnd().split('\n')
    return `${text.trimEnd()}\n${lines.map((line) => `  ${line}`).join('\n')}\n`
  }
  const covered = entry.get('covered', true)
  const [start = 0, end = 0] = (isScalar(covered) ? covered.range : undefined) ?? []
  return `${text.slice(0, start)}${office.covered}${text.slice(end)}`
}
