import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Corpus } from '../domain/corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import { AppError } from '../errors.js'
import { createRandom, seedFor } from '../evaluation/statistics/random.js'
import { fingerprintOf } from '../indexes/fingerprint.js'
import { loadIndex, saveIndex } from '../indexes/index-store.js'
import type { BuildProgress, OpenCorpus } from '../pipeline.js'
import { readSearchIndex, searchIndexContents } from '../retrieval/index-files.js'
import type { IndexMaterial } from '../retrieval/index-store.js'
import { buildLexicalIndexes } from '../retrieval/search-index.js'
import { buildVectorIndex } from '../retrieval/vector-rows.js'
import { VIEW_KINDS, type ViewKind, type ViewTable } from '../retrieval/views.js'
import type { LoadedCorpus } from '../documents/load-corpus.js'
import { measureSearch } from './measure-search.js'
import { createVectorNoise } from './perturb-vector.js'
import { type MeasureOrigin, scaleCorpus } from './scale-corpus.js'
import { writeRecords } from './record-file.js'
import type { SearchProbeReport, SearchProbeTask } from './search-probe-messages.js'
import { wordPoolOf } from './vary-text.js'

/**
 * Noise in the vectors of copies: their cosine with the source is about .96. The nearest passages of
 * two real documents have .94, the nearest lay questions .91.
 */
const NOISE = 0.7

/** An index of a scaled corpus, as read from the disk, and what it cost. */
export interface ScaledIndex {
  readonly open: OpenCorpus
  readonly views: number
  /** Lists and graph, from texts and vectors in memory. */
  readonly buildMs: number
  /** Written, synced and checked. */
  readonly saveMs: number
  /** Read and checked. */
  readonly loadMs: number
  /** All its files. */
  readonly bytes: number
  /** The vectors of its views, one after the other. */
  readonly values: Float32Array
  readonly probe: SearchProbeReport
}

/**
 * The views that each measure has: `all` its source has (35 on average), one of each kind but the
 * English sentence, or its whole text only.
 */
export const VIEW_CHOICES = {
  all: { keeps: () => true, layPerMeasure: Number.POSITIVE_INFINITY },
  four: {
    keeps: (kind: ViewKind, nth: number) => nth === 0 && kind !== 'english-sentence',
    layPerMeasure: 1,
  },
  one: { keeps: (kind: ViewKind) => kind === 'original', layPerMeasure: 0 },
} as const

/** Settings of {@link buildScaledIndex}. */
export interface ScaledIndexOptions {
  readonly measures: number
  readonly views: keyof typeof VIEW_CHOICES
  readonly seed: number
  readonly onProgress?: (progress: BuildProgress) => void
  readonly onStep: (step: string) => void
}

/** A scaled corpus with what its index is made of. */
export interface ScaledMaterial {
  readonly corpus: Corpus
  readonly material: IndexMaterial
  /** Of the lists alone. */
  readonly lexicalMs: number
}

/**
 * Scales a corpus: texts varied, vectors perturbed, nothing embedded.
 *
 * @param real The open corpus, whose index holds the vectors of `loaded`.
 */
export function scaledMaterial(
  real: OpenCorpus,
  loaded: LoadedCorpus,
  embedder: Embedder,
  { measures, views, seed, onStep }: ScaledIndexOptions,
): ScaledMaterial {
  onStep(`repeating the corpus with varied text to ${measures} measures`)
  const words = wordPoolOf(
    loaded.corpus.measures.map(({ text }) => text),
    loaded.corpus.measures.map(({ translation }) => translation?.text ?? ''),
    real.tokenizer.words,
  )
  const random = createRandom(seedFor(seed, 'texts'))
  const { keeps, layPerMeasure } = VIEW_CHOICES[views]
  const scaled = scaleCorpus(loaded, measures, words, random, layPerMeasure)
  const rows = scaledRows(real.index.views, scaled.origins, keeps)

  onStep(`moving the vectors of ${rows.sources.length} views`)
  const vectors = scaledVectors(real, rows, seed)

  onStep('building the lists of words')
  const started = performance.now()
  const material = {
    lexical: buildLexicalIndexes(scaled.corpus.measures, scaled.layQuestions, real.tokenizer),
    views: rows.table,
    vectors,
    dimensions: embedder.dimensions,
    unanswered: real.index.unanswered,
  }
  return { corpus: scaled.corpus, material, lexicalMs: performance.now() - started }
}

/**
 * Builds a scaled index, saves it in a temporary folder, reads it again, times searches of it in a
 * process of its own, and removes the folder.
 *
 * @param questions With their vectors; the first `warmUp` are asked before anything is measured.
 */
