import type { Database } from './database.js'
import { openPgliteDatabase } from './pglite-database.js'
import { openPostgresDatabase } from './postgres-database.js'

/** Where the records are to be kept. */
export interface DatabasePlace {
  /** A PostgreSQL server, as `DATABASE_URL` gives it; PGlite in the folder without it. */
  readonly url?: string | undefined
  /** Folder for PGlite, such as `data/`. */
  readonly folder: string
}

/**
 * Opens the database where the records are kept.
 *
 * @throws DatabaseError with the reason.
 */
export function openDatabase({ url, folder }: DatabasePlace): Promise<Database> {
  return url === undefined ? openPgliteDatabase({ folder }) : openPostgresDatabase({ url })
}
