import type { FastifyRequest } from 'fastify'
import type { Answer, AnswerRequest, HistoryTurn, Notice } from '../domain/answer.js'
import { HISTORY_MAX_TURNS } from '../domain/answer.js'
import { AppError } from '../errors.js'
import { ACKNOWLEDGE_MS, type ResilientRecords } from '../records/resilient-records.js'
import type { Owner } from '../records/record-types.js'
import { settledWithin } from '../records/settled-within.js'

/** The records as a route that answers uses them. */
export interface AnswerKeeping {
  /** What a request takes over from its stored conversation. */
  readonly history: readonly HistoryTurn[] | undefined
  /** What the reader should know about the records. */
  readonly notices: readonly Notice[]
  /** Keeps the answer; waits a moment for it, never longer. */
  keep(answer: Answer): Promise<void>
}

/**
 * Looks up the conversation that a request continues and readies the keeping of its answer. History
 * in the request wins over what is stored. Without records nothing is kept or looked up.
 *
 * @throws AppError `not_found` for a conversation that is not there, or not the caller's.
 */
export async function openKeeping(
  records: ResilientRecords | undefined,
  request: FastifyRequest,
  { conversationId, history: sent, filters, mode, language }: AnswerRequest,
  owner: Owner,
  channel: string,
): Promise<AnswerKeeping> {
  const unknown = () =>
    new AppError('not_found', `conversationId: there is no conversation ${conversationId}`)
  if (records === undefined) {
    if (conversationId !== undefined) throw unknown()
    return { history: undefined, notices: [], keep: async () => {} }
  }
  let history: readonly HistoryTurn[] | undefined
  if (conversationId !== undefined) {
    const found = await records.use((store) =>
      store.records.conversationHistory(conversationId, owner, HISTORY_MAX_TURNS),
    )
    if (found.kind === 'not_found') throw unknown()
    history = found.kind === 'found' && sent === undefined ? found.history : undefined
  }
  const { origin } = request.headers
  return {
    history,
    notices: records.status().state === 'down' ? ['records_unavailable'] : [],
    async keep(answer) {
      const written = records.saveAnswer({
        answer,
        ownerKeyId: owner,
        request: {
          requestId: request.id,
          channel,
          language,
          mode,
          ...(origin === undefined ? {} : { origin }),
          ...(filters === undefined ? {} : { filters: definedFilters(filters) }),
        },
      })
      await settledWithin(written, ACKNOWLEDGE_MS)
    },
  }
}

function definedFilters({ offices, documents }: NonNullable<AnswerRequest['filters']>) {
  return {
    ...(offices === undefined ? {} : { offices }),
    ...(documents === undefined ? {} : { documents }),
  }
}
