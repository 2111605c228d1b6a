import { join } from 'node:path'
import { AppError, messageOf } from '../../errors.js'
import type { QuestionSeparation } from '../../evaluation/question-separation.js'
import type { ChatModel } from '../../generation/chat-model.js'
import { meterChatModel } from '../../generation/meter-chat-model.js'
import { askEnrichment, claimQuestions } from './ask-enrichment.js'
import { type EnrichableDocument, englishOf, openEnrichable } from './enrichable-document.js'
import { ENRICHMENT_FILES, ENRICHMENT_KINDS, type EnrichmentKind } from './enrichment-kind.js'
import type { EnrichmentPrompts } from './enrichment-prompts.js'
import {
  type EntryFields,
  entriesOf,
  readEntryFile,
  withDraft,
  writeEntryFile,
} from './entry-file.js'

/** Time that a slow model on a machine of one's own needs for the longest measure, in milliseconds. */
export const ENRICH_TIMEOUT_MS = 180_000

/** Most tokens of one answer: the English of a measure of some 3,000 characters. */
export const ENRICH_MAX_TOKENS = 4_096

/** Measures asked about at a time: a hosted model takes more, one of one's own is slowed by more. */
const PARALLEL = 4

/** Calls in a row that get no answer, after which the model is taken to be gone. */
const MAX_FAILURES = 3

/** What is asked of one measure. */
export interface EnrichmentTask {
  readonly kind: EnrichmentKind
  readonly key: string
}

