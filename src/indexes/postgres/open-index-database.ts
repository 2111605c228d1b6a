import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type DatabaseError, databaseErrorOf, isOutage } from '../../records/database-error.js'
import type { IndexBuildSql, IndexDatabase, IndexRow, IndexValue } from './index-database.js'
import { createIndexSession } from './index-session.js'
import type { IndexReplica } from './replicated-database.js'

/** Most connections for searches: one search uses two at a time, and the server's cores are few. */
const POOL_SIZE = 8

/** Longest wait for a connection, in milliseconds; a database that takes longer is down. */
const CONNECT_TIMEOUT_MS = 5_000

/** Longest wait for one statement of a search, in milliseconds; it should take some ten. */
const QUERY_TIMEOUT_MS = 10_000

/**
 * The same on a replica: the primary, or another one, can be asked instead, so one that hangs is left
 * sooner. Its settings are the same, and so are its results.
 */
const REPLICA_CONNECT_TIMEOUT_MS = 2_000
const REPLICA_QUERY_TIMEOUT_MS = 4_000

/** Settings of pgvector for searches. */
export interface GraphSettings {
  /** Rows the graph looks at before it gives the first. */
  readonly efSearch: number
}

/** What pgvector is told: a filtered search goes on until it has enough. */
export function graphSettings({ efSearch }: GraphSettings): Readonly<Record<string, string>> {
  return { 'hnsw.ef_search': String(efSearch), 'hnsw.iterative_scan': 'relaxed_order' }
}

/** What {@link openIndexDatabase} may be told. */
export interface OpenIndexOptions {
  /**
   * Opens it although it cannot be reached now, because there are replicas to read: it connects, and
   * takes the locks that are to be held, once it can.
   */
  readonly mayBeAway?: boolean
}

/**
 * Connects to a PostgreSQL server for the index: a small pool for searches, a connection of its own for
 * each build, and one that listens and holds locks.
 *
 * @param url As `DATABASE_URL` gives it.
 * @throws DatabaseError `lost` when the server cannot be reached, unless it may be away.
 */
export async function openIndexDatabase(
  url: string,
  settings: GraphSettings,
  { mayBeAway = false }: OpenIndexOptions = {},
): Promise<IndexDatabase> {
  const common = connectionTo(url, CONNECT_TIMEOUT_MS)
  const pool = openPool(common, settings, QUERY_TIMEOUT_MS)
  const session = createIndexSession(common, { mayBeAway })
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
    if (mayBeAway && isOutage(error)) return database
    await database.close()
    throw error
  }
  return database
}

/**
 * A replica of such a server, of which only is read. It connects with the first statement.
 *
 * @param url As `DATABASE_REPLICA_URL` gives it.
 */
export function openIndexReplica(url: string, settings: GraphSettings): IndexReplica {
  const common = connectionTo(url, REPLICA_CONNECT_TIMEOUT_MS)
  const pool = openPool(common, settings, REPLICA_QUERY_TIMEOUT_MS)
  let closing: Promise<void> | undefined
  return {
    name: new URL(url).host,
    query: (text, values) => run(pool, text, values),
    close() {
      closing ??= pool.end()
      return closing
    },
  }
}

function connectionTo(url: string, connectionTimeoutMillis: number): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis,
    keepAlive: true,
    application_name: 'policy-assistant index',
  }
}

function openPool(common: pg.ClientConfig, settings: GraphSettings, queryTimeoutMs: number) {
  const pool = new pg.Pool({
    ...common,
    max: POOL_SIZE,
    query_timeout: queryTimeoutMs,
    options: Object.entries(graphSettings(settings))
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // Without a listener an idle connection that ends would end the process; the next one is new.
  pool.on('error', () => {})
  return pool
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
