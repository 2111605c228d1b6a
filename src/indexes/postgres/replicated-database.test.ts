import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { DatabaseError } from '../../records/database-error.js'
import type { IndexDatabase, IndexRow, IndexSql } from './index-database.js'
import {
  createReplicatedDatabase,
  type IndexReplica,
  type ReplicatedDatabase,
} from './replicated-database.js'

const FIRST = { id: 1, fingerprint: 'first' }
const SECOND = { id: 2, fingerprint: 'second' }

/** A server that has versions, and does what the test says. */
class FakeServer implements IndexDatabase, IndexReplica {
  readonly versions = new Map([[FIRST.fingerprint, FIRST.id]])
  /** What it throws to everything. */
  fails: DatabaseError | undefined
  /** Statements other than the question for a version. */
  asked = 0
  closed = false

  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  query: IndexSql['query'] = async (text, values = []) => {
    await Promise.resolve()
    if (this.fails !== undefined) throw this.fails
    if (!text.includes('versions where fingerprint')) {
      this.asked += 1
      return [{ by: this.name }]
    }
    const id = this.versions.get(String(values[0]))
    return id === undefined ? [] : [{ id, dimensions: 1, measures: 1, views: 1 }]
  }
  build = async (): Promise<never> => {
    throw new Error('not expected')
  }
  hold = async (): Promise<void> => {}
  onNotify = (): void => {}
  close = async (): Promise<void> => {
    this.closed = true
  }
}

const LOST = new DatabaseError('lost', 'gone')
const byOf = (rows: readonly IndexRow[]) => String(rows[0]?.['by'])

function setUp(replicaCount: number) {
  const primary = new FakeServer('primary')
  const replicas = Array.from({ length: replicaCount }, (_, at) => new FakeServer(`replica ${at}`))
  const clock = { now: 0 }
  const notes: string[] = []
  const database = createReplicatedDatabase(primary, replicas, {
    now: () => clock.now,
    onNote: (note) => notes.push(note),
  })
  return { primary, replicas, clock, notes, database }
}

/** Who answers so many statements, one after the other. */
async function whoAnswers(reader: IndexSql, count = 4): Promise<string[]> {
  const names: string[] = []
  for (let asked = 0; asked < count; asked += 1) names.push(byOf(await reader.query('select 1')))
  return names
}

