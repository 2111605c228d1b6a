import type { SqlRow, SqlValue } from './database.js'
import type { DatabaseFailure } from './database-error.js'

/** What the worker is started with. */
export interface SessionStart {
  /** The folder with the database's files; it must have been created. */
  readonly folder: string
}

/** To the worker: run one statement, or end. */
export type SessionRequest =
  | {
      readonly kind: 'query'
      readonly id: number
      readonly text: string
      readonly values: readonly SqlValue[]
    }
  | { readonly kind: 'close' }

/** From the worker: it has opened the database, a statement is done, or something failed. */
export type SessionReply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'rows'
      readonly id: number
      readonly rows: readonly SqlRow[]
      readonly rowCount: number
    }
  | {
      readonly kind: 'failed'
      /** The statement that failed; absent when the database could not be opened. */
      readonly id?: number
      readonly reason: DatabaseFailure
      readonly message: string
    }
