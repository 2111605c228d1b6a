import { z } from 'zod'
import type { IndexBuildSql, IndexDatabase, IndexSql } from './index-database.js'
import { createIndexTables, type IndexTableRows, tablesOf } from './index-tables.js'
import { BUILD_LOCK, CHANNEL, LOCK_CLASS, SCHEMA } from './schema.js'

/** Time for which a version that is not the current one any more is kept for servers that come late. */
const GRACE = '1 hour'

/** What is known of a version before its tables are read. */
export interface IndexVersion {
  readonly id: number
  readonly dimensions: number
  readonly measures: number
  readonly views: number
}

/** What a version is built from. */
export interface NewIndexVersion extends IndexTableRows {
  /** Over all the index is made from. */
  readonly fingerprint: string
  readonly corpusVersion: string
  readonly embedder: string
  readonly measureCount: number
}

const versionSchema = z.object({
  id: z.int(),
  dimensions: z.int(),
  measures: z.int(),
  views: z.int(),
})

/** The version with a fingerprint, whether or not it is the current one. */
export async function findVersion(
  sql: IndexSql,
  fingerprint: string,
): Promise<IndexVersion | undefined> {
  const [row] = await sql.query(
    `select id, dimensions, measures, views from ${SCHEMA}.versions where fingerprint = $1`,
    [fingerprint],
  )
  return row === undefined ? undefined : versionSchema.parse(row)
}

/**
 * Builds a version and makes it the current one, all in one transaction; only one server builds at a
 * time. When another has built the same meanwhile, that one is taken. Then the others are told.
 *
 * @param rebuild Builds even when the version is there.
 */
export async function buildVersion(
  database: IndexDatabase,
  version: NewIndexVersion,
  {
    rebuild,
    onProgress,
    signal,
  }: {
    readonly rebuild: boolean
    readonly onProgress: (done: number) => void
    readonly signal?: AbortSignal | undefined
  },
): Promise<void> {
  await database.build(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1, $2)', [LOCK_CLASS, BUILD_LOCK])
    signal?.throwIfAborted()
    let found = await findVersion(sql, version.fingerprint)
    if (found !== undefined && rebuild) {
      // Servers that have it open go on with its tables, which are removed once they have left it.
      await sql.query(
        `update ${SCHEMA}.versions set fingerprint = fingerprint || ' ' || id, retired_at = now() where id = $1`,
        [found.id],
      )
      found = undefined
    }
    const id = found?.id ?? (await insertVersion(sql, version))
    if (found === undefined) {
      await createIndexTables(sql, id, version, (done) => {
        signal?.throwIfAborted()
        onProgress(done)
      })
    }
    await sql.query(
      `insert into ${SCHEMA}.current_version (version) values ($1)
         on conflict (one) do update set version = excluded.version`,
      [id],
    )
    await sql.query(
      `update ${SCHEMA}.versions
          set retired_at = case when id = $1 then null else coalesce(retired_at, now()) end
        where (id = $1) = (retired_at is not null)`,
      [id],
    )
    await sql.query('select pg_notify($1, $2)', [CHANNEL, String(id)])
  })
  await removeRetired(database)
}

async function insertVersion(sql: IndexBuildSql, version: NewIndexVersion): Promise<number> {
  const [row] = await sql.query(
    `insert into ${SCHEMA}.versions (fingerprint, corpus_version, embedder, dimensions, measures, views)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      version.fingerprint,
      version.corpusVersion,
      version.embedder,
      version.dimensions,
      version.measureCount,
      version.views,
    ],
  )
  return z.object({ id: z.int() }).parse(row).id
}

/** Removes versions that have been retired for longer than the grace and that no server has open. */
export async function removeRetired(database: IndexDatabase, grace = GRACE): Promise<void> {
  const retired = await database.query(
    `select id from ${SCHEMA}.versions where retired_at < now() - $1::interval`,
    [grace],
  )
  for (const row of retired) {
    const { id } = z.object({ id: z.int() }).parse(row)
    await database.build(async (sql) => {
      const [lock] = await sql.query('select pg_try_advisory_xact_lock($1, $2) as free', [
        LOCK_CLASS,
        id,
      ])
      if (lock?.['free'] !== true) return
      await sql.query(`drop table if exists ${Object.values(tablesOf(id)).join(', ')}`)
      await sql.query(`delete from ${SCHEMA}.versions where id = $1`, [id])
    })
  }
}
