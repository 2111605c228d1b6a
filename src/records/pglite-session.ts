import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { SqlResult, SqlRow, SqlValue } from './database.js'
import { durableNodeFs } from './durable-node-fs.js'

/**
 * Shared buffers. PostgreSQL's own 128 MB would stay in this process for good; the system's cache of
 * files serves a store of this size as well.
 */
const SHARED_BUFFERS = '16MB'

/**
 * Bytes of write-ahead log after which a checkpoint is made. A single-user PostgreSQL makes none by
 * itself: the log would grow, and opening after a crash take longer, without end.
 */
const CHECKPOINT_BYTES = 32 * 1024 * 1024

/** Statements after which the size of the log is looked at; looking takes half a millisecond. */
const CHECKPOINT_INTERVAL = 100

/** Single-user parameters of PGlite without its `-F`, which switches fsync off. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...setting('fsync', 'on'),
  // The others end in calls that PGlite's libc leaves out.
  ...setting('wal_sync_method', 'fsync'),
  ...setting('shared_buffers', SHARED_BUFFERS),
  ...setting('max_wal_size', '48MB'),
  ...setting('min_wal_size', '32MB'),
]

/** A database folder opened inside this thread. */
export interface PgliteSession {
  query(text: string, values: readonly SqlValue[]): Promise<SqlResult>
  /** Makes a checkpoint when enough was written; never inside a transaction. */
  checkpointIfDue(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens a database folder with every commit on the disk before it is acknowledged.
 *
 * @param sync Brings an open file to the disk; another one is for tests.
 */
export async function openPgliteSession(
  folder: string,
  sync?: (file: number) => void,
): Promise<PgliteSession> {
  const pglite = await PGlite.create({
    fs: durableNodeFs(folder, sync),
    startParams: START_PARAMETERS,
    relaxedDurability: false,
    parsers: { [types.TIMESTAMPTZ]: (text: string) => new Date(text).toISOString() },
  })
  let statements = 0

  return {
    async query(text, values) {
      statements += 1
      const { rows, rowCount } = await pglite.query<SqlRow>(text, [...values])
      return { rows, rowCount: rowCount ?? rows.length }
    },
    async checkpointIfDue() {
      if (statements < CHECKPOINT_INTERVAL || pglite.isInTransaction()) return
      statements = 0
      const { rows } = await pglite.query<{ due: boolean }>(
        `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) > $1::int8 as due
           from pg_control_checkpoint()`,
        [CHECKPOINT_BYTES],
      )
      if (rows[0]?.due === true) await pglite.query('checkpoint')
    },
    close: () => pglite.close(),
  }
}

/**
 * Creates a database in a folder that is not there yet. It takes some seconds, without a pause, and
 * 800 MB of memory: to be done in a process of its own.
 */
export async function createPgliteFolder(folder: string): Promise<void> {
  const pglite = await PGlite.create({ fs: new NodeFS(folder) })
  await pglite.close()
  syncTree(folder)
}

/** Brings a folder's files to the disk, as `initdb` does where it is a program of its own. */
function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else syncFile(path)
  }
  syncFile(folder)
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function setting(name: string, value: string): string[] {
  return ['-c', `${name}=${value}`]
}