export async function buildScaledIndex(
  real: OpenCorpus,
  loaded: LoadedCorpus,
  embedder: Embedder,
  { questions, warmUp }: Pick<SearchProbeTask, 'questions' | 'warmUp'>,
  options: ScaledIndexOptions,
): Promise<ScaledIndex> {
  const { measures, onProgress, onStep } = options
  const { corpus, material, lexicalMs } = scaledMaterial(real, loaded, embedder, options)
  const { lexical, views, unanswered } = material
  let started = performance.now()
  const built = {
    lexical,
    views,
    vectors: await buildVectorIndex(material.vectors, embedder.dimensions, {
      onProgress: (done, total) => onProgress?.({ stage: 'index', done, total }),
    }),
    unanswered,
  }
  const buildMs = lexicalMs + performance.now() - started

  const folder = await mkdtemp(join(tmpdir(), 'policy-assistant-bench-'))
  try {
    onStep('saving and reading it')
    const fingerprint = fingerprintOf({ corpus: corpus.version, measures: `${measures}` })
    started = performance.now()
    const contents = searchIndexContents(built, material.vectors, corpus, embedder.fingerprint)
    const manifest = await saveIndex(folder, fingerprint, contents)
    const saveMs = performance.now() - started
    built.vectors.close()
    started = performance.now()
    const stored = await loadIndex(folder, fingerprint)
    if (stored === undefined) throw new AppError('bad_index', `${folder}: expected the saved index`)
    const index = await readSearchIndex(stored, corpus.measures.length)
    const loadMs = performance.now() - started

    onStep(`searching in a process of its own: ${questions.length} questions, then by document`)
    const records = await writeRecords(join(folder, 'records.jsonl'), corpus.measures)
    const documents = rangesOf(corpus.documents)
    const task = { folder, fingerprint, records, questions, warmUp, documents }
    return {
      open: { ...real, corpus, index, fingerprint, built: true },
      values: material.vectors,
      views: built.views.measures.length,
      buildMs,
      saveMs,
      loadMs,
      bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
      probe: await measureSearch(folder, task),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Rows of the measures of each document. */
function rangesOf(documents: Corpus['documents']): SearchProbeTask['documents'] {
  let start = 0
  return documents.map(({ data: { id }, measures }) => {
    const range = { id, start, end: start + measures.length }
    start = range.end
    return range
  })
}

/** Rows of a scaled index: which row of the real one each is made from, and what it stands for. */
interface ScaledRows {
  readonly sources: Uint32Array
  /** 1 for the views of copies. */
  readonly moved: Uint8Array
  readonly table: ViewTable
}

/** Takes for each measure the views of its source that are kept, in their order. */
function scaledRows(
  real: ViewTable,
  origins: readonly MeasureOrigin[],
  keeps: (kind: ViewKind, nth: number) => boolean,
): ScaledRows {
  const keptOf = Array.from({ length: real.starts.length - 1 }, (_, measure): number[] => {
    const seen = new Map<ViewKind, number>()
    const kept: number[] = []
    const end = real.starts[measure + 1] ?? 0
    for (let row = real.starts[measure] ?? 0; row < end; row++) {
      const kind = VIEW_KINDS[real.kinds[row] ?? 0] ?? 'original'
      const nth = seen.get(kind) ?? 0
      seen.set(kind, nth + 1)
      if (keeps(kind, nth)) kept.push(row)
    }
    return kept
  })
  const starts = new Uint32Array(origins.length + 1)
  origins.forEach(({ source }, measure) => {
    starts[measure + 1] = (starts[measure] ?? 0) + (keptOf[source]?.length ?? 0)
  })
  const size = starts.at(-1) ?? 0
  const sources = new Uint32Array(size)
  const moved = new Uint8Array(size)
  const measures = new Uint32Array(size)
  origins.forEach(({ source, isCopy }, measure) => {
    const start = starts[measure] ?? 0
    sources.set(keptOf[source] ?? [], start)
    moved.fill(isCopy ? 1 : 0, start, starts[measure + 1])
    measures.fill(measure, start, starts[measure + 1])
  })
  const kinds = Uint8Array.from(sources, (row) => real.kinds[row] ?? 0)
  const sentences = Uint16Array.from(sources, (row) => real.sentences[row] ?? 0)
  return { sources, moved, table: { measures, kinds, sentences, starts } }
}

/** The vectors of the rows, one after the other; those of copies are moved a little. */
function scaledVectors(
  { index: { vectors } }: OpenCorpus,
  { sources, moved }: ScaledRows,
  seed: number,
): Float32Array {
  const real = Array.from({ length: vectors.size }, (_, row) => vectors.vector(row))
  const { perturb } = createVectorNoise(real, NOISE, createRandom(seedFor(seed, 'vectors')))
  const values = new Float32Array(sources.length * vectors.dimensions)
  sources.forEach((source, row) => {
    const vector = vectors.vector(source)
    values.set(moved[row] === 1 ? perturb(vector) : vector, row * vectors.dimensions)
  })
  return values
}
