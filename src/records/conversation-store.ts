import { z } from 'zod'
import { HISTORY_MAX_TURNS, type HistoryTurn, historyTurnSchema } from '../domain/answer.js'
import type { NotFound } from './answer-store.js'
import type { Database } from './database.js'
import type { Owner } from './record-types.js'
import { firstRowOf, isUuid, momentSchema, rowsOf } from './rows.js'
import { storableText } from './storable.js'

/** Most questions of a conversation that are given back: the last ones. */
const CONVERSATION_MAX_QUESTIONS = 200

/** Longest text of a turn of history, in UTF-16 code units, and most measures of one: the contract's. */
const TURN_MAX_LENGTH = 8000
const TURN_MAX_MEASURES = 20

/** Conversations: the questions and answers that share an id. */
export interface ConversationStore {
  /** A conversation with its last questions, the oldest first. */
  getConversation(id: string, owner: Owner): Promise<FoundConversation | NotFound>
  /**
   * The last messages of a conversation, in order, as `history` of a request: a question and its
   * answer are two.
   *
   * @param limit Most messages, an even number.
   */
  conversationHistory(
    id: string,
    owner: Owner,
    limit?: number,
  ): Promise<{ readonly kind: 'found'; readonly history: readonly HistoryTurn[] } | NotFound>
  /** Deletes a conversation with its answers and their feedback. */
  deleteConversation(id: string, owner: Owner): Promise<{ readonly kind: 'deleted' | 'not_found' }>
}

/** A kept conversation. */
export interface FoundConversation {
  readonly kind: 'found'
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly turns: readonly ConversationTurn[]
}

const turnSchema = z.object({
  answerId: z.uuid(),
  createdAt: momentSchema,
  question: z.string(),
  outcome: z.string(),
  text: z.string(),
  /** Ids of the cited measures, in the order of the citations; one cited twice stands twice. */
  cited: z.array(z.string()),
})

/** A question of a conversation with its answer; `measures` are the cited ones, each once. */
export interface ConversationTurn extends Omit<z.infer<typeof turnSchema>, 'cited'> {
  readonly measures: readonly string[]
}

const conversationSchema = z.object({
  id: z.uuid(),
  createdAt: momentSchema,
  updatedAt: momentSchema,
})

/** Creates the store of conversations over a database whose tables are up to date. */
export function createConversationStore(database: Database): ConversationStore {
  async function find(id: string, owner: Owner) {
    if (!isUuid(id)) return undefined
    const result = await database.query(
      `select id, created_at as "createdAt", updated_at as "updatedAt"
         from conversations
        where id = $1::uuid and (owner_key_id is null or owner_key_id = $2::text)`,
      [id, owner],
    )
    return firstRowOf(conversationSchema, result)
  }

  async function lastTurns(id: string, limit: number): Promise<ConversationTurn[]> {
    const result = await database.query(
      `select id as "answerId", created_at as "createdAt", question, outcome,
              answer ->> 'text' as text,
              jsonb_path_query_array(answer, '$.citations[*].measureId') as cited
         from answers
        where conversation_id = $1::uuid
        order by created_at desc, id desc
        limit $2::int4`,
      [id, limit],
    )
    return rowsOf(turnSchema, result)
      .reverse()
      .map(({ cited, ...turn }) => ({ ...turn, measures: [...new Set(cited)] }))
  }

  return {
    async getConversation(id, owner) {
      const conversation = await find(id, owner)
      if (conversation === undefined) return { kind: 'not_found' }
      const turns = await lastTurns(id, CONVERSATION_MAX_QUESTIONS)
      return { kind: 'found', ...conversation, turns }
    },
    async conversationHistory(id, owner, limit = HISTORY_MAX_TURNS) {
      if ((await find(id, owner)) === undefined) return { kind: 'not_found' }
      const turns = await lastTurns(id, Math.floor(limit / 2))
      return { kind: 'found', history: turns.flatMap(asHistory) }
    },
    async deleteConversation(id, owner) {
      if (!isUuid(id)) return { kind: 'not_found' }
      const { rowCount } = await database.query(
        `delete from conversations
          where id = $1::uuid and (owner_key_id is null or owner_key_id = $2::text)`,
        [id, owner],
      )
      return { kind: rowCount === 0 ? 'not_found' : 'deleted' }
    },
  }
}

/** What a request may hold as history of a question and its answer. */
function asHistory({ question, text, measures }: ConversationTurn): HistoryTurn[] {
  return [
    { role: 'user', content: question },
    historyTurnSchema.parse({
      role: 'assistant',
      // Cutting may leave half a pair at the end.
      content: storableText(text.slice(0, TURN_MAX_LENGTH)),
      measures: measures.slice(0, TURN_MAX_MEASURES),
    }),
  ]
}
