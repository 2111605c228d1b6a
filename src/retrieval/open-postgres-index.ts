import { openIndexDatabase } from '../indexes/postgres/open-index-database.js'
import { createPostgresIndexStore, type PostgresIndexStore } from './postgres-index-store.js'
import { CANDIDATE_ROWS } from './search-measures.js'

/**
 * Opens the index in a PostgreSQL server (15 or later, with pgvector 0.8 or later).
 *
 * @param url As `DATABASE_URL` gives it.
 * @throws AppError `bad_configuration` that says what the server lacks; DatabaseError `lost` when it
 * cannot be reached.
 */
export async function openPostgresIndex(url: string): Promise<PostgresIndexStore> {
  const database = await openIndexDatabase(url, { efSearch: CANDIDATE_ROWS })
  try {
    return await createPostgresIndexStore(database)
  } catch (error) {
    await database.close()
    throw error
  }
}
