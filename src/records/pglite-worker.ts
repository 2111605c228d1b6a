import { statfsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../errors.js'
import type { Sql, SqlResult } from './database.js'
import { DatabaseError } from './database-error.js'
import type { SessionReply, SessionRequest, SessionStart } from './pglite-messages.js'

/**
 * Longest time one statement may take, in milliseconds. PGlite never comes back from some failures
 * (no room for its log), and only ending its thread helps then.
 */
const STATEMENT_TIMEOUT_MS = 60_000

/** Longest time to wait for an orderly end, in milliseconds; files are whole without it, too. */
const CLOSE_TIMEOUT_MS = 5000

/** Size of one file of PostgreSQL's log, in bytes. */
const LOG_FILE_BYTES = 16 * 1024 * 1024

/** PGlite in a thread of its own. */
export interface PgliteWorker extends Sql {
  /** Settles when the thread has ended, with the reason unless it was closed. */
  readonly ended: Promise<DatabaseError | undefined>
  /** Ends the thread at once, as a crash does. */
  abandon(error: DatabaseError): void
  close(): Promise<void>
}

interface PendingStatement {
  resolve(result: SqlResult): void
  reject(error: DatabaseError): void
  readonly timer: NodeJS.Timeout
}

/**
 * Starts the thread and waits until it has opened the folder.
 *
 * @throws DatabaseError when it cannot be opened.
 */
export function startPgliteWorker(entry: URL, start: SessionStart): Promise<PgliteWorker> {
  return new Promise((resolveReady, rejectReady) => {
    const worker = new Worker(entry, { workerData: start })
    const pending = new Map<number, PendingStatement>()
    let nextId = 0
    let closing = false
    let death: DatabaseError | undefined
    let exited = false
    let settleEnded: (reason: DatabaseError | undefined) => void = () => {}
    const ended = new Promise<DatabaseError | undefined>((resolve) => {
      settleEnded = resolve
    })
    const exit = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        exited = true
        resolve()
      })
    })

    function die(error: DatabaseError): void {
      death ??= explained(error, start.folder)
      for (const { reject, timer } of pending.values()) {
        clearTimeout(timer)
        reject(death)
      }
      pending.clear()
      if (!exited) void worker.terminate()
    }

    const handle: PgliteWorker = {
      ended,
      abandon: die,
      query(text, values = []) {
        if (death !== undefined) return Promise.reject(death)
        return new Promise((resolve, reject) => {
          const id = nextId
          nextId += 1
          const timer = setTimeout(() => {
            const message = `PGlite: no answer within ${STATEMENT_TIMEOUT_MS} ms`
            die(new DatabaseError('lost', message))
          }, STATEMENT_TIMEOUT_MS)
          pending.set(id, { resolve, reject, timer })
          worker.postMessage({ kind: 'query', id, text, values } satisfies SessionRequest)
        })
      },
      async close() {
        if (!closing && death === undefined) {
          closing = true
          worker.postMessage({ kind: 'close' } satisfies SessionRequest)
          const timer = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS)
          await exit
          clearTimeout(timer)
        }
        await exit
      },
    }

    worker.on('message', (reply: SessionReply) => {
      if (reply.kind === 'ready') {
        resolveReady(handle)
        return
      }
      if (reply.kind === 'failed' && reply.id === undefined) {
        die(new DatabaseError(reply.reason, reply.message))
        return
      }
      // What comes after a full disk or an ended session may never answer.
      if (reply.kind === 'failed' && reply.reason !== 'statement') {
        die(new DatabaseError(reply.reason, reply.message))
        return
      }
      const id = reply.id ?? -1
      const statement = pending.get(id)
      pending.delete(id)
      clearTimeout(statement?.timer)
      if (reply.kind === 'rows') {
        statement?.resolve({ rows: reply.rows, rowCount: reply.rowCount })
      } else {
        statement?.reject(new DatabaseError(reply.reason, reply.message))
      }
    })
    worker.on('error', (error: unknown) => {
      const message = `PGlite's thread died: ${messageOf(error)}`
      die(new DatabaseError('lost', message, { cause: error }))
    })
    void exit.then(() => {
      die(new DatabaseError('lost', "PGlite's thread has ended"))
      // Only now: whoever waits for it may give the folder to someone else.
      rejectReady(death)
      settleEnded(closing ? undefined : death)
    })
  })
}

/**
 * A death by another name: without room for one more file of its log PostgreSQL dies in ways that do
 * not always say so.
 */
function explained(error: DatabaseError, folder: string): DatabaseError {
  if (error.reason !== 'lost') return error
  try {
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize >= LOG_FILE_BYTES) return error
  } catch {
    return error
  }
  const message = `${folder}: no space left on the disk (${error.message})`
  return new DatabaseError('full', message, { cause: error })
}
