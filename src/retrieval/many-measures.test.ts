import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVectorNoise } from '../benchmark/perturb-vector.js'
import { scaleCorpus } from '../benchmark/scale-corpus.js'
import { wordPoolOf } from '../benchmark/vary-text.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { createRandom } from '../evaluation/statistics/random.js'
import {
  TEST_INDEX_DATABASES,
  type TestIndexDatabase,
} from '../indexes/postgres/test-index-databases.fixture.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { projectRoot } from '../project-root.js'
import { foldText } from '../scripts/fold.js'
import { createTokenizer, type Tokenizer } from '../scripts/tokenize.js'
import type { IndexIdentity, IndexMaterial } from './index-store.js'
import { createPostgresIndexStore } from './postgres-index-store.js'
import {
  createMeasureSearcher,
  type MeasureQuery,
  type MeasureSearcher,
} from './search-measures.js'
import { buildLexicalIndexes, type SearchIndex } from './search-index.js'
import { buildVectorIndex } from './vector-rows.js'
import { buildViews, viewTableOf } from './views.js'

/** More than are scored one by one, so that lists and graph have to propose candidates. */
const MEASURES = 1_200
const DIMENSIONS = 32
const QUESTIONS = 25

let measures: readonly MeasureRecord[] = []
let scan: MeasureSearcher
let withGraph: SearchIndex
let material: IndexMaterial
let identity: IndexIdentity
let tokenizer: Tokenizer
let queries: { readonly query: MeasureQuery; readonly measure: number }[] = []

beforeAll(async () => {
  const loaded = loadCorpus(join(projectRoot, 'corpus'))
  tokenizer = createTokenizer([])
  const words = wordPoolOf(
    loaded.corpus.measures.map(({ text }) => text),
    loaded.corpus.measures.map(({ translation }) => translation?.text ?? ''),
    tokenizer.words,
  )
  // Without lay questions: a quarter of the views, and a graph that is built in a second.
  const few = { corpus: loaded.corpus, layQuestions: new Map(), unanswered: [] }
  const scaled = scaleCorpus(few, MEASURES, words, createRandom(1))
  measures = scaled.corpus.measures
  const views = buildViews(measures, scaled.layQuestions)
  const { values } = randomVectors(views.length, DIMENSIONS, 2)
  const vectors = views.map((_, row) => values.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS))
  const common = {
    lexical: buildLexicalIndexes(measures, scaled.layQuestions, tokenizer),
    views: viewTableOf(views, vectors, measures.length),
    unanswered: new Float32Array(0),
  }
  const exact = await buildVectorIndex(values, DIMENSIONS, { exactScanMaxRows: views.length })
  withGraph = {
    ...common,
    vectors: await buildVectorIndex(values, DIMENSIONS, { exactScanMaxRows: 500 }),
  }
  scan = createMeasureSearcher({ ...common, vectors: exact }, measures, tokenizer)
  material = { ...common, vectors: values, dimensions: DIMENSIONS }
  identity = { fingerprint: 'scaled', corpus: scaled.corpus, embedder: 'random' }

  const random = createRandom(3)
  const { perturb } = createVectorNoise(vectors, 0.3, random)
  queries = Array.from({ length: QUESTIONS }, () => {
    const measure = Math.floor(random() * measures.length)
    const start = common.views.starts[measure] ?? 0
    const near = vectors[start] ?? new Float32Array(DIMENSIONS)
    const folded = foldText(measures[measure]?.title ?? '')
    return { measure, query: { folded, vector: perturb(near), added: [] } }
  })
}, 60_000)

/** What the scan is compared with: the graph in memory, sketches and the graph of each database. */
const INDEXES = [
  {
    kind: 'memory',
    available: true,
    open: async () => ({ index: withGraph, remove: async () => {} }),
  },
  ...TEST_INDEX_DATABASES.flatMap((database) => [
    { ...database, kind: `${database.kind}, by sketches`, options: {} },
    { ...database, kind: `${database.kind}, by a graph`, options: { sketchMaxViews: 0 } },
  ]).map(({ kind, available, open, options }) => ({
    kind,
    available,
    async open() {
      const opened: TestIndexDatabase = await open()
      const store = await createPostgresIndexStore(opened.database, options)
      const index = await store.build(identity, material, { rebuild: false, onProgress: () => {} })
      return { index, remove: opened.remove }
    },
  })),
]

test('the graph in memory is one', () => {
  expect(withGraph.vectors.values).toBeUndefined()
})

for (const index of INDEXES) {
  describe.skipIf(!index.available)(
    `more measures than are scored one by one, in ${index.kind}`,
    () => {
      let graph: MeasureSearcher
      let remove: (() => Promise<void>) | undefined

      beforeAll(async () => {
        const opened = await index.open()
        remove = opened.remove
        graph = createMeasureSearcher(opened.index, measures, tokenizer)
      }, 240_000)
      afterAll(() => remove?.())

      test('the measure asked for is found, and the same comes first by scan and by graph', async () => {
        for (const { query, measure } of queries) {
          const found = (await graph.search(query, 5)).hits.map(({ index }) => index)
          expect(found).toContain(measure)
          expect(found[0]).toBe((await scan.search(query, 5)).hits[0]?.index)
        }
      })

      test('the graph changes hardly any of the first five', async () => {
        let shared = 0
        for (const { query } of queries) {
          const expected = new Set((await scan.search(query, 5)).hits.map(({ index }) => index))
          shared += (await graph.search(query, 5)).hits.filter(({ index }) =>
            expected.has(index),
          ).length
        }
        expect(shared / (QUESTIONS * 5)).toBeGreaterThanOrEqual(0.95)
      })

      test.each([1_100, 400, 3])('only the %d measures allowed are found', async (count) => {
        // Every so many-th measure, so that no stretch of the rows is left out as a whole.
        const allowed = Uint32Array.from({ length: count }, (_, i) =>
          Math.floor((i * MEASURES) / count),
        )
        const isAllowed = new Set(allowed)
        for (const { query, measure } of queries) {
          for (const searcher of [scan, graph]) {
            const { hits } = await searcher.search({ ...query, allowed }, 10)
            expect(hits.length).toBeGreaterThan(0)
            expect(hits.filter(({ index }) => !isAllowed.has(index))).toEqual([])
            if (isAllowed.has(measure)) expect(hits.map(({ index }) => index)).toContain(measure)
          }
        }
      })

      test('what the lists gave adds up to the score', async () => {
        for (const { query } of queries.slice(0, 5)) {
          for (const hit of (await graph.search(query, 10)).hits) {
            const sum = hit.explain().reduce((total, { contribution }) => total + contribution, 0)
            expect(sum).toBeCloseTo(hit.score, 9)
          }
        }
      })
    },
  )
}
