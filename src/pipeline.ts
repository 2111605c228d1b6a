import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { buildId } from './build-id.js'
import { NO_READ_CACHE, openReadCache, rememberFile } from './documents/read-cache.js'
import { type LayQuestions, loadCorpus, type UnansweredTopic } from './documents/load-corpus.js'
import type { Config } from './config.js'
import type { Corpus } from './domain/corpus.js'
import type { Embedder } from './embedding/embedder.js'
import { embedWithCache } from './embedding/embed-with-cache.js'
import { emptyVectorCache, openVectorCache, type VectorCache } from './embedding/vector-cache.js'
import { vectorKey } from './embedding/vector-key.js'
import { AppError } from './errors.js'
import { fingerprintOf } from './indexes/fingerprint.js'
import { createFileIndexStore } from './retrieval/file-index-store.js'
import { SEARCH_INDEX_FORMAT } from './retrieval/index-files.js'
import type { IndexIdentity, IndexStore } from './retrieval/index-store.js'
import { createHeldWords } from './retrieval/held-words.js'
import { buildLexicalIndexes, type OpenIndex, type SearchIndex } from './retrieval/search-index.js'
import { unansweredTexts } from './retrieval/unanswered.js'
import { rowsOf } from './retrieval/vector-rows.js'
import { createQueryWidener } from './retrieval/widen-query.js'
import { buildViews, type EmbeddedText, viewTableOf } from './retrieval/views.js'
import { type Glossary, glossaryUserWords, loadGlossary } from './scripts/glossary.js'
import { createTokenizer, TOKENIZER_VERSION, type Tokenizer } from './scripts/tokenize.js'

/** A stage of the build with how far it is; `total` is 0 where it is not known. */
export interface BuildProgress {
  readonly stage: 'embed' | 'index' | 'save'
  readonly done: number
  readonly total: number
}

/** Where things are and what the build works with. */
export interface PipelineOptions<Index extends OpenIndex = OpenIndex> {
  /** Where the index is kept; in the folder for it, searched in memory, when left out. */
  readonly store?: IndexStore<Index> | undefined
  readonly folders: Pick<Config['folders'], 'corpus' | 'vectors' | 'knownVectors' | 'index'>
  /** Awaited once corpus and dictionary are read, so that a model can load meanwhile. */
  readonly embedder: Embedder | Promise<Embedder>
  /** Builds even when the stored index fits. */
  readonly rebuild?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: BuildProgress) => void
  /** Called with one line about what is done and why. */
  readonly onNote?: (note: string) => void
}

/** A corpus with its index, ready to be searched. */
export interface OpenCorpus<Index extends OpenIndex = SearchIndex> {
  readonly corpus: Corpus
  readonly layQuestions: LayQuestions
  readonly unanswered: readonly UnansweredTopic[]
  readonly index: Index
  readonly tokenizer: Tokenizer
  readonly glossary: Glossary
  readonly fingerprint: string
  /** Whether the index was built by this call. */
  readonly built: boolean
}

/**
 * BUILD FLOW: corpus → documents → measures → scripts → vectors → indexes → saved. Opens the stored
 * index when it fits corpus, model and tokenizer; builds it otherwise. While it builds, the stored
 * one stays as it is, so a build that is cut off costs nothing.
 *
 * @throws AppError `bad_corpus`, `bad_model` or `bad_index` that names file, expected and found.
 */
