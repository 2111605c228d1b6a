import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Database, SqlResult } from './database.js'
import { DatabaseError } from './database-error.js'
import { createResilientRecords, type ResilientRecords } from './resilient-records.js'
import { sampleRecord } from './sample-records.fixture.js'

const stores: ResilientRecords[] = []
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()))
})

/** A database that answers every statement, unless `trouble` says otherwise. */
function createFakeDatabase() {
  const fake = {
    trouble: undefined as ((text: string) => Error | undefined) | undefined,
    opened: 0,
    closed: 0,
    saved: 0,
    delayMs: 0,
    async open(): Promise<Database> {
      fake.opened += 1
      const refused = fake.trouble?.('open')
      if (refused !== undefined) throw refused
      async function query(text: string): Promise<SqlResult> {
        if (fake.delayMs > 0) await delay(fake.delayMs)
        const error = fake.trouble?.(text)
        if (error !== undefined) throw error
        if (text.includes('insert into answers')) {
          fake.saved += 1
          return { rows: [{ joined: 1 }], rowCount: 1 }
        }
        return { rows: text.includes('max(version)') ? [{ version: 0 }] : [], rowCount: 0 }
      }
      return {
        kind: 'pglite',
        query,
        transaction: (work) => work({ query }),
        maintain: async () => {},
        onLost: () => {},
        close: async () => {
          fake.closed += 1
        },
      }
    },
  }
  return fake
}

function createStore(open: () => Promise<Database>, queueLimit = 1000) {
  const notes: string[] = []
  const store = createResilientRecords({
    open,
    retentionDays: 365,
    onNote: (note) => notes.push(note),
    queueLimit,
  })
  stores.push(store)
  return { store, notes }
}

const untilState = (store: ResilientRecords, state: string) =>
  vi.waitFor(() => expect(store.status().state).toBe(state), { timeout: 20_000, interval: 10 })

const askAnswer = (store: ResilientRecords, id: string) =>
  store.use(({ records }) => records.getAnswer(id, null))

describe('createResilientRecords', () => {
  test('is there before the database is: reads are unavailable, writes wait', async () => {
    const fake = createFakeDatabase()
    const { store } = createStore(fake.open)
    const saving = store.saveAnswer(sampleRecord())
    expect(fake.opened).toBe(0)
    expect(await askAnswer(store, 'x')).toEqual({ kind: 'unavailable' })
    expect(store.status()).toMatchObject({ state: 'opening', queued: 1, database: null })
    store.start()
    expect(await saving).toEqual({ kind: 'saved' })
    await untilState(store, 'open')
    expect(await askAnswer(store, 'x')).toEqual({ kind: 'not_found' })
    expect(store.status()).toMatchObject({ database: 'pglite', reason: null, attempts: 1 })
  })

  test('a database that cannot be opened is tried again with growing pauses', async () => {
    const fake = createFakeDatabase()
    fake.trouble = () => new DatabaseError('locked', 'held by process 4711')
    const { store, notes } = createStore(fake.open)
    store.start()
    await untilState(store, 'down')
    expect(store.status()).toMatchObject({ reason: 'locked', error: 'held by process 4711' })
    await delay(600)
    // After about 250 and 500 milliseconds: a third try comes at 375 at the earliest.
    expect(fake.opened).toBeGreaterThanOrEqual(2)
    expect(fake.opened).toBeLessThanOrEqual(3)
    fake.trouble = undefined
    await untilState(store, 'open')
    expect(notes).toEqual([expect.stringContaining('4711'), 'records: open (pglite)'])
  })

  test('a full disk: down, writes wait, back by itself once there is room', async () => {
    const fake = createFakeDatabase()
    const { store } = createStore(fake.open)
    store.start()
    await untilState(store, 'open')
    // The small proof of writing still fits, an answer does not.
    const noRoom = new DatabaseError('full', 'ENOSPC')
    fake.trouble = (text) => (text.includes('insert into answers') ? noRoom : undefined)
    const saving = store.saveAnswer(sampleRecord())
    await untilState(store, 'down')
    expect(store.status()).toMatchObject({ reason: 'full', queued: 1 })
    const states = new Set<string>()
    for (let look = 0; look < 50; look += 1) {
      states.add(store.status().state)
      await delay(10)
    }
    expect([...states]).toEqual(['down'])
    expect(await askAnswer(store, 'x')).toEqual({ kind: 'unavailable' })
    fake.trouble = undefined
    expect(await saving).toEqual({ kind: 'saved' })
    await untilState(store, 'open')
    expect(fake.closed).toBe(fake.opened - 1)
    expect(store.status()).toMatchObject({ reason: null, queued: 0, written: 1 })
  })

  test('while it is down, the oldest writes give way to new ones', async () => {
    const fake = createFakeDatabase()
    fake.trouble = () => new DatabaseError('lost', 'gone')
    const { store } = createStore(fake.open, 10)
    store.start()
    await untilState(store, 'down')
    const all = Array.from({ length: 25 }, () => store.saveAnswer(sampleRecord()))
    fake.trouble = undefined
    const kinds = (await Promise.all(all)).map(({ kind }) => kind)
    expect(kinds.slice(0, 15)).toEqual(kinds.slice(0, 15).map(() => 'dropped'))
    expect(kinds.slice(15)).toEqual(kinds.slice(15).map(() => 'saved'))
    expect(store.status()).toMatchObject({ dropped: 15, written: 10 })
  })

  test('one statement that is lost is no outage when the database is there', async () => {
    const fake = createFakeDatabase()
    const { store } = createStore(fake.open)
    store.start()
    await untilState(store, 'open')
    const slow = new DatabaseError('lost', 'Query read timeout')
    const asked = store.use(async () => {
      throw slow
    })
    expect(await asked).toEqual({ kind: 'unavailable' })
    expect(store.status().state).toBe('open')
    fake.trouble = () => slow
    expect(await askAnswer(store, sampleRecord().answer.id)).toEqual({ kind: 'unavailable' })
    expect(store.status().state).toBe('down')
  })

  test('a mistake in a statement is thrown and changes nothing', async () => {
    const fake = createFakeDatabase()
    const { store } = createStore(fake.open)
    store.start()
    await untilState(store, 'open')
    const asked = store.use(async () => {
      throw new DatabaseError('statement', 'no such column')
    })
    await expect(asked).rejects.toThrow('no such column')
    expect(store.status().state).toBe('open')
  })

  test('closing waits for the last writes', async () => {
    const fake = createFakeDatabase()
    const { store } = createStore(fake.open)
    store.start()
    await untilState(store, 'open')
    fake.delayMs = 50
    const all = Array.from({ length: 8 }, () => store.saveAnswer(sampleRecord()))
    await store.close()
    expect(await Promise.all(all)).toEqual(all.map(() => ({ kind: 'saved' })))
    expect(fake).toMatchObject({ saved: 8, closed: 1 })
    expect(store.status().state).toBe('closed')
    expect(await store.saveAnswer(sampleRecord())).toEqual({ kind: 'dropped' })
  })

  test('closing while it is down drops what waits and tries no more', async () => {
    const fake = createFakeDatabase()
    fake.trouble = () => new DatabaseError('lost', 'gone')
    const { store } = createStore(fake.open)
    store.start()
    await untilState(store, 'down')
    const saving = store.saveAnswer(sampleRecord())
    await store.close()
    expect(await saving).toEqual({ kind: 'dropped' })
    const { opened } = fake
    await delay(500)
    expect(fake.opened).toBe(opened)
  })
})
