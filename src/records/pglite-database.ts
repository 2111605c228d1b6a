import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensurePgliteFolder } from './ensure-pglite-folder.js'
import type { Database, Sql } from './database.js'
import { type DatabaseError, databaseErrorOf } from './database-error.js'
import { lockFolder } from './folder-lock.js'
import { findPgliteEntry } from './pglite-entry-url.js'
import { startPgliteWorker } from './pglite-worker.js'
import { createTurnQueue } from './turn-queue.js'

/** Where PGlite's files are. */
export interface PgliteOptions {
  /** The folder for all that is kept (`data/`): the files in `records/`, the lock beside them. */
  readonly folder: string
}

/**
 * Opens PGlite, a PostgreSQL inside this process, in a folder that only one process may use. It runs
 * in a thread of its own, because opening holds a thread for up to two seconds. Each statement is on
 * the disk once it has resolved. There is one session: statements and transactions take turns.
 *
 * @throws DatabaseError `locked` with the process that uses the folder, `full`, `lost` or `too_new`.
 */
export async function openPgliteDatabase({ folder }: PgliteOptions): Promise<Database> {
  const entry = findPgliteEntry(import.meta.url)
  const files = join(folder, 'records')
  const lock = await takeLock(folder)
  try {
    await ensurePgliteFolder(files, entry)
    const worker = await startPgliteWorker(entry, { folder: files })
    return pgliteDatabase(worker, lock)
  } catch (error) {
    await lock.release()
    throw databaseErrorOf(error, folder, 'lost')
  }
}

async function takeLock(folder: string) {
  try {
    await mkdir(folder, { recursive: true })
    return await lockFolder(join(folder, 'records.lock'))
  } catch (error) {
    throw databaseErrorOf(error, folder, 'lost')
  }
}

function pgliteDatabase(
  worker: Awaited<ReturnType<typeof startPgliteWorker>>,
  lock: Awaited<ReturnType<typeof lockFolder>>,
): Database {
  const inTurn = createTurnQueue()
  const listeners: ((error: DatabaseError) => void)[] = []
  let closing: Promise<void> | undefined

  lock.onLost((error) => worker.abandon(error))
  void worker.ended.then((error) => {
    if (error !== undefined) for (const listener of listeners) listener(error)
  })

  return {
    kind: 'pglite',
    query: (text, values) => inTurn(() => worker.query(text, values)),
    transaction: (work) =>
      inTurn(async () => {
        const sql: Sql = { query: (text, values) => worker.query(text, values) }
        await sql.query('begin')
        try {
          const result = await work(sql)
          await sql.query('commit')
          return result
        } catch (error) {
          // Where this fails, too, the thread is dead and with it the transaction.
          await sql.query('rollback').catch(() => {})
          throw error
        }
      }),
    maintain: async () => {
      await inTurn(() => worker.query('vacuum (analyze)'))
    },
    onLost: (listener) => {
      listeners.push(listener)
    },
    close() {
      closing ??= inTurn(() => worker.close()).finally(() => lock.release())
      return closing
    },
  }
}