export function openCorpus(
  options: PipelineOptions & { readonly store?: undefined },
): Promise<OpenCorpus>
export function openCorpus(options: PipelineOptions): Promise<OpenCorpus<OpenIndex>>
export async function openCorpus(options: PipelineOptions): Promise<OpenCorpus<OpenIndex>> {
  const { folders, onNote } = options

  // 1. Documents and measures: read, cut and checked as a whole.
  // What was read before is not read again; by other code it may have been read otherwise.
  const cache =
    buildId === undefined ? NO_READ_CACHE : openReadCache(join(folders.index, 'read'), buildId)
  const read = loadCorpus(folders.corpus, cache)
  const { corpus, layQuestions, unanswered } = read

  // 2. Scripts: one tokenizer, with the glossary as user words, for index and questions.
  const glossary = rememberFile(cache, join(folders.corpus, 'glossary.yaml'), loadGlossary)
  cache.removeOthers()
  const tokenizer = createTokenizer(glossaryUserWords(glossary))
  // Loads the dictionary, which holds this thread while the model loads in its own.
  tokenizer.words(glossary.entries[0]?.['zh-Hans'][0] ?? '')
  const embedder = await options.embedder

  // 3. Everything that changes an index is in its fingerprint.
  const fingerprint = fingerprintOf({
    corpus: corpus.version,
    embedder: embedder.fingerprint,
    tokenizer: TOKENIZER_VERSION,
    format: SEARCH_INDEX_FORMAT,
  })
  const store: IndexStore = options.store ?? createFileIndexStore(folders.index)
  const identity: IndexIdentity = { fingerprint, corpus, embedder: embedder.fingerprint }
  if (options.rebuild !== true) {
    const index = await openStored(store, identity, onNote)
    if (index !== undefined) {
      return { ...read, index, tokenizer, glossary, fingerprint, built: false }
    }
  }

  // 4. Views, and their vectors: from the committed cache, or embedded now.
  await beginWithKnown(folders)
  const views = buildViews(corpus.measures, layQuestions)
  const counterExamples = unansweredTexts(unanswered)
  const embedded = await embedViews([...views, ...counterExamples], { ...options, embedder })
  const vectors = embedded.slice(0, views.length)

  // 5. Indexes, kept beside the old one, then put in its place.
  const lexical = buildLexicalIndexes(corpus.measures, layQuestions, tokenizer)
  const widen = createQueryWidener({ index: { lexical }, glossary })
  const index = await store.build(
    identity,
    {
      lexical,
      views: viewTableOf(
        views,
        vectors,
        corpus.measures.length,
        createHeldWords({ tokenizer, lexical, widen }),
      ),
      vectors: rowsOf(vectors),
      dimensions: embedder.dimensions,
      unanswered: rowsOf(embedded.slice(views.length)),
    },
    {
      rebuild: options.rebuild === true,
      signal: options.signal,
      onProgress: (stage, done, total) => options.onProgress?.({ stage, done, total }),
    },
  )
  onNote?.(`index built: ${corpus.measures.length} measures, ${views.length} views`)
  return { ...read, index, tokenizer, glossary, fingerprint, built: true }
}

async function openStored(
  store: IndexStore,
  identity: IndexIdentity,
  onNote: PipelineOptions['onNote'],
): Promise<OpenIndex | undefined> {
  try {
    const index = await store.open(identity)
    if (index === undefined) onNote?.('no index for this corpus and model yet: building it')
    return index
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_index') throw error
    onNote?.(`the stored index is not usable and is built again: ${error.message}`)
    return undefined
  }
}

/**
 * Vectors of texts, in order: from the committed cache, or embedded now and added to it.
 *
 * @param saves False for texts that are not the whole corpus: the cache keeps only what it is saved with.
 */
export async function embedViews(
  views: readonly EmbeddedText[],
  {
    embedder,
    folders,
    onProgress,
    onNote,
    signal,
  }: Pick<PipelineOptions, 'onProgress' | 'onNote' | 'signal'> & {
    readonly embedder: Embedder
    readonly folders: Pick<PipelineOptions['folders'], 'vectors'>
  },
  saves = true,
): Promise<Float32Array[]> {
  const cache = await openCache(folders.vectors, embedder, onNote)
  const known = cache.size
  const vectors = new Array<Float32Array>(views.length)
  let embedded = 0
  for (const role of ['passage', 'query'] as const) {
    const indexes = views.flatMap((view, index) => (view.role === role ? [index] : []))
    const texts = indexes.map((index) => views[index]?.text ?? '')
    const before = embedded
    const computed = await embedWithCache(texts, role, embedder, cache, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (done) => {
        embedded = before + done
        onProgress?.({ stage: 'embed', done: embedded, total: views.length })
      },
    })
    computed.forEach((vector, position) => {
      vectors[indexes[position] ?? 0] = vector
    })
  }
  if (cache.size !== known) onNote?.(`${cache.size - known} new texts were embedded`)
  const used = new Set(views.map(({ role, text }) => vectorKey(embedder.fingerprint, role, text)))
  // New texts are kept for the next start, and those of texts that are gone are dropped.
  if (saves && (cache.size !== known || cache.size !== used.size)) {
    await saveCache(cache, used, onNote)
  }
  return vectors
}

/** Copies known vectors to a place that has none, so that only what is new is computed. */
async function beginWithKnown({
  vectors,
  knownVectors,
}: PipelineOptions['folders']): Promise<void> {
  if (knownVectors === undefined || existsSync(vectors) || !existsSync(knownVectors)) return
  await cp(knownVectors, vectors, { recursive: true })
}

async function openCache(
  folder: string,
  embedder: Embedder,
  onNote: PipelineOptions['onNote'],
): Promise<VectorCache> {
  const model = { fingerprint: embedder.fingerprint, dimensions: embedder.dimensions }
  try {
    return await openVectorCache(folder, model)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'bad_index') throw error
    onNote?.(`the cached vectors are not usable and are computed again: ${error.message}`)
    return emptyVectorCache(folder, model)
  }
}

async function saveCache(
  cache: VectorCache,
  used: ReadonlySet<string>,
  onNote: PipelineOptions['onNote'],
): Promise<void> {
  try {
    await cache.save({ keepOnly: used })
  } catch (error) {
    // A read-only checkout can still serve: only the next start computes the vectors again.
    if (!(error instanceof AppError)) throw error
    onNote?.(`the vectors could not be kept for the next start: ${error.message}`)
  }
}
