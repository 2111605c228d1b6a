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
import { buildViews, viewTableOf } from '../retrieval/views.js'
import type { LoadedCorpus } from '../documents/load-corpus.js'
import { createVectorNoise } from './perturb-vector.js'
import { type MeasureOrigin, scaleCorpus } from './scale-corpus.js'
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
}

/** Settings of {@link buildScaledIndex}. */
export interface ScaledIndexOptions {
  readonly measures: number
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
  { measures, seed, onStep }: ScaledIndexOptions,
): ScaledMaterial {
  onStep(`repeating the corpus with varied text to ${measures} measures`)
  const words = wordPoolOf(
    loaded.corpus.measures.map(({ text }) => text),
    loaded.corpus.measures.map(({ translation }) => translation?.text ?? ''),
    real.tokenizer.words,
  )
  const scaled = scaleCorpus(loaded, measures, words, createRandom(seedFor(seed, 'texts')))
  const views = buildViews(scaled.corpus.measures, scaled.layQuestions)
  const vectors = scaledVectors(real, scaled.origins, seed)
  if (vectors.length !== views.length) {
    throw new AppError(
      'internal',
      `scaled corpus: expected ${views.length} vectors, found ${vectors.length}`,
    )
  }

  onStep(`building the index of ${views.length} views`)
  const started = performance.now()
  const material = {
    lexical: buildLexicalIndexes(scaled.corpus.measures, scaled.layQuestions, real.tokenizer),
    views: viewTableOf(views, vectors, scaled.corpus.measures.length),
    vectors,
    dimensions: embedder.dimensions,
    unanswered: real.index.unanswered,
  }
  return { corpus: scaled.corpus, material, lexicalMs: performance.now() - started }
}

/** Builds a scaled index, saves it in a temporary folder, reads it again, and removes the folder. */
export async function buildScaledIndex(
  real: OpenCorpus,
  loaded: LoadedCorpus,
  embedder: Embedder,
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
    const contents = searchIndexContents(built, corpus, embedder.fingerprint)
    const manifest = await saveIndex(folder, fingerprint, contents)
    const saveMs = performance.now() - started
    built.vectors.close()
    started = performance.now()
    const stored = await loadIndex(folder, fingerprint)
    if (stored === undefined) throw new AppError('bad_index', `${folder}: expected the saved index`)
    const index = await readSearchIndex(stored, corpus)
    return {
      open: { ...real, corpus, index, fingerprint, built: true },
      views: built.views.measures.length,
      buildMs,
      saveMs,
      loadMs: performance.now() - started,
      bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The vectors of the real views for each measure, perturbed for copies, in the order of the views. */
function scaledVectors(
  { index: { views, vectors } }: OpenCorpus,
  origins: readonly MeasureOrigin[],
  seed: number,
): Float32Array[] {
  const rows = Array.from({ length: vectors.size }, (_, row) => vectors.vector(row))
  const { perturb } = createVectorNoise(rows, NOISE, createRandom(seedFor(seed, 'vectors')))
  return origins.flatMap(({ source, isCopy }) => {
    const start = views.starts[source] ?? 0
    const end = views.starts[source + 1] ?? start
    return Array.from({ length: end - start }, (_, position) => {
      const vector = vectors.vector(start + position)
      return isCopy ? perturb(vector) : vector
    })
  })
}
