import { z } from 'zod'
import { AppError, messageOf } from '../../errors.js'
import type { IndexDatabase, IndexSql } from './index-database.js'

/** The schema for everything of the index; the records are in others. */
export const SCHEMA = 'policy_index'

/** Channel on which it is told that another version has become the current one. */
export const CHANNEL = 'policy_index'

/** First key of the index's advisory locks; the second is a version, or {@link BUILD_LOCK}. */
export const LOCK_CLASS = 730_116_431

/** Held by whoever builds or changes the schema. */
export const BUILD_LOCK = 0

/** PostgreSQL 15, as `server_version_num` counts. */
const MIN_SERVER = 150_000

/** First release of pgvector with iterative scans, without which filters lose results. */
const MIN_PGVECTOR = [0, 8] as const

/**
 * All steps; one that has landed is never changed. The tables of one version of the index are no part
 * of them: they are made with it and dropped with it, so that neither locks the others.
 */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table ${SCHEMA}.versions (
       id integer generated always as identity primary key,
       fingerprint text not null unique,
       corpus_version text not null,
       embedder text not null,
       dimensions integer not null,
       measures integer not null,
       views integer not null,
       created_at timestamptz not null default now(),
       retired_at timestamptz
     )`,
    `create table ${SCHEMA}.current_version (
       one boolean primary key default true check (one),
       version integer not null references ${SCHEMA}.versions (id)
     )`,
  ],
]

const versionSchema = z.object({ version: z.int() })

/**
 * Checks the server, makes sure of the extension, and brings the schema to the version of this code. A
 * second server that starts at the same time waits for the first.
 *
 * @throws AppError `bad_configuration` that says what to do when the server or pgvector is too old or
 * missing, the account may not do what is needed, or a later release has made the schema.
 */
export async function prepareSchema(database: IndexDatabase): Promise<void> {
  const [server] = await database.query(
    "select current_setting('server_version_num')::int4 as version",
  )
  const version = versionSchema.parse(server).version
  if (version < MIN_SERVER) {
    throw bad(`PostgreSQL ${MIN_SERVER / 10_000} or later`, `${Math.floor(version / 10_000)}`)
  }
  await requirePgvector(database)
  // Asked first: an account that may not create anything may still use what is there.
  const [found] = await database.query(
    `select to_regclass('${SCHEMA}.schema_migrations') is not null as there`,
  )
  if (found?.['there'] === true) {
    const at = await migrationOf(database)
    if (at === MIGRATIONS.length) return
    if (at > MIGRATIONS.length) {
      throw bad(
        `tables of version ${MIGRATIONS.length} or older`,
        `those of a later release, ${at}`,
      )
    }
  }
  await orExplain(
    database.build(async (sql) => {
      await sql.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, BUILD_LOCK])
      const [schema] = await sql.query(`select to_regnamespace('${SCHEMA}') is null as missing`)
      if (schema?.['missing'] === true) await sql.query(`create schema ${SCHEMA}`)
      await sql.query(
        `create table if not exists ${SCHEMA}.schema_migrations (
           version integer primary key,
           applied_at timestamptz not null default now()
         )`,
      )
      for (let step = (await migrationOf(sql)) + 1; step <= MIGRATIONS.length; step++) {
        for (const statement of MIGRATIONS[step - 1] ?? []) await sql.query(statement)
        await sql.query(`insert into ${SCHEMA}.schema_migrations (version) values ($1)`, [step])
      }
    }),
    `create the schema ${SCHEMA}: let an administrator run CREATE SCHEMA ${SCHEMA} AUTHORIZATION the account`,
  )
}

async function migrationOf(sql: IndexSql): Promise<number> {
  const [row] = await sql.query(
    `select coalesce(max(version), 0)::int4 as version from ${SCHEMA}.schema_migrations`,
  )
  return versionSchema.parse(row).version
}

async function requirePgvector(database: IndexDatabase): Promise<void> {
  const installed = "select extversion as version from pg_extension where extname = 'vector'"
  let [extension] = await database.query(installed)
  if (extension === undefined) {
    const available = await database.query(
      "select 1 as one from pg_available_extensions where name = 'vector'",
    )
    if (available.length === 0) {
      throw bad(
        'pgvector on the server: install it (on Debian the package postgresql-NN-pgvector), then run CREATE EXTENSION vector in this database',
        'none',
      )
    }
    await orExplain(
      database.build(async (sql) => {
        // Two that create it at the same time would fail, in spite of `if not exists`.
        await sql.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, BUILD_LOCK])
        await sql.query('create extension if not exists vector')
      }),
      'create the extension: let an administrator run CREATE EXTENSION vector in this database',
    )
    ;[extension] = await database.query(installed)
  }
  const version = String(extension?.['version'])
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major === MIN_PGVECTOR[0] && minor < MIN_PGVECTOR[1]) {
    throw bad(
      `pgvector ${MIN_PGVECTOR.join('.')} or later: upgrade its package, then run ALTER EXTENSION vector UPDATE in this database`,
      version,
    )
  }
}

/** SQLSTATE of a statement for which the account lacks the right. */
const NO_RIGHT = '42501'

async function orExplain<T>(work: Promise<T>, right: string): Promise<T> {
  try {
    return await work
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (!(cause instanceof Error && 'code' in cause && cause.code === NO_RIGHT)) throw error
    throw bad(`an account that may ${right}`, messageOf(error), error)
  }
}

function bad(expected: string, found: string, cause?: unknown): AppError {
  return new AppError(
    'bad_configuration',
    `INDEX=postgres, DATABASE_URL: expected ${expected}; found ${found}`,
    { cause },
  )
}
