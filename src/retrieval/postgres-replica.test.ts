import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { reservePort } from '../http/reserve-port.js'
import { buildLexicalIndex } from '../indexes/lexical-index.js'
import type { IndexDatabase, IndexSql } from '../indexes/postgres/index-database.js'
import { openIndexDatabase, openIndexReplica } from '../indexes/postgres/open-index-database.js'
import { createReplicatedDatabase } from '../indexes/postgres/replicated-database.js'
import {
  type CopiedIndexDatabase,
  openPglite,
} from '../indexes/postgres/test-index-databases.fixture.js'
import { randomVectors } from '../indexes/test-vectors.js'
import { DatabaseError } from '../records/database-error.js'
import type { IndexMaterial } from './index-store.js'
import { openPostgresIndex } from './open-postgres-index.js'
import { createPostgresIndexStore } from './postgres-index-store.js'
import { rowsOf } from './vector-rows.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 120_000

const DIMENSIONS = 8
const { values } = randomVectors(4, DIMENSIONS, 1)
const vectorOf = (row: number) => values.slice(row * DIMENSIONS, (row + 1) * DIMENSIONS)
const list = () => buildLexicalIndex([['one'], ['one', 'two']])
const material = (first: number): IndexMaterial => ({
  lexical: { words: list(), bigrams: list(), english: list(), titles: list() },
  views: {
    measures: Uint32Array.of(0, 1),
    kinds: Uint8Array.of(0, 4),
    sentences: Uint16Array.of(0, 0),
    starts: Uint32Array.of(0, 1, 2),
  },
  vectors: rowsOf([vectorOf(first), vectorOf(first + 1)]),
  dimensions: DIMENSIONS,
  unanswered: new Float32Array(),
})
const TERMS = { words: ['one'], bigrams: ['two'] }
const BOTH = Uint32Array.of(0, 1)
const OPTIONS = { rebuild: false, onProgress: () => {} }

const { corpus } = loadCorpus(readConfig({}).folders.corpus)
const identity = (fingerprint: string) => ({
  fingerprint,
  corpus: { ...corpus, measures: corpus.measures.slice(0, 2) },
  embedder: 'random',
})

/** A server that can be cut off, and counts what it was asked. */
function severable<Sql extends IndexSql>(sql: Sql) {
  const state = { isAway: false, asked: 0 }
  const query: IndexSql['query'] = (text, given) => {
    if (state.isAway) return Promise.reject(new DatabaseError('lost', 'cut off'))
    state.asked += 1
    return sql.query(text, given)
  }
  return { state, sql: { ...sql, query } }
}

/** A primary that can be cut off. */
function severablePrimary(database: IndexDatabase) {
  const { state, sql } = severable(database)
  const build: IndexDatabase['build'] = (work) =>
    state.isAway ? Promise.reject(new DatabaseError('lost', 'cut off')) : database.build(work)
  // Closing it is for who opened it.
  return { state, sql: { ...sql, build, close: async () => {} } }
}

// A copy that is made at a moment, and gets nothing of what comes later, is a replica that lags.
describe('PostgreSQL in this process and a copy of it', { timeout: TIMEOUT_MS }, () => {
  let opened: CopiedIndexDatabase
  beforeAll(async () => {
    opened = await openPglite()
  }, TIMEOUT_MS)
  afterAll(() => opened.remove())

  test('searched without the primary; a copy that lags behind is not asked', async () => {
    const builder = await createPostgresIndexStore(opened.database)
    const built = await builder.build(identity('first'), material(0), OPTIONS)
    const replica = severable(await opened.copy())
    const primary = severablePrimary(opened.database)
    const database = createReplicatedDatabase(primary.sql, [replica.sql])

    // A server that starts while the primary is away opens the version, and is searched.
    primary.state.isAway = true
    const store = await createPostgresIndexStore(database)
    const index = await store.open(identity('first'))
    if (index === undefined) throw new Error('expected the version on the copy')
    const { retriever } = index
    const found = await retriever.nearest(vectorOf(1), 2, undefined)
    expect(found).toEqual(await built.retriever.nearest(vectorOf(1), 2, undefined))
    expect(found[0]?.row).toBe(1)
    expect((await retriever.cosines(vectorOf(0), BOTH))[0]).toBeCloseTo(1, 5)
    const { words } = await retriever.lexical(TERMS)
    const one = [{ term: 'one', weight: 1 }]
    expect(words.search(one, 2)).toEqual(
      (await built.retriever.lexical(TERMS)).words.search(one, 2),
    )

    // A build needs the primary, and the copy gets nothing of it.
    await expect(store.build(identity('never'), material(2), OPTIONS)).rejects.toThrow('cut off')
    primary.state.isAway = false
    const second = await store.build(identity('second'), material(2), OPTIONS)
    const askedBefore = replica.state.asked
    expect((await second.retriever.nearest(vectorOf(3), 1, undefined))[0]?.row).toBe(1)
    expect((await second.retriever.cosines(vectorOf(2), BOTH))[0]).toBeCloseTo(1, 5)
    // Only whether it has the version was asked there.
    expect(replica.state.asked - askedBefore).toBeLessThanOrEqual(1)
    // The version before is on both: without the copy it is read on the primary.
    replica.state.isAway = true
    expect((await retriever.nearest(vectorOf(0), 1, undefined))[0]?.row).toBe(0)
    primary.state.isAway = true
    await expect(second.retriever.nearest(vectorOf(1).slice(), 1, undefined)).rejects.toMatchObject(
      { code: 'overloaded', retryAfterSeconds: 5 },
    )
    await replica.sql.close()
  })

  test('who goes over to a version that was built before tells the others', async () => {
    const builder = await createPostgresIndexStore(opened.database)
    for (const name of ['before', 'after']) {
      await builder.build(identity(name), material(0), OPTIONS)
    }
    const server = await createPostgresIndexStore(opened.database)
    const told = vi.fn<() => void>()
    server.onChange(told)
    await server.open(identity('after'))
    // A start is no news.
    await server.open(identity('after'))
    expect(told).not.toHaveBeenCalled()
    await server.open(identity('before'))
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), { timeout: TIMEOUT_MS / 2 })
  })
})

test('a server that is not there is opened where replicas may be read, and closed', async () => {
  const nobody = await reservePort('127.0.0.1')
  await nobody.release()
  const url = `postgres://nobody@127.0.0.1:${nobody.port}/none`
  const settings = { efSearch: 40 }
  await expect(openIndexDatabase(url, settings)).rejects.toMatchObject({ reason: 'lost' })
  const database = await openIndexDatabase(url, settings, { mayBeAway: true })
  await database.hold(1, new Set())
  await expect(database.query('select 1')).rejects.toMatchObject({ reason: 'lost' })
  await database.close()
  const replica = openIndexReplica(url, settings)
  expect(replica.name).toBe(`127.0.0.1:${nobody.port}`)
  await expect(replica.query('select 1')).rejects.toMatchObject({ reason: 'lost' })
  await replica.close()
  // Without any to read it says so.
  await expect(openPostgresIndex({ url, replicaUrls: [url] })).rejects.toMatchObject({
    reason: 'lost',
  })
})
