import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { DatabaseError, databaseErrorOf } from './database-error.js'
import type { SessionReply, SessionRequest, SessionStart } from './pglite-messages.js'
import { createPgliteFolder, openPgliteSession, type PgliteSession } from './pglite-session.js'

// Entry of the two places where PGlite runs, which blocks whatever thread it is in: as a process it
// creates the database folder that it is given; as a worker thread it opens one and answers.

async function create(folder: string): Promise<void> {
  // Nobody waits for the folder any more, or it is done.
  process.once('disconnect', () => process.exit())
  try {
    await createPgliteFolder(folder)
  } catch (error) {
    const { reason, message } = databaseErrorOf(error, folder, 'lost')
    process.send?.({ kind: 'failed', reason, message } satisfies SessionReply)
    process.exitCode = 1
  }
  process.disconnect?.()
}

/**
 * What an error means for the thread. An internal error of a server is that of one session; here it
 * is of all there is, and what PGlite says after it is of no worth.
 */
function failureOf(error: unknown, withoutStatement: boolean): DatabaseError {
  const isInternal =
    error instanceof Error && 'code' in error && String(error.code).startsWith('XX')
  const failure = databaseErrorOf(error, 'PGlite', withoutStatement ? 'lost' : 'statement')
  return isInternal ? new DatabaseError('lost', failure.message, { cause: error }) : failure
}

async function serve(port: MessagePort, { folder }: SessionStart): Promise<void> {
  const send = (reply: SessionReply) => port.postMessage(reply)
  const fail = (error: unknown, id?: number) => {
    const { reason, message } = failureOf(error, id === undefined)
    send({ kind: 'failed', reason, message, ...(id === undefined ? {} : { id }) })
  }

  let session: PgliteSession
  try {
    session = await openPgliteSession(folder)
  } catch (error) {
    fail(error)
    port.close()
    return
  }
  // One behind the other, so that a checkpoint never falls into a transaction.
  let last: Promise<unknown> = Promise.resolve()
  async function answer(request: SessionRequest): Promise<void> {
    if (request.kind === 'close') {
      await session.close().finally(() => port.close())
      return
    }
    try {
      send({ kind: 'rows', id: request.id, ...(await session.query(request.text, request.values)) })
    } catch (error) {
      fail(error, request.id)
    }
    await session.checkpointIfDue()
  }
  port.on('message', (request: SessionRequest) => {
    last = last.then(() => answer(request)).catch((error: unknown) => fail(error))
  })
  send({ kind: 'ready' })
}

if (isMainThread) void create(process.argv[2] ?? '')
else if (parentPort !== null) void serve(parentPort, workerData)
