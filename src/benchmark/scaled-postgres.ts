import { randomUUID } from 'node:crypto'
import type { LoadedCorpus } from '../documents/load-corpus.js'
import type { Embedder } from '../embedding/embedder.js'
import { fingerprintOf } from '../indexes/fingerprint.js'
import type { OpenCorpus } from '../pipeline.js'
import type { PostgresIndexStore } from '../retrieval/postgres-index-store.js'
import type { OpenIndex, RemoteIndex } from '../retrieval/search-index.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { buildVectorIndex } from '../retrieval/vector-rows.js'
import { foldText } from '../scripts/fold.js'
import { type ScaledIndexOptions, scaledMaterial } from './scaled-index.js'

/** An index of a scaled corpus in PostgreSQL, and what it cost. */
export interface ScaledPostgres {
  readonly open: OpenCorpus<RemoteIndex>
  readonly views: number
  /** Lists, sent, arranged and committed. */
  readonly buildMs: number
  /** What a server that starts later loads. */
  readonly openMs: number
  /** Share of the questions with the same first ten as a scan in memory. */
  readonly sameFirstTen: number
}

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
  questions: readonly string[],
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
    const folded = foldText(question)
    const [vector = new Float32Array()] = await embedder.embed([folded], 'query')
    const query = { folded, vector, added: [] }
    const [found, expected] = [await server.search(query, 10), await memory.search(query, 10)]
    const rowsOf = ({ hits }: typeof found): string => hits.map((hit) => hit.index).join()
    if (rowsOf(found) === rowsOf(expected)) same += 1
  }
  return {
    open: { ...real, corpus, index, fingerprint, built: true },
    views: index.vectors.size,
    buildMs,
    openMs,
    sameFirstTen: same / questions.length,
  }
}
