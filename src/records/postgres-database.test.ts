import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  findPostgresBinaries,
  NO_POSTGRES,
  type PostgresServer,
  startPostgresServer,
} from '../testing/postgres-server.js'
import { expectAll, killWriter } from './killed-writer.fixture.js'
import { openPostgresDatabase } from './postgres-database.js'
import { createResilientRecords } from './resilient-records.js'
import { sampleRecord } from './sample-records.fixture.js'

/** Longest time for one test, in milliseconds: some 20 times what it takes. */
const TIMEOUT_MS = 120_000

const binaries = findPostgresBinaries()
const note = binaries === undefined ? ` (${NO_POSTGRES})` : ''

describe.skipIf(binaries === undefined)(`PostgreSQL${note}`, { timeout: TIMEOUT_MS }, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgresServer(binaries ?? '')
  }, TIMEOUT_MS)
  afterAll(async () => {
    await server.remove()
  })

  function createStore() {
    const store = createResilientRecords({
      open: () => openPostgresDatabase({ url: server.url }),
      retentionDays: 365,
    })
    const until = (state: string) =>
      vi.waitFor(() => expect(store.status().state).toBe(state), { timeout: TIMEOUT_MS / 2 })
    const ask = (id: string) => store.use(({ records }) => records.getAnswer(id, null))
    return { store, until, ask }
  }

  test('kill -9 of a writer and a crash of the server lose no acknowledged answer', async () => {
    const ids = await killWriter(['unused', server.url])
    await server.stop('immediate')
    await server.start()
    const database = await openPostgresDatabase({ url: server.url })
    try {
      await expectAll(database, ids)
    } finally {
      await database.close()
    }
  })

  test('a server that crashes: writes wait and arrive after its restart', async () => {
    const { store, until, ask } = createStore()
    store.start()
    const before = sampleRecord()
    expect(await store.saveAnswer(before)).toEqual({ kind: 'saved' })
    await until('open')

    await server.stop('immediate')
    // Nobody has asked it anything since: its connections told.
    await until('down')
    expect(store.status().reason).toBe('lost')
    expect(await ask(before.answer.id)).toEqual({ kind: 'unavailable' })
    const meanwhile = Array.from({ length: 20 }, () => sampleRecord())
    const saving = meanwhile.map((record) => store.saveAnswer(record))

    await server.start()
    expect(await Promise.all(saving)).toEqual(saving.map(() => ({ kind: 'saved' })))
    await until('open')
    for (const { answer } of [before, ...meanwhile]) {
      expect(await ask(answer.id)).toMatchObject({ kind: 'found', answer })
    }
    await store.close()
  })

  test('one connection that is ended takes nothing down', async () => {
    const { store, until, ask } = createStore()
    store.start()
    await until('open')
    const other = await openPostgresDatabase({ url: server.url })
    await other.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and application_name = 'policy-assistant'`,
    )
    await other.close()
    await vi.waitFor(async () => expect((await ask('x')).kind).toBe('not_found'))
    expect(store.status()).toMatchObject({ state: 'open', attempts: 1 })
    await store.close()
  })

  test('a server that is not there yet is waited for', async () => {
    await server.stop('fast')
    const { store, until } = createStore()
    store.start()
    await until('down')
    await server.start()
    await until('open')
    await store.close()
  })
})
