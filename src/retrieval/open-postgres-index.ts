import { openIndexDatabase } from '../indexes/postgres/open-index-database.js'
import { createPostgresIndexStore, type PostgresIndexStore } from './postgres-index-store.js'

/**
 * Rows the graph looks at for the 300 that a search asks for. Over 350,000 views, many of them near
 * copies, it finds .72 of the nearest 300 with 300 and .90 with 800, and the first ten measures have .98
 * and .997 in common with those of a scan; the time is about twice.
 */
const EF_SEARCH = 800

/**
 * Opens the index in a PostgreSQL server (15 or later, with pgvector 0.8 or later).
 *
 * @param url As `DATABASE_URL` gives it.
 * @throws AppError `bad_configuration` that says what the server lacks; DatabaseError `lost` when it
 * cannot be reached.
 */
export async function openPostgresIndex(url: string): Promise<PostgresIndexStore> {
  const database = await openIndexDatabase(url, { efSearch: EF_SEARCH })
  try {
    return await createPostgresIndexStore(database)
  } catch (error) {
    await database.close()
    throw error
  }
}
