import { z } from 'zod'
import type { Database } from './database.js'
import { DatabaseError } from './database-error.js'
import { MIGRATIONS, type Migration } from './migrations.js'
import { firstRowOf } from './rows.js'

/** Number of the advisory lock; any fixed number that no one else in the database uses will do. */
const ADVISORY_LOCK = 7_301_164_316

const versionSchema = z.object({ version: z.int() })

const CREATE_MIGRATIONS = `
  create table schema_migrations (
    version integer primary key,
    name text not null,
    applied_at timestamptz not null default now()
  )`

/**
 * Brings the tables to the version of this code; a second server that starts at the same time waits
 * for the first. Either all pending steps are done or none.
 *
 * @returns The version it found and the one it left.
 * @throws DatabaseError `too_new` when the database has steps that this code does not know.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<{ readonly from: number; readonly to: number }> {
  const newest = migrations.at(-1)?.version ?? 0
  return database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1::int8)', [ADVISORY_LOCK])
    // Asked first: an account that may not create tables may still use those that are there.
    const { rows } = await sql.query("select to_regclass('schema_migrations') is null as missing")
    if (rows[0]?.['missing'] === true) await sql.query(CREATE_MIGRATIONS)
    const found = await sql.query(
      'select coalesce(max(version), 0)::int4 as version from schema_migrations',
    )
    const from = firstRowOf(versionSchema, found)?.version ?? 0
    if (from > newest) {
      const message = `tables of the records: expected version ${newest} or older, found version ${from}, which a later release has made`
      throw new DatabaseError('too_new', message)
    }
    for (const { version, name, statements } of migrations) {
      if (version <= from) continue
      for (const statement of statements) await sql.query(statement)
      await sql.query('insert into schema_migrations (version, name) values ($1, $2)', [
        version,
        name,
      ])
    }
    return { from, to: newest }
  })
}
