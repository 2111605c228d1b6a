import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadQuestions, questionFiles } from '../evaluation/load-questions.js'
import { join } from 'node:path'
import {
  TEST_INDEX_DATABASES,
  type TestIndexDatabase,
} from '../indexes/postgres/test-index-databases.fixture.js'
import { openCorpus } from '../pipeline.js'
import { projectRoot } from '../project-root.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { createQuestionReader } from '../understanding/understand-question.js'
import { readConfig } from '../config.js'
import { createPostgresIndexStore } from './postgres-index-store.js'
import {
  createMeasureSearcher,
  type MeasureQuery,
  type MeasureSearcher,
} from './search-measures.js'
import { createQueryWidener } from './widen-query.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 240_000

/** Every so many-th question of the evaluation is asked, of all kinds and languages. */
const EVERY = 9

const { open, embedder } = await openTestAssistant()
const { corpus, tokenizer } = open
const memory = createMeasureSearcher(open.index, corpus.measures, tokenizer)
const reader = createQuestionReader({ corpus, tokenizer })
const widen = createQueryWidener(open)

afterAll(closeTestAssistant)

async function queriesOfEvaluation(): Promise<MeasureQuery[]> {
  const ids = new Set(corpus.measures.map(({ id }) => id))
  const questions = loadQuestions(questionFiles(join(projectRoot, 'eval', 'questions')), ids)
  const asked = questions.filter((_, index) => index % EVERY === 0)
  const queries: MeasureQuery[] = []
  for (const { question } of asked) {
    const { folded, topicTerms } = reader.read(question, {
      requestedLanguage: 'auto',
      history: [],
    })
    const [vector] = await embedder.embed([folded], 'query')
    if (vector === undefined) throw new Error('expected a vector')
    queries.push({ folded, vector, added: widen(folded), topicTerms })
  }
  return queries
}

for (const { kind, available, open: openDatabase } of TEST_INDEX_DATABASES) {
  describe.skipIf(!available)(`the real corpus in ${kind}`, () => {
    let opened: TestIndexDatabase | undefined
    let server: MeasureSearcher

    beforeAll(async () => {
      opened = await openDatabase()
      const store = await createPostgresIndexStore(opened.database)
      const built = await openCorpus({ folders: readConfig({}).folders, embedder, store })
      server = createMeasureSearcher(built.index, corpus.measures, tokenizer)
    }, TIMEOUT_MS)
    afterAll(() => opened?.remove())

    test('gives the first ten of the index in memory, with the same scores and evidence', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const queries = await queriesOfEvaluation()
      let same = 0
      for (const query of queries) {
        const expected = await memory.search(query, 10)
        const found = await server.search(query, 10)
        const indexes = expected.hits.map(({ index }) => index)
        if (indexes.join() === found.hits.map(({ index }) => index).join()) same += 1
        found.hits.forEach((hit, place) => {
          // The database adds up in single precision.
          expect(hit.score).toBeCloseTo(expected.hits[place]?.score ?? 0, 3)
        })
        for (const [name, value] of Object.entries(expected.evidence)) {
          const other = Object.entries(found.evidence).find(([key]) => key === name)?.[1]
          expect(other, name).toBeCloseTo(value, 3)
        }
      }
      expect(same / queries.length).toBeGreaterThanOrEqual(0.95)
    })

    test('finds only what a filter allows', { timeout: TIMEOUT_MS }, async () => {
      const [query] = await queriesOfEvaluation()
      if (query === undefined) throw new Error('expected a question')
      for (const allowed of [[], [3], [0, 1, 2, 40, 41, 115]]) {
        const narrow = { ...query, allowed: Uint32Array.from(allowed) }
        const found = (await server.search(narrow, 10)).hits.map(({ index }) => index)
        expect(found).toEqual((await memory.search(narrow, 10)).hits.map(({ index }) => index))
        expect(found.toSorted((a, b) => a - b)).toEqual(allowed)
      }
    })

    test('says whether measures hold terms', async () => {
      for (const terms of [['预裁定'], ['pinot'], ['预裁定', 'pinot'], []]) {
        for (const rows of [[], [0], [1, 2, 3], [...corpus.measures.keys()]]) {
          expect(await server.holdAny(rows, terms)).toBe(await memory.holdAny(rows, terms))
        }
      }
    })
  })
}
