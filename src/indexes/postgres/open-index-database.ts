import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type DatabaseError, databaseErrorOf } from '../../records/database-error.js'
import type { IndexBuildSql, IndexDatabase, IndexRow, IndexValue } from './index-database.js'
import { createIndexSession } from './index-session.js'

/** Most connections for searches: one search uses two at a time, and the server's cores are few. */
const POOL_SIZE = 8

/** Longest wait for a connection, in milliseconds; a database that takes longer is down. */
const CONNECT_TIMEOUT_MS = 5_000

/** Longest wait for one statement of a search, in milliseconds; it should take some ten. */
const QUERY_TIMEOUT_MS = 10_000

/** Settings of pgvector for searches. */
export interface GraphSettings {
  /** Rows the graph looks at before it gives the first. */
  readonly efSearch: number
}

/** What pgvector is told: a filtered search goes on until it has enough. */
export function graphSettings({ efSearch }: GraphSettings): Readonly<Record<string, string>> {
  return { 'hnsw.ef_search': String(efSearch), 'hnsw.iterative_scan': 'relaxed_order' }
}

/**
 * Connects to a PostgreSQL server for the index: a small pool for searches, a connection of its own for
 * each build, and one that listens and holds locks.
 *
 * @param url As `DATABASE_URL` gives it.
 * @throws DatabaseError `lost` when the server cannot be reached.
 */
export async function openIndexDatabase(
  url: string,
  settings: GraphSettings,
): Promise<IndexDatabase> {
  const common: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'policy-assistant index',
  }
  const pool = new pg.Pool({
    ...common,
    max: POOL_SIZE,
    query_timeout: QUERY_TIMEOUT_MS,
    options: Object.entries(graphSettings(settings))
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // Without a listener an idle connection that ends would end the process; the next one is new.
  pool.on('error', () => {})
  const session = createIndexSession(common)
  let closing: Promise<void> | undefined

  const database: IndexDatabase = {
    query: (text, values) => run(pool, text, values),
    async build(work) {
      const client = new pg.Client(common)
      client.on('error', () => {})
      try {
        await client.connect().catch((error: unknown) => {
          throw failure(error)
        })
        const sql: IndexBuildSql = {
          query: (text, values) => run(client, text, values),
          async copyIn(table, chunks) {
            try {
              const copy = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
              await pipeline(Readable.from(chunks), copy)
            } catch (error) {
              throw failure(error)
            }
          },
        }
        await sql.query('begin')
        const result = await work(sql)
        await sql.query('commit')
        return result
      } finally {
        // What is not committed goes with the connection.
        await client.end().catch(() => {})
      }
    },
    hold: (lock, keep) => session.hold(lock, keep),
    onNotify: (listener) => session.onNotify(listener),
    close() {
      closing ??= Promise.all([session.close(), pool.end()]).then(() => {})
      return closing
    },
  }
  try {
    await database.query('select 1')
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

async function run(
  connection: pg.Pool | pg.Client,
  text: string,
  values: readonly IndexValue[] = [],
): Promise<readonly IndexRow[]> {
  try {
    const { rows } = await connection.query<Record<string, unknown>>(text, [...values])
    return rows
  } catch (error) {
    throw failure(error)
  }
}

const failure = (error: unknown): DatabaseError => databaseErrorOf(error, 'PostgreSQL index')
