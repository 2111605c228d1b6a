/** What a statement of the index may be given; bytes go in and come out as they are (`bytea`). */
export type IndexValue = string | number | null | Uint8Array | readonly number[]

/** A row by column name: numbers for `int4`, text for `text`, bytes for `bytea`. */
export type IndexRow = Readonly<Record<string, unknown>>

/** Something that runs statements of the index. */
export interface IndexSql {
  /**
   * Runs one statement; values stand in it as `$1`, `$2`, never as text.
   *
   * @throws DatabaseError with the reason.
   */
  query(text: string, values?: readonly IndexValue[]): Promise<readonly IndexRow[]>
}

/** One transaction that builds: its statements may take as long as they need. */
export interface IndexBuildSql extends IndexSql {
  /**
   * Runs `copy … from stdin (format binary)` with what the chunks hold.
   *
   * @throws DatabaseError with the reason; whatever the chunks throw.
   */
  copyIn(table: string, chunks: Iterable<Uint8Array>): Promise<void>
}

/** The database that holds the index: PostgreSQL with pgvector. */
export interface IndexDatabase extends IndexSql {
  /**
   * Runs `work` in a transaction: committed when it resolves, rolled back when it rejects.
   *
   * @throws DatabaseError of the database, or whatever `work` throws.
   */
  build<T>(work: (sql: IndexBuildSql) => Promise<T>): Promise<T>
  /**
   * Holds a shared advisory lock for as long as the database is open, also over a lost connection,
   * and lets go of all others held before `keep`.
   *
   * @throws DatabaseError when the lock cannot be taken now.
   */
  hold(lock: number, keep: ReadonlySet<number>): Promise<void>
  /** Calls `listener` at each notification, and when some may have been missed. */
  onNotify(listener: () => void): void
  /** Ends all connections; may be called more than once. */
  close(): Promise<void>
}
