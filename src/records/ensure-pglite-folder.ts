import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseError, databaseErrorOf } from './database-error.js'
import type { SessionReply } from './pglite-messages.js'

/** Version of PostgreSQL inside PGlite; the files of another one cannot be read. */
const POSTGRES_VERSION = '18'

/** Longest time creating a database may take, in milliseconds: thirty times what it takes. */
const CREATION_TIMEOUT_MS = 120_000

/**
 * Makes sure that there is a database in the folder. A new one is created beside it by a process of
 * its own and then put in its place, so that one that was cut off is never taken for a whole one and
 * this process never holds the 800 MB that it takes. The caller holds the lock.
 *
 * @throws DatabaseError `full`, `lost`, or `too_new` when the folder is of another version.
 */
export async function ensurePgliteFolder(folder: string, entry: URL): Promise<void> {
  await removeLeftovers(folder)
  const version = await readVersion(folder)
  if (version === POSTGRES_VERSION) return
  if (version !== undefined) {
    const message = `${folder}: expected files of PostgreSQL ${POSTGRES_VERSION}, found ${version}`
    throw new DatabaseError('too_new', message)
  }
  const fresh = `${folder}.new-${process.pid}`
  try {
    await createInProcess(fresh, entry)
    // PGlite makes files that everyone may write.
    await chmod(fresh, 0o700)
    await rename(fresh, folder)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    throw databaseErrorOf(error, folder, 'lost')
  }
}

async function readVersion(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  } catch {
    return undefined
  }
}

/** Removes what a creation that was cut off has left; its process may still be at it for a moment. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue
    const leftover = join(dirname(folder), name)
    await rm(leftover, { recursive: true, force: true, maxRetries: 2 }).catch(() => {})
  }
}

async function createInProcess(folder: string, entry: URL): Promise<void> {
  const child = fork(entry, [folder], {
    // Options of this process, such as a debugger's port, are not for the child.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: CREATION_TIMEOUT_MS,
  })
  let failure: DatabaseError | undefined
  child.on('message', (reply: SessionReply) => {
    if (reply.kind === 'failed') failure = new DatabaseError(reply.reason, reply.message)
  })
  await once(child, 'exit')
  if (failure !== undefined) throw failure
  if (child.exitCode !== 0) {
    const ending = child.signalCode ?? `exit code ${child.exitCode}`
    throw new DatabaseError('lost', `${folder}: creating the database ended with ${ending}`)
  }
}
