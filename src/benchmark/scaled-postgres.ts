import { randomUUID } from 'node:crypto'
import type { LoadedCorpus } from '../documents/load-corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import { fingerprintOf } from '../indexes/fingerprint.js'
import type { OpenCorpus } from '../pipeline.js'
import type { PostgresIndexStore } from '../retrieval/postgres-index-store.js'
import type { OpenIndex, RemoteIndex } from '../retrieval/search-index.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { buildVectorIndex } from '../retrieval/vector-rows.js'
import { type Latency, latencyOf } from './percentile.js'
import { type ScaledIndexOptions, scaledMaterial } from './scaled-index.js'

/** An index of a scaled corpus in PostgreSQL, and what it cost. */
export interface ScaledPostgres {
  readonly open: OpenCorpus<RemoteIndex>
  readonly views: number
  /** Lists, sent, arranged and committed. */
  readonly buildMs: number
  /** What a server that starts later loads. */
  readonly openMs: number
  /** Share of the questions with the same first ten, in their order, as a scan in memory. */
  readonly sameFirstTen: number
  /** Searches among all measures, each question embedded beforehand. */
  readonly search: Latency
  /** The same among those of each document, the slowest of them. */
  readonly slowestDocument: { readonly measures: number; readonly search: Latency }
}

/** A question as it is searched with. */
export interface EmbeddedQuestion {
  readonly folded: string
  readonly vector: Float32Array
}

/** Measures asked for in each search, as an answer does. */
const LIMIT = 10

/**
 * Scales a corpus, builds its index in PostgreSQL, and compares what it finds with an index in memory
 * that compares everything. The version stays in the database until another has been the current one
 * for a while.
 */
export async function buildScaledPostgres(
  real: OpenCorpus,
  loaded: LoadedCorpus,
  embedder: Embedder,
  store: PostgresIndexStore,
  questions: readonly EmbeddedQuestion[],
  options: ScaledIndexOptions,
): Promise<ScaledPostgres> {
  const { onProgress, onStep } = options
  const { corpus, material, lexicalMs } = scaledMaterial(real, loaded, embedder, options)
  // Never one that a run before has left.
  const fingerprint = fingerprintOf({ corpus: corpus.version, run: randomUUID() })
  const identity = { fingerprint, corpus, embedder: embedder.fingerprint }
  onStep('sending it to PostgreSQL and building the graph there')
  let started = performance.now()
  const index = await store.build(identity, material, {
    rebuild: false,
    onProgress: (stage, done, total) => onProgress?.({ stage, done, total }),
  })
  const buildMs = lexicalMs + performance.now() - started
  started = performance.now()
  await store.open(identity)
  const openMs = performance.now() - started

  onStep(`comparing ${questions.length} questions with an index in memory`)
  const vectors = await buildVectorIndex(material.vectors, material.dimensions, {
    exactScanMaxRows: Number.POSITIVE_INFINITY,
  })
  const searcherOf = (over: OpenIndex) =>
    createMeasureSearcher(over, corpus.measures, real.tokenizer)
  const [server, memory] = [searcherOf(index), searcherOf({ ...material, vectors })]
  let same = 0
  for (const question of questions) {
    const query = { ...question, added: [] }
    const [found, expected] = [await server.search(query, LIMIT), await memory.search(query, LIMIT)]
    const rowsOf = ({ hits }: typeof found): string => hits.map((hit) => hit.index).join()
    if (rowsOf(found) === rowsOf(expected)) same += 1
  }

  onStep(`searching with ${questions.length} questions, in all documents and in each`)
  const timed = async (allowed?: Uint32Array): Promise<Latency> => {
    const times: number[] = []
    for (const { folded, vector } of questions) {
      // What is known of a vector that was searched with before would not be fetched.
      const query = { folded, vector: vector.slice(), added: [], allowed }
      started = performance.now()
      await server.search(query, LIMIT)
      times.push(performance.now() - started)
    }
    return latencyOf(times)
  }
  const search = await timed()
  const slowest: { measures: number; search: Latency }[] = []
  let first = 0
  for (const { measures } of corpus.documents) {
    const allowed = Uint32Array.from(measures, (_, i) => first + i)
    first += measures.length
    slowest.push({ measures: measures.length, search: await timed(allowed) })
  }
  slowest.sort((a, b) => b.search.p50 - a.search.p50)
  return {
    open: { ...real, corpus, index, fingerprint, built: true },
    views: index.vectors.size,
    buildMs,
    openMs,
    sameFirstTen: same / questions.length,
    search,
    slowestDocument: slowest[0] ?? { measures: 0, search },
  }
}
