import { existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { type Assistant, type AssistantDeps, createAssistant } from './assistant.js'
import type { TextConverter } from './composition/present-text.js'
import type { Config } from './config.js'
import type { Embedder } from './embedding/embedder.js'
import { createLocalEmbedder } from './embedding/local-embedder.js'
import { createOpenAIEmbedder } from './embedding/openai-embedder.js'
import { createRemoteEmbedder } from './embedding/remote-embedder.js'
import type { GenerationDeps } from './generation/generate-answer.js'
import { createOpenAIChatModel } from './generation/openai-chat-model.js'
import { loadPrompts } from './generation/prompts.js'
import { type BuildProgress, type OpenCorpus, openCorpus } from './pipeline.js'
import { loadGate } from './retrieval/gate.js'
import type { PostgresIndexStore } from './retrieval/postgres-index-store.js'
import type { OpenIndex, SearchIndex } from './retrieval/search-index.js'
import { createScriptConverter } from './scripts/convert-script.js'
import { createRegionalWording } from './scripts/regional-wording.js'
import { openVerifier } from './verification/open-verifier.js'
import { loadVerifierModel } from './verification/thresholds.js'

/** What {@link openAssistant} reports while it works. */
export interface OpenOptions {
  readonly rebuild?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BuildProgress) => void
  readonly onNote?: (note: string) => void
  /** Told of every finished answer. */
  readonly onAnswer?: AssistantDeps['onAnswer']
}

/** An assistant with all it holds open. */
export interface OpenedAssistant<Index extends OpenIndex = OpenIndex> {
  readonly assistant: Assistant
  readonly open: OpenCorpus<Index>
  readonly embedder: Embedder
  /** Where the index is, when that is not in files. */
  readonly store?: PostgresIndexStore | undefined
  close(): Promise<void>
}

/**
 * The embedder that the configuration names. One of another server has to be the one that the gate was
 * fitted with, as the index is.
 */
export async function openEmbedder(
  { embeddings, folders }: Config,
  { signal }: Pick<OpenOptions, 'signal'> = {},
): Promise<Embedder> {
  switch (embeddings.kind) {
    case 'local':
      return createLocalEmbedder({ modelFolder: folders.model })
    case 'openai':
      return createOpenAIEmbedder(embeddings)
    case 'remote': {
      const { url, apiKey } = embeddings
      return createRemoteEmbedder({ url, apiKey, expected: fittedWith(folders.gate), signal })
    }
  }
}

const fittedSchema = z.looseObject({ embedder: z.string() })

/** Fingerprint of the embedder that a gate was fitted with; nothing where there is no gate yet. */
function fittedWith(gate: string): string | undefined {
  if (!existsSync(gate)) return undefined
  try {
    return fittedSchema.parse(JSON.parse(readFileSync(gate, 'utf8'))).embedder
  } catch {
    // What is wrong with it is said where it is loaded.
    return undefined
  }
}

/**
 * The place of the index that the configuration names; nothing where it is in files.
 *
 * @throws AppError `bad_configuration` that says what the database lacks; DatabaseError.
 */
export async function openStore(
  { index }: Config,
  onNote?: OpenOptions['onNote'],
): Promise<PostgresIndexStore | undefined> {
  if (index.kind === 'files') return undefined
  // Loaded only here, because a start without it should not take longer.
  const { openPostgresIndex } = await import('./retrieval/open-postgres-index.js')
  const { databaseUrl: url, replicaUrls } = index
  return openPostgresIndex({ url, replicaUrls, onNote })
}

/**
 * Opens embedder, corpus, index and gate, and warms what is loaded at first use, so that the first
 * question is as fast as the next.
 *
 * @throws AppError that names the file or variable, what was expected and what was found.
 */
export function openAssistant(
  config: Config & { readonly index: { readonly kind: 'files' } },
  options?: OpenOptions,
): Promise<OpenedAssistant<SearchIndex>>
export function openAssistant(config: Config, options?: OpenOptions): Promise<OpenedAssistant>
export async function openAssistant(
  config: Config,
  options: OpenOptions = {},
): Promise<OpenedAssistant> {
  const opening = openEmbedder(config, options)
  // What comes first may fail as well; the embedder's own failure is then reported by nobody.
  opening.catch(() => undefined)
  // One turn, so that the model's thread has begun before the corpus holds this one.
  await setImmediate()
  let store: PostgresIndexStore | undefined
  try {
    store = await openStore(config, options.onNote)
    const open = await openCorpus({ folders: config.folders, store, embedder: opening, ...options })
    const embedder = await opening
    const { onAnswer } = options
    const assistant = assembleAssistant(
      config,
      open,
      embedder,
      onAnswer === undefined ? {} : { onAnswer },
    )
    return {
      assistant,
      open,
      embedder,
      store,
      async close() {
        await store?.close()
        await embedder.close()
      },
    }
  } catch (error) {
    await store?.close()
    // What failed may be the embedder itself; then there is nothing to close.
    await opening.then(
      (embedder) => embedder.close(),
      () => undefined,
    )
    throw error
  }
}

/**
 * The assistant over an open corpus, with the gate and the verifier that belong to the embedder.
 *
 * @throws AppError `bad_configuration` that names the file of the gate, a prompt or the verifier.
 */
export function assembleAssistant(
  config: Config,
  open: OpenCorpus<OpenIndex>,
  embedder: Embedder,
  { onAnswer }: Pick<AssistantDeps, 'onAnswer'> = {},
): Assistant {
  const gate = loadGate(config.folders.gate, embedder.fingerprint)
  const script = createScriptConverter()
  const wording = createRegionalWording(open.glossary, script, open.tokenizer)
  const converter: TextConverter = {
    toSimplified: (text) => script.toSimplified(text),
    toTraditional: (text, region) => script.toTraditional(text, region),
    toRegionalWording: (text, region) => wording.toRegionalWording(text, region),
  }
  return createAssistant({
    open,
    embedder,
    gate,
    converter,
    generation: openGeneration(config, open, embedder, converter),
    ...(onAnswer === undefined ? {} : { onAnswer }),
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
  })
}

/** The language model with its prompts and the verifier of what it writes, where one is configured. */
function openGeneration(
  { chat, folders }: Config,
  open: OpenCorpus<OpenIndex>,
  embedder: Embedder,
  converter: TextConverter,
): GenerationDeps | undefined {
  if (chat === undefined) return undefined
  const thresholds = loadVerifierModel(folders.verifier, embedder.fingerprint)
  return {
    model: createOpenAIChatModel(chat),
    prompts: loadPrompts(folders.prompts),
    verifier: openVerifier(open, embedder, converter, thresholds, folders.corpus),
    timeoutMs: chat.timeoutMs,
  }
}

/** Questions that touch every part that is loaded at first use: jieba, both script tables, the model. */
const WARM_UP_QUESTIONS = ['通关', '樣本通關', '網路資料通關', 'customs'] as const

/** Asks a few questions and throws the answers away. */
export async function warmUp({ assistant }: Pick<OpenedAssistant, 'assistant'>): Promise<void> {
  for (const question of WARM_UP_QUESTIONS) {
    await assistant.answer({
      question,
      language: 'auto',
      mode: 'auto',
      maxCitations: 1,
      trace: false,
    })
  }
}