/** Lets what goes on in the background end. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

async function readerOf(database: ReplicatedDatabase, version = FIRST): Promise<IndexSql> {
  const reader = database.reader(version)
  await settle()
  return reader
}

describe('a database with replicas', () => {
  test('is read on them in turn, and not on the primary', async () => {
    const { database, primary } = setUp(2)
    const reader = await readerOf(database)
    const names = await whoAnswers(reader)
    expect(new Set(names)).toEqual(new Set(['replica 0', 'replica 1']))
    expect(names[0]).not.toBe(names[1])
    expect(names.slice(0, 2)).toEqual(names.slice(2))
    expect(primary.asked).toBe(0)
  })

  test('without any is read on the primary', async () => {
    const { database } = setUp(0)
    expect(await whoAnswers(await readerOf(database))).toEqual(new Array(4).fill('primary'))
  })

  test('a replica that fails is passed over at once, and comes back by itself', async () => {
    const { database, replicas, clock, notes } = setUp(2)
    const reader = await readerOf(database)
    const [first] = replicas
    if (first === undefined) throw new Error('expected a replica')
    first.fails = LOST
    expect(new Set(await whoAnswers(reader, 8))).toEqual(new Set(['replica 1']))
    expect(notes).toEqual(['search: the replica replica 0 failed, others are asked'])
    first.fails = undefined
    await whoAnswers(reader)
    expect(first.asked).toBe(0)
    // It is asked beside the next search, and takes its turn from the one after that.
    clock.now += 1_000
    await whoAnswers(reader, 1)
    await settle()
    expect(new Set(await whoAnswers(reader))).toEqual(new Set(['replica 0', 'replica 1']))
    expect(notes.at(-1)).toBe('search: the replica replica 0 is used again')
  })

  test('with all replicas away is read on the primary', async () => {
    const { database, replicas } = setUp(2)
    const reader = await readerOf(database)
    for (const replica of replicas) replica.fails = LOST
    expect(await whoAnswers(reader)).toEqual(new Array(4).fill('primary'))
  })

  test('without the primary is read on the replicas, other statements too', async () => {
    const { database, primary } = setUp(2)
    primary.fails = LOST
    // Nothing is known of the replicas yet: the first statement waits for what they say.
    const reader = database.reader(FIRST)
    expect(await whoAnswers(reader)).not.toContain('primary')
    expect(byOf(await database.query('select 2'))).toMatch(/^replica/)
  })

  test.each([0, 20])(
    'whether the primary fails in %i ms or later than the replicas answer',
    async (ms) => {
      const { database, primary } = setUp(2)
      primary.query = async () => {
        await pause(ms)
        throw LOST
      }
      expect(await whoAnswers(database.reader(FIRST))).not.toContain('primary')
    },
  )

  test('with everything away says so', async () => {
    const { database, primary, replicas } = setUp(2)
    const reader = await readerOf(database)
    for (const server of [primary, ...replicas]) server.fails = LOST
    await expect(reader.query('select 1')).rejects.toBe(LOST)
    await expect(database.reader(FIRST).query('select 1')).rejects.toBe(LOST)
    await expect(database.query('select 1')).rejects.toBe(LOST)
  })

  test('a replica that lags behind is not read before it has the version', async () => {
    const { database, primary, replicas, clock } = setUp(2)
    const [quick, slow] = replicas
    for (const server of [primary, quick]) server?.versions.set(SECOND.fingerprint, SECOND.id)
    const reader = await readerOf(database, SECOND)
    expect(new Set(await whoAnswers(reader))).toEqual(new Set(['replica 0']))
    // Answers that began with the version before may still be read there.
    expect(await whoAnswers(await readerOf(database, FIRST))).toContain('replica 1')
    slow?.versions.set(SECOND.fingerprint, SECOND.id)
    clock.now += 1_000
    await whoAnswers(reader, 1)
    await settle()
    expect(new Set(await whoAnswers(reader))).toEqual(new Set(['replica 0', 'replica 1']))
  })

  test('the same number of another version is none', async () => {
    const { database, replicas } = setUp(1)
    replicas[0]?.versions.set('of another database', SECOND.id)
    expect(await whoAnswers(await readerOf(database, SECOND))).toEqual(new Array(4).fill('primary'))
  })

  test('one that does not come is asked seldom, and never by a search that waits', async () => {
    const { database, replicas, clock } = setUp(1)
    const [replica] = replicas
    if (replica === undefined) throw new Error('expected a replica')
    replica.fails = LOST
    const asked = vi.spyOn(replica, 'query')
    const reader = await readerOf(database)
    for (let second = 0; second < 60; second += 1) {
      clock.now += 1_000
      await whoAnswers(reader, 20)
      await settle()
    }
    expect(asked.mock.calls.length).toBeGreaterThan(5)
    expect(asked.mock.calls.length).toBeLessThan(20)
  })

  test('a statement that no server can run fails as it does on the primary', async () => {
    const { database, primary, replicas } = setUp(1)
    const reader = await readerOf(database)
    for (const server of [primary, ...replicas]) {
      server.fails = new DatabaseError('statement', `wrong at ${server.name}`)
    }
    await expect(reader.query('select x')).rejects.toThrow('wrong at primary')
    await expect(database.query('select x')).rejects.toThrow('wrong at primary')
  })

  test('closes all', async () => {
    const { database, primary, replicas } = setUp(2)
    await database.close()
    expect([primary, ...replicas].map(({ closed }) => closed)).toEqual([true, true, true])
  })
})
