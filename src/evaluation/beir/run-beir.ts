import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quantileSorted } from 'simple-statistics'
import type { Config } from '../../config.js'
import { openEmbedder } from '../../open-assistant.js'
import { createMeasureSearcher } from '../../retrieval/search-measures.js'
import { createQueryWidener } from '../../retrieval/widen-query.js'
import { foldText } from '../../scripts/fold.js'
import { glossaryUserWords, loadGlossary } from '../../scripts/glossary.js'
import { createTokenizer } from '../../scripts/tokenize.js'
import { cleanQuestion } from '../../understanding/clean-question.js'
import { formatEstimate } from '../report/format-number.js'
import { indexCollection } from './index-collection.js'
import { loadBeir } from './load-beir.js'
import {
  type RankedQuery,
  type RetrievalScore,
  SCORED_DEPTH,
  scoreRetrieval,
} from './score-retrieval.js'

/** What {@link runBeir} is to score. */
export interface BeirRequest {
  readonly config: Config
  readonly folder: string
  readonly seed: number
  readonly onProgress: (done: number, total: number) => void
}

/** Scores of a collection. */
export interface BeirResult {
  readonly texts: number
  readonly queries: readonly RankedQuery[]
  readonly scores: readonly RetrievalScore[]
  /** Milliseconds of each query, embedded afresh and searched, one at a time; ascending. */
  readonly queryMs: readonly number[]
}

/**
 * Scores retrieval alone on a folder in BEIR form: the same lists, weights and embedder that the
 * assistant searches with. A query never finds the text of its own id, as is the custom there.
 *
 * @throws AppError `invalid_request` for a broken folder; what the embedder throws.
 */
export async function runBeir({
  config,
  folder,
  seed,
  onProgress,
}: BeirRequest): Promise<BeirResult> {
  const collection = loadBeir(folder)
  const total = collection.texts.length + collection.queries.length
  const glossary = loadGlossary(join(config.folders.corpus, 'glossary.yaml'))
  const tokenizer = createTokenizer(glossaryUserWords(glossary))
  const embedder = await openEmbedder(config)
  try {
    const { measures, index } = await indexCollection(collection, embedder, tokenizer, (done) =>
      onProgress(done, total),
    )
    const searcher = createMeasureSearcher(index, measures, tokenizer)
    const widen = createQueryWidener({ index, glossary })
    const queries: RankedQuery[] = []
    const queryMs: number[] = []
    for (const { id, text } of collection.queries) {
      const started = performance.now()
      const folded = foldText(cleanQuestion(text))
      const [vector] = await embedder.embed([folded], 'query')
      if (vector === undefined) continue
      const { hits } = await searcher.search(
        { folded, vector, added: widen(folded) },
        SCORED_DEPTH + 1,
      )
      queryMs.push(performance.now() - started)
      queries.push({
        id,
        ranked: hits
          .map(({ measure }) => measure.id)
          .filter((found) => found !== id)
          .slice(0, SCORED_DEPTH),
        grades: collection.grades.get(id) ?? new Map(),
      })
      onProgress(collection.texts.length + queries.length, total)
    }
    return {
      texts: measures.length,
      queries,
      scores: scoreRetrieval(queries, seed),
      queryMs: queryMs.toSorted((a, b) => a - b),
    }
  } finally {
    await embedder.close()
  }
}

/** Writes `retrieval.json`, `retrieval-timings.json` and the run in TREC form into a folder. */
export function writeBeir(folder: string, { texts, queries, scores, queryMs }: BeirResult): void {
  mkdirSync(folder, { recursive: true })
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`
  writeFileSync(join(folder, 'retrieval.json'), json({ texts, queries: queries.length, scores }))
  writeFileSync(join(folder, 'retrieval-timings.json'), json(latencyOf(queryMs)))
  const run = queries.flatMap(({ id, ranked }) =>
    ranked.map(
      (found, index) => `${id} Q0 ${found} ${index + 1} ${SCORED_DEPTH - index} policy-assistant`,
    ),
  )
  writeFileSync(join(folder, 'retrieval.trec'), `${run.join('\n')}\n`)
}

/** The results for a terminal. */
export function beirText({ texts, queries, scores, queryMs }: BeirResult): string {
  const { p50, p95 } = latencyOf(queryMs)
  return `${[
    `${queries.length} queries, ${texts} texts`,
    ...scores.map(({ metric, estimate }) => `${metric.padEnd(12)}${formatEstimate(estimate)}`),
    `a query, embedded and searched: p50 ${p50} ms, p95 ${p95} ms`,
  ].join('\n')}\n`
}

function latencyOf(sorted: readonly number[]): { n: number; p50: number; p95: number } {
  const at = (share: number): number =>
    sorted.length === 0 ? 0 : Number(quantileSorted([...sorted], share).toFixed(2))
  return { n: sorted.length, p50: at(0.5), p95: at(0.95) }
}
