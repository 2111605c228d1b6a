import { z } from 'zod'
import type { Database } from './database.js'
import { firstRowOf, momentSchema } from './rows.js'

/** Rows that one statement deletes, so that none holds up an answer for long. */
const PURGE_BATCH = 1000

const DAY_MS = 86_400_000

/** What a purge has deleted. */
export interface Purged {
  readonly answers: number
  readonly conversations: number
  readonly idempotency: number
}

const statsSchema = z.object({
  answers: z.int(),
  conversations: z.int(),
  feedback: z.int(),
  oldestAnswerAt: momentSchema.nullable(),
  /** Size of the whole database on the disk, in bytes. */
  bytes: z.number(),
})
/** How much is kept. */
export type RecordStats = z.infer<typeof statsSchema>

/** Keeping the store small. */
export interface Maintenance {
  /** Deletes what is older than the retention, and idempotency records and counts past their time. */
  purge(): Promise<Purged>
  stats(): Promise<RecordStats>
}

const DELETE_ANSWERS = `
  delete from answers
   where id in (select id from answers where created_at < $1::timestamptz
                 order by created_at, id limit $2::int4 for update skip locked)`

// A conversation that gets an answer now has a newer date and is looked at again before it goes.
const DELETE_CONVERSATIONS = `
  delete from conversations c
   where c.id in (select id from conversations o where o.updated_at < $1::timestamptz
                     and not exists (select from answers a where a.conversation_id = o.id)
                   order by o.updated_at limit $2::int4 for update skip locked)
     and c.updated_at < $1::timestamptz`

const DELETE_IDEMPOTENCY = `
  delete from idempotency
   where (owner, key) in (select owner, key from idempotency where expires_at < $1::timestamptz
                           limit $2::int4 for update skip locked)`

const DELETE_TOKEN_USE = `
  delete from token_use
   where (owner, day) in (select owner, day from token_use where day < $1::timestamptz
                           limit $2::int4 for update skip locked)`

const DELETE_RATE_COUNTS = `
  delete from rate_counts
   where caller in (select caller from rate_counts where ends_at < $1::timestamptz
                     limit $2::int4 for update skip locked)`

/**
 * Creates the housekeeping over a database whose tables are up to date.
 *
 * @param retentionDays Days that answers are kept; 0 keeps them for ever.
 */
export function createMaintenance(
  database: Database,
  { retentionDays, now }: { readonly retentionDays: number; readonly now: () => Date },
): Maintenance {
  async function deleteAll(statement: string, before: Date): Promise<number> {
    let deleted = 0
    for (;;) {
      const { rowCount } = await database.query(statement, [before.toISOString(), PURGE_BATCH])
      deleted += rowCount
      if (rowCount < PURGE_BATCH) return deleted
    }
  }

  return {
    async purge() {
      const present = now()
      const idempotency = await deleteAll(DELETE_IDEMPOTENCY, present)
      await deleteAll(DELETE_RATE_COUNTS, present)
      let answers = 0
      let conversations = 0
      if (retentionDays > 0) {
        const limit = new Date(present.getTime() - retentionDays * DAY_MS)
        answers = await deleteAll(DELETE_ANSWERS, limit)
        conversations = await deleteAll(DELETE_CONVERSATIONS, limit)
        await deleteAll(DELETE_TOKEN_USE, limit)
      }
      if (answers + conversations + idempotency > 0) await database.maintain()
      return { answers, conversations, idempotency }
    },
    async stats() {
      const result = await database.query(
        `select (select count(*) from answers)::int4 as answers,
                (select count(*) from conversations)::int4 as conversations,
                (select count(*) from feedback)::int4 as feedback,
                (select min(created_at) from answers) as "oldestAnswerAt",
                pg_database_size(current_database())::float8 as bytes`,
      )
      return (
        firstRowOf(statsSchema, result) ?? {
          answers: 0,
          conversations: 0,
          feedback: 0,
          oldestAnswerAt: null,
          bytes: 0,
        }
      )
    },
  }
}
