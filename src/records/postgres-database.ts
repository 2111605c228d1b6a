import pg from 'pg'
import type { Database, Sql, SqlResult, SqlValue } from './database.js'
import { type DatabaseError, databaseErrorOf } from './database-error.js'
import { settledWithin } from './settled-within.js'

/** Most connections of one server: answers wait on none of them, so a few are enough. */
const POOL_SIZE = 6

/** Longest wait for a connection, in milliseconds; a database that takes longer is down. */
const CONNECT_TIMEOUT_MS = 5000

/**
 * Longest wait for one statement, in milliseconds. Kept on this side, because connection poolers in
 * front of a database refuse the server's own setting.
 */
const QUERY_TIMEOUT_MS = 15_000

/** Longest wait for an orderly end of the connections, in milliseconds; a dead network gives none. */
const CLOSE_TIMEOUT_MS = 3000

/** Where a PostgreSQL server is. */
export interface PostgresOptions {
  /** As `DATABASE_URL` gives it. */
  readonly url: string
}

/**
 * Connects to a PostgreSQL server (12 or later) with a small pool of connections. Each statement is
 * durable once it has resolved, as far as the server's own `synchronous_commit` goes.
 *
 * @throws DatabaseError `lost` when the server cannot be reached.
 */
export async function openPostgresDatabase({ url }: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'policy-assistant',
    types: columnTypes(),
  })
  const listeners: ((error: DatabaseError) => void)[] = []
  let closing: Promise<void> | undefined

  // Without a listener an idle connection that ends would end the process.
  pool.on('error', (error) => {
    for (const listener of listeners) listener(failure(error))
  })

  const database: Database = {
    kind: 'postgres',
    query: (text, values) => run(pool, text, values),
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw failure(error)
      })
      // A connection that is not idle has no listener of the pool.
      const ignore = () => {}
      client.on('error', ignore)
      let broken: Error | undefined
      try {
        const sql: Sql = { query: (text, values) => run(client, text, values) }
        await sql.query('begin')
        const result = await work(sql)
        await sql.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch((rollbackError: unknown) => {
          broken = failure(rollbackError)
        })
        throw error
      } finally {
        client.off('error', ignore)
        client.release(broken)
      }
    },
    // The server's autovacuum does it.
    async maintain() {},
    onLost: (listener) => {
      listeners.push(listener)
    },
    close() {
      closing ??= settledWithin(pool.end(), CLOSE_TIMEOUT_MS).then(() => {})
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
  connection: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<SqlResult> {
  try {
    const { rows, rowCount } = await connection.query<Record<string, unknown>>(text, [...values])
    return { rows, rowCount: rowCount ?? rows.length }
  } catch (error) {
    throw failure(error)
  }
}

const failure = (error: unknown): DatabaseError => databaseErrorOf(error, 'PostgreSQL')

/** Readers of column values, as `SqlRow` promises them; the package's own for the rest. */
function columnTypes(): pg.TypeOverrides {
  const { builtins, getTypeParser } = pg.types
  const readTimestamp: (text: string) => Date = getTypeParser(builtins.TIMESTAMPTZ)
  const types = new pg.TypeOverrides()
  types.setTypeParser(builtins.INT8, Number)
  types.setTypeParser(builtins.TIMESTAMPTZ, (text) => readTimestamp(text).toISOString())
  return types
}
