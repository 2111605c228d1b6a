import { z } from 'zod'
import type { Answer } from '../domain/answer.js'
import type { Database } from './database.js'
import {
  type AnswerRecord,
  type Feedback,
  type Owner,
  type Rating,
  ratingSchema,
  storedAnswerSchema,
} from './record-types.js'
import { firstRowOf, isUuid } from './rows.js'
import { storableJson, storableText } from './storable.js'

/** Answers and what readers said of them. */
export interface AnswerStore {
  /**
   * Keeps an answer, and begins its conversation when it is the first. Doing it twice does it once.
   *
   * @returns `conversation_unknown` when the conversation is another key's; nothing is kept then.
   */
  saveAnswer(record: AnswerRecord): Promise<{ readonly kind: 'saved' | 'conversation_unknown' }>
  getAnswer(id: string, owner: Owner): Promise<FoundAnswer | NotFound>
  deleteAnswer(id: string, owner: Owner): Promise<{ readonly kind: 'deleted' | 'not_found' }>
  /** Sets the feedback on an answer; the last one counts. */
  putFeedback(
    answerId: string,
    owner: Owner,
    feedback: Feedback,
  ): Promise<{ readonly kind: 'saved' | 'not_found' }>
}

/** There is none, or it is not the asker's: which of the two is not told. */
export interface NotFound {
  readonly kind: 'not_found'
}

/** A kept answer with its feedback. */
export interface FoundAnswer {
  readonly kind: 'found'
  readonly answer: Answer
  readonly feedback: { readonly rating: Rating; readonly comment: string | null } | null
}

const foundSchema = z.object({
  answer: storedAnswerSchema,
  rating: ratingSchema.nullable(),
  comment: z.string().nullable(),
})

const joinedSchema = z.object({ joined: z.int() })

// One statement: an answer without its conversation, or the other way round, is never seen.
const SAVE_ANSWER = `
  with conversation as (
    insert into conversations (id, owner_key_id, created_at, updated_at)
    values ($1::uuid, $2::text, $3::timestamptz, $3::timestamptz)
    on conflict (id) do update
      set updated_at = greatest(conversations.updated_at, excluded.updated_at)
      where conversations.owner_key_id is not distinct from excluded.owner_key_id
    returning id
  ), answer as (
    insert into answers (id, conversation_id, owner_key_id, created_at, question, outcome,
                         language, mode, channel, total_ms, request, answer)
    select $4::uuid, id, $2::text, $3::timestamptz, $5::text, $6::text,
           $7::text, $8::text, $9::text, $10::float8, $11::jsonb, $12::jsonb
      from conversation
    on conflict (id) do nothing
  )
  select count(*)::int4 as joined from conversation`

/** Creates the store of answers over a database whose tables are up to date. */
export function createAnswerStore(database: Database, now: () => Date): AnswerStore {
  return {
    async saveAnswer({ answer, ownerKeyId, request }) {
      const result = await database.query(SAVE_ANSWER, [
        answer.conversationId,
        ownerKeyId,
        answer.createdAt,
        answer.id,
        storableText(answer.question),
        answer.outcome,
        answer.language,
        answer.mode,
        storableText(request.channel),
        answer.timings.totalMs,
        storableJson(request),
        storableJson(answer),
      ])
      const joined = firstRowOf(joinedSchema, result)?.joined === 1
      return { kind: joined ? 'saved' : 'conversation_unknown' }
    },
    async getAnswer(id, owner) {
      if (!isUuid(id)) return { kind: 'not_found' }
      const result = await database.query(
        `select answer, rating, comment
           from answers left join feedback on answer_id = id
          where id = $1::uuid and (owner_key_id is null or owner_key_id = $2::text)`,
        [id, owner],
      )
      const row = firstRowOf(foundSchema, result)
      if (row === undefined) return { kind: 'not_found' }
      const { answer, rating, comment } = row
      return { kind: 'found', answer, feedback: rating === null ? null : { rating, comment } }
    },
    async deleteAnswer(id, owner) {
      if (!isUuid(id)) return { kind: 'not_found' }
      const { rowCount } = await database.query(
        `delete from answers
          where id = $1::uuid and (owner_key_id is null or owner_key_id = $2::text)`,
        [id, owner],
      )
      return { kind: rowCount === 0 ? 'not_found' : 'deleted' }
    },
    async putFeedback(answerId, owner, { rating, comment }) {
      if (!isUuid(answerId)) return { kind: 'not_found' }
      const { rowCount } = await database.query(
        `insert into feedback (answer_id, rating, comment, created_at, updated_at)
         select id, $3::text, $4::text, $5::timestamptz, $5::timestamptz
           from answers
          where id = $1::uuid and (owner_key_id is null or owner_key_id = $2::text)
         on conflict (answer_id) do update
           set rating = excluded.rating, comment = excluded.comment,
               updated_at = excluded.updated_at`,
        [
          answerId,
          owner,
          rating,
          comment === undefined ? null : storableText(comment),
          now().toISOString(),
        ],
      )
      return { kind: rowCount === 0 ? 'not_found' : 'saved' }
    },
  }
}
