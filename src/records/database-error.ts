import { AppError, messageOf } from '../errors.js'

/**
 * Why a database did not do what it was asked.
 * - `locked`: another process uses the folder.
 * - `too_new`: its tables or files are of a later version than this code.
 * - `full`: no space is left on its disk.
 * - `lost`: it cannot be reached, or it died; trying again later makes sense.
 * - `statement`: it works, but this statement is not possible.
 */
export type DatabaseFailure = 'locked' | 'too_new' | 'full' | 'lost' | 'statement'

/** A failure of the database; `message` never holds a password or a value of a statement. */
export class DatabaseError extends AppError {
  readonly reason: DatabaseFailure

  constructor(
    reason: DatabaseFailure,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super('internal', message, options)
    this.name = 'DatabaseError'
    this.reason = reason
  }
}

/** Whether the database as a whole is in trouble, and not one statement. */
export function isOutage(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && error.reason !== 'statement'
}

/**
 * SQLSTATE codes and classes after which a connection is worth nothing or another one may do better:
 * connection exceptions, not authorised, unknown database, read-only (a standby), out of memory, too
 * many connections, ended by an operator, input or output error.
 */
const LOST_STATES = /^(?:08...|28...|3D000|25006|53[23]00|57P0[1-5]|58030)$/

const FULL_STATE = '53100'

const FULL_MESSAGE = /ENOSPC|no space left on device/i

/** What Node's sockets and the `pg` package say when a connection is gone. */
const LOST_MESSAGE =
  /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT.*\.s\.PGSQL|connection (?:terminated|error|timeout)|timeout e(?:xpired|xceeded)|read timeout|not queryable|calling end|the database system is|certificate|does not support SSL/i

/**
 * The failure behind whatever a driver threw: by its SQLSTATE where it has one, else by its message.
 *
 * @param action What was tried, as the start of the message.
 * @param otherwise What it is when nothing tells.
 */
export function databaseErrorOf(
  error: unknown,
  action: string,
  otherwise: DatabaseFailure = 'statement',
): DatabaseError {
  if (error instanceof DatabaseError) return error
  const state = sqlStateOf(error)
  // Messages about data and constraints quote the data, which may be someone's question.
  if (state !== undefined && /^2[23]/.test(state)) {
    return new DatabaseError('statement', `${action}: SQLSTATE ${state}${constraintOf(error)}`)
  }
  const message = `${action}: ${messageOf(error)}`
  return new DatabaseError(reasonOf(error) ?? otherwise, message, { cause: error })
}

function constraintOf(error: unknown): string {
  const name = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  return typeof name === 'string' ? ` (${name})` : ''
}

function reasonOf(error: unknown): DatabaseFailure | undefined {
  const state = sqlStateOf(error)
  const message = `${nodeCodesOf(error)} ${messageOf(error)}`
  if (state === FULL_STATE || FULL_MESSAGE.test(message)) return 'full'
  if (isFatal(error)) return 'lost'
  if (state !== undefined) return LOST_STATES.test(state) ? 'lost' : 'statement'
  return LOST_MESSAGE.test(message) ? 'lost' : undefined
}

/** SQLSTATE of what a driver threw: five digits or capitals; Node's own codes look different. */
function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9][0-9A-Z]{4}$|^[FHPX][0-9V][0-9A-Z]{3}$/.test(code)
    ? code
    : undefined
}

/** Whether the session has ended with the error, whatever it was about. */
function isFatal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'severity' in error &&
    /^(?:FATAL|PANIC)$/.test(String(error.severity))
  )
}

/** Codes of Node's errors; a host with two addresses fails with one error for each. */
function nodeCodesOf(error: unknown): string {
  const all = error instanceof AggregateError ? error.errors : [error]
  return all.map((one) => (one instanceof Error && 'code' in one ? one.code : '')).join(' ')
}
