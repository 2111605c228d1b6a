import type { DatabaseError } from './database-error.js'

/**
 * What a statement may be given. JSON goes in as text (`$1::jsonb`), a time as ISO 8601 text
 * (`$1::timestamptz`), a list as an array of texts (`$1::text[]`).
 */
export type SqlValue = string | number | boolean | null | readonly string[]

/**
 * A row by column name. Both drivers give `timestamptz` as ISO 8601 UTC text with milliseconds,
 * `int8` as a number and `jsonb` parsed; other types are not used in this folder's statements.
 */
export type SqlRow = Readonly<Record<string, unknown>>

/** What a statement gave. */
export interface SqlResult {
  readonly rows: readonly SqlRow[]
  /** Rows given back, inserted, changed or deleted. */
  readonly rowCount: number
}

/** Something that runs statements: a database, or one transaction of it. */
export interface Sql {
  /**
   * Runs one statement; values stand in it as `$1`, `$2`, never as text.
   *
   * @throws DatabaseError with the reason.
   */
  query(text: string, values?: readonly SqlValue[]): Promise<SqlResult>
}

/** The one interface to the two databases the records can be kept in. */
export interface Database extends Sql {
  readonly kind: 'pglite' | 'postgres'
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it rejects. Only the
   * given `Sql` may be used inside; waiting for the database itself there would wait for ever.
   *
   * @throws DatabaseError of the database, or whatever `work` throws.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** Housekeeping after many deletions, where no server does it by itself. */
  maintain(): Promise<void>
  /** Calls `listener` when the database seems to be gone, without a statement having asked. */
  onLost(listener: (error: DatabaseError) => void): void
  /** Ends what runs and frees everything; may be called more than once. */
  close(): Promise<void>
}