/** What {@link enrichDocument} works with. */
export interface EnrichDocumentOptions {
  /** The corpus folder. */
  readonly corpus: string
  readonly documentId: string
  /** All when left out. */
  readonly kinds?: readonly EnrichmentKind[]
  readonly model: ChatModel
  readonly prompts: EnrichmentPrompts
  /** Keeps lay questions apart from those of the evaluation; called once, and only when there are some. */
  readonly separation: (signal: AbortSignal) => Promise<QuestionSeparation | undefined>
  /** Time for one answer; {@link ENRICH_TIMEOUT_MS} when left out. */
  readonly timeoutMs?: number
  readonly parallel?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** What was refused at one measure, and why. */
export interface EnrichmentFault {
  readonly measure: string
  readonly kind: EnrichmentKind
  readonly reasons: readonly string[]
}

/** What {@link enrichDocument} did. */
export interface EnrichReport {
  readonly document: string
  /** Entries written, each a draft. */
  readonly written: Readonly<Record<EnrichmentKind, number>>
  /** Parts that were dropped from what was written. */
  readonly dropped: readonly EnrichmentFault[]
  /** Measures for which nothing could be written. */
  readonly failed: readonly EnrichmentFault[]
  /** Pieces that are still missing: failed ones, and those that were not asked for any more. */
  readonly missing: number
  /** As the model's server counts them; estimated where it does not. */
  readonly tokens: number
  /** Why not everything was asked. */
  readonly stopped?: string
}

/**
 * What is still missing of a document, kind by kind. An English original needs no English.
 *
 * @throws AppError `invalid_request` or `bad_corpus`.
 */
export function planEnrichment(
  opened: EnrichableDocument,
  kinds: readonly EnrichmentKind[] = ENRICHMENT_KINDS,
): EnrichmentTask[] {
  const { document, folder, order } = opened
  return ENRICHMENT_KINDS.filter(
    (kind) => kinds.includes(kind) && !(kind === 'english' && document.data.script === 'Latn'),
  ).flatMap((kind) => {
    const text = readEntryFile(join(folder, ENRICHMENT_FILES[kind].name))
    const present = new Set(entriesOf(text).map(({ key }) => key))
    return order.filter((key) => !present.has(key)).map((key) => ({ kind, key }))
  })
}

/**
 * Asks a model for what the measures of a document lack and writes what passes the checks, each piece
 * as soon as it is there, marked as a draft. What is there already is left alone, so that it can be
 * called again after it was stopped.
 *
 * @throws AppError `invalid_request` or `bad_corpus`; what the embedder throws. A model that cannot be
 * reached is no error: it is reported, and what was written stays.
 */
export async function enrichDocument(options: EnrichDocumentOptions): Promise<EnrichReport> {
  const opened = openEnrichable(options.corpus, options.documentId)
  const tasks = planEnrichment(opened, options.kinds)
  const signal = options.signal ?? new AbortController().signal
  const written = { english: 0, questions: 0, facets: 0, glossary: 0 }
  const dropped: EnrichmentFault[] = []
  const failed: EnrichmentFault[] = []
  const english = new Map(opened.document.measures.map((one) => [one.key, englishOf(one)]))
  const claimed = new Set<string>()
  const failures = { inARow: 0 }
  let tokens = 0
  let stopped: string | undefined
  let separation: Promise<QuestionSeparation | undefined> | undefined
  const deps = {
    model: meterChatModel(options.model, (spent) => {
      tokens += spent
    }),
    prompts: options.prompts,
    opened,
    known: async ({ id }: { readonly id: string }) => {
      separation ??= options.separation(signal)
      const taken = new Set([...opened.takenBeside(id), ...claimed])
      return { taken, separation: await separation }
    },
    timeoutMs: options.timeoutMs ?? ENRICH_TIMEOUT_MS,
    signal,
  }

  async function work({ kind, key }: EnrichmentTask): Promise<void> {
    const measure = opened.measure(key)
    if (measure === undefined) return
    const fault = (reasons: readonly string[]) => ({ measure: measure.id, kind, reasons })
    try {
      const asked = await askEnrichment(kind, measure, english.get(key), deps)
      failures.inARow = 0
      const { fields, problems } = kind === 'questions' ? claimQuestions(asked, claimed) : asked
      if (fields === undefined) {
        failed.push(fault(problems))
        return
      }
      if (problems.length > 0) dropped.push(fault(problems))
      if (keep(opened, kind, key, fields)) written[kind] += 1
      if (kind === 'english') english.set(key, textOf(fields))
    } catch (error) {
      if (signal.aborted) return
      const reason = noAnswer(error, deps.timeoutMs)
      if (reason === undefined) throw error
      failed.push(fault([reason]))
      failures.inARow += 1
      if (failures.inARow >= MAX_FAILURES) stopped ??= `the model gives no answers: ${reason}`
    }
  }

  let done = 0
  const queue = [...tasks]
  async function workThrough(): Promise<void> {
    while (stopped === undefined && !signal.aborted) {
      const task = queue.shift()
      if (task === undefined) return
      await work(task)
      done += 1
      options.onProgress?.(done, tasks.length)
    }
  }
  options.onProgress?.(0, tasks.length)
  const workers = Array.from({ length: options.parallel ?? PARALLEL }, workThrough)
  try {
    await Promise.all(workers)
  } catch (error) {
    // What the others are at is written before the error is told.
    queue.length = 0
    await Promise.allSettled(workers)
    throw error
  }
  if (signal.aborted) stopped = 'it was interrupted'
  const pieces = written.english + written.questions + written.facets + written.glossary
  return {
    document: options.documentId,
    written,
    dropped: inOrder(dropped, tasks, options.documentId),
    failed: inOrder(failed, tasks, options.documentId),
    missing: tasks.length - pieces,
    tokens,
    ...(stopped === undefined ? {} : { stopped }),
  }
}

/** Faults in the order of the tasks, not in that in which answers came. */
function inOrder(
  faults: readonly EnrichmentFault[],
  tasks: readonly EnrichmentTask[],
  documentId: string,
): EnrichmentFault[] {
  const places = new Map(
    tasks.map(({ kind, key }, index) => [`${kind} ${documentId}/${key}`, index]),
  )
  const placeOf = ({ kind, measure }: EnrichmentFault): number =>
    places.get(`${kind} ${measure}`) ?? 0
  return faults.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Writes a piece unless an editor was faster; the file is read anew for whatever else has changed. */
function keep(
  { folder, order }: EnrichableDocument,
  kind: EnrichmentKind,
  key: string,
  fields: EntryFields,
): boolean {
  const { name, head } = ENRICHMENT_FILES[kind]
  const file = join(folder, name)
  const text = readEntryFile(file)
  if (entriesOf(text).some((entry) => entry.key === key)) return false
  writeEntryFile(file, withDraft(text, order, { key, fields }, head))
  return true
}

/** Why a call got no answer; `undefined` for an error of another kind. */
function noAnswer(error: unknown, timeoutMs: number): string | undefined {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return `the model gave no answer within ${timeoutMs / 1000} s`
  }
  return error instanceof AppError && error.code === 'model_unavailable'
    ? messageOf(error)
    : undefined
}

function textOf({ sentences }: EntryFields): string | undefined {
  return Array.isArray(sentences) ? sentences.join('\n') : undefined
}
