import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import pg from 'pg'
import { databaseErrorOf } from '../../records/database-error.js'
import { createTurnQueue } from '../../records/turn-queue.js'
import { givenPgvectorUrl } from '../../testing/postgres-server.js'
import type { IndexBuildSql, IndexDatabase, IndexValue } from './index-database.js'
import { type GraphSettings, graphSettings, openIndexDatabase } from './open-index-database.js'
import type { IndexReplica } from './replicated-database.js'
import { CHANNEL } from './schema.js'

/** A database for the index of one test file, empty. */
export interface TestIndexDatabase {
  readonly database: IndexDatabase
  remove(): Promise<void>
}

/** A database inside this process, of which copies can be made. */
export interface CopiedIndexDatabase extends TestIndexDatabase {
  /** The database as it is now, for reading: what is written later does not reach it. */
  copy(): Promise<IndexReplica>
}

const SETTINGS: GraphSettings = { efSearch: 300 }

const givenUrl = givenPgvectorUrl()

/** The databases: PGlite with pgvector always, a server where one is given. */
export const TEST_INDEX_DATABASES: readonly {
  readonly kind: string
  readonly available: boolean
  open(): Promise<TestIndexDatabase>
}[] = [
  { kind: 'pglite', available: true, open: openPglite },
  {
    kind: givenUrl === undefined ? 'postgres (skipped: no PGVECTOR_URL)' : 'postgres',
    available: givenUrl !== undefined,
    async open() {
      const { url, remove } = await createTestDatabase(givenUrl ?? '')
      const database = await openIndexDatabase(url, SETTINGS)
      return {
        database,
        async remove() {
          await database.close()
          await remove()
        },
      }
    },
  },
]

/** A new database on a server. */
export async function createTestDatabase(
  serverUrl: string,
): Promise<{ readonly url: string; remove(): Promise<void> }> {
  const name = `index_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => onServer(serverUrl, `drop database ${name} with (force)`) }
}

/** Runs one statement on a connection of its own. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** PostgreSQL inside this process: real SQL and real pgvector, one session for everything. */
export async function openPglite(): Promise<CopiedIndexDatabase> {
  const pglite = await PGlite.create({ extensions: { vector } })
  await pglite.exec('create extension vector')
  await setGraph(pglite)
  const inTurn = createTurnQueue()
  const query = queryIn(pglite)
  const sql: IndexBuildSql = {
    query,
    async copyIn(table, chunks) {
      const blob = new Blob([...chunks].map((chunk) => new Uint8Array(chunk)))
      await pglite.query(`copy ${table} from '/dev/blob' with (format binary)`, [], { blob })
    },
  }
  const database: IndexDatabase = {
    query: (text, values) => inTurn(() => query(text, values)),
    build: (work) =>
      inTurn(async () => {
        await query('begin')
        try {
          const result = await work(sql)
          await query('commit')
          return result
        } catch (error) {
          await query('rollback')
          throw error
        }
      }),
    // There is one session, and no other that a lock could keep out.
    hold: async () => {},
    onNotify: (listener) => {
      void inTurn(() => pglite.listen(CHANNEL, () => listener()))
    },
    close: () => inTurn(() => pglite.close()),
  }
  return {
    database,
    remove: () => database.close(),
    copy: () =>
      inTurn(async () => {
        const loadDataDir = await pglite.dumpDataDir('none')
        const replica = await PGlite.create({ extensions: { vector }, loadDataDir })
        await setGraph(replica)
        const inOwnTurn = createTurnQueue()
        const read = queryIn(replica)
        return {
          name: 'copy',
          query: (text, values) => inOwnTurn(() => read(text, values)),
          close: () => inOwnTurn(() => replica.close()),
        }
      }),
  }
}

async function setGraph(pglite: PGlite): Promise<void> {
  for (const [name, value] of Object.entries(graphSettings(SETTINGS))) {
    await pglite.exec(`set ${name} = '${value}'`)
  }
}

function queryIn(pglite: PGlite) {
  return async (text: string, values: readonly IndexValue[] = []) => {
    try {
      return (await pglite.query<Record<string, unknown>>(text, [...values])).rows
    } catch (error) {
      throw databaseErrorOf(error, 'PGlite')
    }
  }
}
