import { openIndexDatabase, openIndexReplica } from '../indexes/postgres/open-index-database.js'
import { createReplicatedDatabase } from '../indexes/postgres/replicated-database.js'
import { createPostgresIndexStore, type PostgresIndexStore } from './postgres-index-store.js'

/**
 * Rows the graph looks at for the 300 that a search asks for. Over 350,000 views, many of them near
 * copies, it finds .72 of the nearest 300 with 300 and .90 with 800, and the first ten measures have .98
 * and .997 in common with those of a scan; the time is about twice.
 */
const EF_SEARCH = 800

/** Settings of {@link openPostgresIndex}. */
export interface PostgresIndexOptions {
  /** As `DATABASE_URL` gives it. */
  readonly url: string
  /** Physical replicas of that server, which searches read in turn. */
  readonly replicaUrls?: readonly string[]
  /** Told when a replica fails, and when it is used again. */
  readonly onNote?: ((note: string) => void) | undefined
}

/**
 * Opens the index in a PostgreSQL server (15 or later, with pgvector 0.8 or later). With replicas it
 * opens, and is searched, also while that server is away.
 *
 * @throws AppError `bad_configuration` that says what the server lacks; DatabaseError `lost` when none
 * can be reached.
 */
export async function openPostgresIndex({
  url,
  replicaUrls = [],
  onNote,
}: PostgresIndexOptions): Promise<PostgresIndexStore> {
  const settings = { efSearch: EF_SEARCH }
  const primary = await openIndexDatabase(url, settings, { mayBeAway: replicaUrls.length > 0 })
  const replicas = replicaUrls.map((replica) => openIndexReplica(replica, settings))
  const database = createReplicatedDatabase(primary, replicas, { onNote })
  try {
    return await createPostgresIndexStore(database)
  } catch (error) {
    await database.close()
    throw error
  }
}
