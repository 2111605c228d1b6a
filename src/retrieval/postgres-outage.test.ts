import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { buildLexicalIndex, createLexicalReader } from '../indexes/lexical-index.js'
import { parseLexicalTables } from '../indexes/lexical-format.js'
import type { IndexQueries } from '../indexes/postgres/index-queries.js'
import { removeRetired } from '../indexes/postgres/index-versions.js'
import { openIndexDatabase } from '../indexes/postgres/open-index-database.js'
import { createTestDatabase, onServer } from '../indexes/postgres/test-index-databases.fixture.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { DatabaseError } from '../records/database-error.js'
import { givenPgvectorUrl } from '../testing/postgres-server.js'
import type { IndexMaterial } from './index-store.js'
import { createPostgresIndexStore } from './postgres-index-store.js'
import { createPostgresRetriever } from './postgres-retriever.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 60_000

const DIMENSIONS = 8
const { values } = randomVectors(2, DIMENSIONS, 1)
const query = values.slice(0, DIMENSIONS)
const list = () => buildLexicalIndex([['one'], ['one', 'two']])
const material: IndexMaterial = {
  lexical: { words: list(), bigrams: list(), english: list(), titles: list() },
  views: {
    measures: Uint32Array.of(0, 1),
    kinds: Uint8Array.of(0, 4),
    sentences: Uint16Array.of(0, 0),
    starts: Uint32Array.of(0, 1, 2),
  },
  vectors: values,
  dimensions: DIMENSIONS,
  unanswered: new Float32Array(),
}
const BOTH = Uint32Array.of(0, 1)
const TERMS = { words: ['one', 'unknown'], bigrams: ['two'] }

describe('a retriever whose server fails', () => {
  const reader = () => createLexicalReader(parseLexicalTables(list().serialize()))
  const retrieverOver = (queries: IndexQueries) =>
    createPostgresRetriever({
      queries,
      readers: { words: reader(), bigrams: reader(), english: reader(), titles: reader() },
      firstTerms: { words: 0, bigrams: 2, english: 4, titles: 6 },
      views: material.views,
    })
  function failing(error: Error): IndexQueries {
    const fail = async () => {
      throw error
    }
    return {
      postings: fail,
      nearest: fail,
      nearestByScan: fail,
      cosines: fail,
      cosinesOf: fail,
      async *sketches() {
        yield await fail()
      },
      parts: fail,
    }
  }

  test.each(['lost', 'full'] as const)('is busy for a while when that is %s', async (reason) => {
    const retriever = retrieverOver(failing(new DatabaseError(reason, 'gone')))
    const busy = { code: 'overloaded', status: 503, retryAfterSeconds: 5 }
    await expect(retriever.lexical(TERMS)).rejects.toMatchObject(busy)
    await expect(retriever.nearest(query, 1, undefined)).rejects.toMatchObject(busy)
    await expect(retriever.nearestLay(query, 1)).rejects.toMatchObject(busy)
    await expect(retriever.cosines(query, BOTH)).rejects.toMatchObject(busy)
  })

  test('is not busy when a statement is wrong', async () => {
    const retriever = retrieverOver(failing(new DatabaseError('statement', 'no such table')))
    await expect(retriever.cosines(query, BOTH)).rejects.toThrow('no such table')
  })

  test('asks again after a failure, and only for what it has not got', async () => {
    let isDown = true
    const asked: (readonly number[])[] = []
    const retriever = retrieverOver({
      ...failing(new Error('not expected')),
      async cosines(_, measures) {
        asked.push(measures)
        if (isDown) throw new DatabaseError('lost', 'gone')
        return measures.map((row) => ({ row, score: row / 2 }))
      },
    })
    await expect(retriever.cosines(query, Uint32Array.of(1))).rejects.toThrow('gone')
    isDown = false
    expect((await retriever.cosines(query, Uint32Array.of(1)))[0]).toBe(0.5)
    const cosines = await retriever.cosines(query, BOTH)
    expect([cosines[0], cosines[1]]).toEqual([0, 0.5])
    expect(asked).toEqual([[1], [1], [0]])
  })

  test('takes no fewer rows than there are', async () => {
    const retriever = retrieverOver({
      ...failing(new Error('not expected')),
      cosines: async () => [{ row: 0, score: 1 }],
    })
    await expect(retriever.cosines(query, BOTH)).rejects.toMatchObject({ code: 'bad_index' })
  })
})

const serverUrl = givenPgvectorUrl()

describe.skipIf(serverUrl === undefined)(
  `two servers over PostgreSQL${serverUrl === undefined ? ' (skipped: no PGVECTOR_URL)' : ''}`,
  { timeout: TIMEOUT_MS },
  () => {
    const identity = (fingerprint: string) => ({
      fingerprint,
      corpus: { ...corpus, measures: corpus.measures.slice(0, 2) },
      embedder: 'random',
    })
    const { corpus } = loadCorpus(readConfig({}).folders.corpus)
    const options = { rebuild: false, onProgress: () => {} }
    let created: Awaited<ReturnType<typeof createTestDatabase>>

    beforeAll(async () => {
      created = await createTestDatabase(serverUrl ?? '')
    })
    afterAll(() => created.remove())

    async function openServer() {
      const database = await openIndexDatabase(created.url, { efSearch: 40 })
      return { database, store: await createPostgresIndexStore(database) }
    }

    test('start at the same time and build once', async () => {
      const servers = await Promise.all([openServer(), openServer()])
      const [one, other] = await Promise.all(
        servers.map(({ store }) => store.build(identity('same'), material, options)),
      )
      expect(one?.vectors).toEqual(other?.vectors)
      const count = 'select count(*)::int4 as count from policy_index.versions'
      expect(await servers[0].database.query(count)).toEqual([{ count: 1 }])
      for (const { store } of servers) await store.close()
    })

    test('one has a version open: it stays until that has left it', async () => {
      const [reader, builder] = await Promise.all([openServer(), openServer()])
      const told = vi.fn<() => void>()
      reader.store.onChange(told)
      const old = await reader.store.build(identity('old'), material, options)
      told.mockClear()
      await builder.store.build(identity('new'), material, options)
      await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: TIMEOUT_MS / 2 })
      await removeRetired(builder.database, '0 seconds')
      expect((await old.retriever.cosines(query, BOTH))[0]).toBeCloseTo(1, 5)
      await reader.store.close()
      await vi.waitFor(
        async () => {
          await removeRetired(builder.database, '0 seconds')
          expect(await builder.store.open(identity('old'))).toBeUndefined()
        },
        { timeout: TIMEOUT_MS / 2 },
      )
      await builder.store.close()
    })

    test('the database goes and comes back: searches fail as busy, then work; news are heard', async () => {
      const server = await openServer()
      const told = vi.fn<() => void>()
      server.store.onChange(told)
      const index = await server.store.build(identity('lasting'), material, options)
      const name = new URL(created.url).pathname.slice(1)
      const admin = serverUrl ?? ''
      await onServer(admin, `alter database ${name} with allow_connections false`)
      await onServer(
        admin,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      )
      await vi.waitFor(
        () =>
          expect(index.retriever.cosines(query.slice(), BOTH)).rejects.toMatchObject({
            code: 'overloaded',
          }),
        { timeout: TIMEOUT_MS / 2 },
      )
      await onServer(admin, `alter database ${name} with allow_connections true`)
      told.mockClear()
      const cosines = await index.retriever.cosines(query.slice(), BOTH)
      expect(cosines[0]).toBeCloseTo(1, 5)
      await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: TIMEOUT_MS / 2 })
      await server.store.close()
    })
  },
)
