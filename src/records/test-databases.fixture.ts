import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  findPostgresBinaries,
  givenDatabaseUrl,
  type PostgresServer,
  startPostgresServer,
} from '../testing/postgres-server.js'
import type { Database } from './database.js'
import { openPgliteDatabase } from './pglite-database.js'
import { openPostgresDatabase } from './postgres-database.js'
import { createResilientRecords, type ResilientRecords } from './resilient-records.js'

/** A database for one test file, empty and without tables. */
export interface TestDatabase {
  readonly database: Database
  /** Opens it once more, as another server would; PGlite can be opened once only. */
  again(): Promise<Database>
  remove(): Promise<void>
}

/** The two databases; one that this machine does not have is not `available`. */
export const TEST_DATABASES: readonly {
  readonly kind: Database['kind']
  readonly available: boolean
  open(): Promise<TestDatabase>
}[] = [
  { kind: 'pglite', available: true, open: openTestPglite },
  {
    kind: 'postgres',
    available: givenDatabaseUrl() !== undefined || findPostgresBinaries() !== undefined,
    open: openTestPostgres,
  },
]

/** Records over a database of this process, open and ready. */
export async function openTestRecords(): Promise<{
  readonly opened: TestDatabase
  readonly records: ResilientRecords
}> {
  const opened = await openTestPglite()
  const records = createResilientRecords({ open: async () => opened.database, retentionDays: 0 })
  records.start()
  while (records.status().state !== 'open') await new Promise((resolve) => setTimeout(resolve, 20))
  return { opened, records }
}

async function openTestPglite(): Promise<TestDatabase> {
  const folder = await newFolder()
  const database = await openPgliteDatabase({ folder })
  return {
    database,
    again: () => openPgliteDatabase({ folder }),
    async remove() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A new database on the server of `TEST_DATABASE_URL`, or on one started for it. */
async function openTestPostgres(): Promise<TestDatabase> {
  const given = givenDatabaseUrl()
  let server: PostgresServer | undefined
  if (given === undefined) server = await startPostgresServer(findPostgresBinaries() ?? '')
  const serverUrl = given ?? server?.url ?? ''
  const name = `records_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const database = await openPostgresDatabase({ url: url.href })
  return {
    database,
    again: () => openPostgresDatabase({ url: url.href }),
    async remove() {
      await database.close()
      if (server === undefined) await onServer(serverUrl, `drop database ${name} with (force)`)
      else await server.remove()
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const database = await openPostgresDatabase({ url })
  await database.query(statement)
  await database.close()
}

/** A folder whose name has a blank and Chinese characters in it, as folders of users have. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), '记录 records '))
}
