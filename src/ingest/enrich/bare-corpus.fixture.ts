import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCorpus } from '../../documents/load-corpus.js'
import type { MeasureRecord } from '../../domain/measure.js'
import { projectRoot } from '../../project-root.js'
import {
  type ChatRequestBody,
  type Script,
  type ScriptStep,
  typed,
} from '../../testing/scripted-model-server.js'
import { ENRICHMENT_FILES, type EnrichmentKind } from './enrichment-kind.js'
import { asData } from './enrichment-prompts.js'
import { type EntryFields, entriesOf, readEntryFile, withDraft } from './entry-file.js'

/** The document that is enriched in tests. */
export const BARE_DOCUMENT = 'haikou-20'

const CORPUS = join(projectRoot, 'corpus')
const real = loadCorpus(CORPUS).corpus
const measures = real.documents.find(({ data }) => data.id === BARE_DOCUMENT)?.measures ?? []

/** A copy of the corpus in which one document is as it was taken in: without English and all the rest. */
export function copyBareCorpus(): { readonly folder: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'enrich '))
  const folder = join(root, 'corpus')
  cpSync(CORPUS, folder, { recursive: true })
  for (const { name } of Object.values(ENRICHMENT_FILES)) {
    rmSync(join(folder, BARE_DOCUMENT, name), { force: true })
  }
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** What somebody wrote by hand for a measure of the bare document. */
export function writtenByHand(kind: EnrichmentKind, key: string): EntryFields {
  if (kind === 'glossary') return glossaryOf(key)
  const text = readEntryFile(join(CORPUS, BARE_DOCUMENT, ENRICHMENT_FILES[kind].name))
  return entriesOf(text).find((entry) => entry.key === key)?.fields ?? {}
}

/** A term of the first words of the title, in English words of the hand-made title. */
function glossaryOf(key: string): EntryFields {
  const measure = measures.find((one) => one.key === key)
  const term = /\p{Script=Han}{4}/u.exec(measure?.title ?? '')?.[0] ?? ''
  const english = /[a-z]+ [a-z]+/iu.exec(measure?.translation?.title ?? '')?.[0] ?? ''
  return { terms: [{ 'zh-Hans': term, 'zh-Hant': term, en: english }] }
}

/** Writes what was written by hand into a bare corpus, each entry a draft. */
export function writeDrafts(folder: string, kinds: readonly EnrichmentKind[]): void {
  const order = measures.map(({ key }) => key)
  for (const kind of kinds) {
    const { name, head } = ENRICHMENT_FILES[kind]
    const text = order.reduce(
      (written, key) => withDraft(written, order, { key, fields: writtenByHand(kind, key) }, head),
      '',
    )
    writeFileSync(join(folder, BARE_DOCUMENT, name), text)
  }
}

/** What a request asks for, read from its messages as a model would. */
export interface AskedOf {
  readonly kind: EnrichmentKind
  readonly measure: MeasureRecord
  /** Whether it is asked once more because the first answer could not be used. */
  readonly again: boolean
}

/** Reads a request; throws when it is none of an enrichment. */
export function askedOf({ messages }: ChatRequestBody): AskedOf {
  const [system, user] = [messages[0]?.content ?? '', messages[1]?.content ?? '']
  const kind = KINDS.find(([, words]) => system.includes(words))?.[0]
  const measure = measures.find(
    ({ text, sentences }) =>
      user.includes(asData(text)) ||
      user.includes(asData(sentences.map(({ start, end }) => text.slice(start, end)))),
  )
  if (kind === undefined || measure === undefined) throw new Error(`unknown request: ${user}`)
  return { kind, measure, again: messages.length > 2 }
}

const KINDS: readonly (readonly [EnrichmentKind, string])[] = [
  ['english', 'You translate'],
  ['questions', 'You write the questions'],
  ['facets', 'You mark'],
  ['glossary', 'You pick terms'],
]

/** Cost that the scripted model tells for each answer. */
export const USAGE = { inputTokens: 90, outputTokens: 10 }

/** An answer as a model sends it: a few characters at a time, then its cost. */
export function answers(value: unknown): ScriptStep[] {
  return [...typed(typeof value === 'string' ? value : JSON.stringify(value)), { usage: USAGE }]
}

/** Answers with what was written by hand, unless `other` has something else to say. */
export function goodModel(other?: (asked: AskedOf) => unknown): Script {
  return (body) => {
    const asked = askedOf(body)
    return answers(other?.(asked) ?? writtenByHand(asked.kind, asked.measure.key))
  }
}
