import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerSchema } from '../domain/answer.js'
import { conversationSchema } from '../domain/conversation.js'
import { feedbackSchema } from '../domain/feedback.js'
import { AppError } from '../errors.js'
import type { OpenStore, ResilientRecords } from '../records/resilient-records.js'
import { maskPersonalData } from '../understanding/mask-personal-data.js'
import { ownerOf } from './access.js'
import { problemResponses } from './problem-responses.js'

const byId = z.object({ id: z.string() })
const nothing = z.null()

/** Kept answers and conversations, for whoever made them, and feedback. */
export function registerRecordsRoutes(
  app: FastifyInstance,
  records: ResilientRecords | undefined,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>()
  const schema = <Rest extends object>(operationId: string, summary: string, rest: Rest) => ({
    operationId,
    summary,
    tags: ['Records'],
    params: byId,
    ...rest,
  })

  routes.get(
    '/api/v1/answers/:id',
    {
      schema: schema('getAnswer', 'A kept answer', {
        response: { 200: answerSchema, ...problemResponses(400, 404) },
      }),
    },
    async (request) => {
      const found = await use(records, ({ records: store }) =>
        store.getAnswer(request.params.id, ownerOf(request)),
      )
      if (found.kind === 'not_found') throw unknown('answer', request.params.id)
      return found.answer
    },
  )

  routes.delete(
    '/api/v1/answers/:id',
    {
      schema: schema('deleteAnswer', 'Delete a kept answer', {
        response: { 204: nothing, ...problemResponses(400, 404, 413, 415) },
      }),
    },
    async (request, reply) => {
      const { kind } = await use(records, ({ records: store }) =>
        store.deleteAnswer(request.params.id, ownerOf(request)),
      )
      if (kind === 'not_found') throw unknown('answer', request.params.id)
      return reply.status(204).send(null)
    },
  )

  routes.put(
    '/api/v1/answers/:id/feedback',
    {
      schema: schema('giveFeedback', 'Say whether an answer helped; the last word counts', {
        body: feedbackSchema,
        response: { 200: feedbackSchema, ...problemResponses(400, 404, 413, 415) },
      }),
    },
    async (request) => {
      const { rating, comment } = request.body
      const feedback =
        comment === undefined ? { rating } : { rating, comment: maskPersonalData(comment).text }
      const { kind } = await use(records, ({ records: store }) =>
        store.putFeedback(request.params.id, ownerOf(request), feedback),
      )
      if (kind === 'not_found') throw unknown('answer', request.params.id)
      return feedback
    },
  )

  routes.get(
    '/api/v1/conversations/:id',
    {
      schema: schema('getConversation', 'A kept conversation with its last questions', {
        response: { 200: conversationSchema, ...problemResponses(400, 404) },
      }),
    },
    async (request) => {
      const found = await use(records, ({ records: store }) =>
        store.getConversation(request.params.id, ownerOf(request)),
      )
      if (found.kind === 'not_found') throw unknown('conversation', request.params.id)
      return conversationSchema.parse(found)
    },
  )

  routes.delete(
    '/api/v1/conversations/:id',
    {
      schema: schema('deleteConversation', 'Delete a kept conversation with its answers', {
        response: { 204: nothing, ...problemResponses(400, 404, 413, 415) },
      }),
    },
    async (request, reply) => {
      const { kind } = await use(records, ({ records: store }) =>
        store.deleteConversation(request.params.id, ownerOf(request)),
      )
      if (kind === 'not_found') throw unknown('conversation', request.params.id)
      return reply.status(204).send(null)
    },
  )
}

/** Time after which a store that is away may be back. */
const RETRY_AFTER_SECONDS = 5

async function use<Result extends { readonly kind: string }>(
  records: ResilientRecords | undefined,
  work: (store: OpenStore) => Promise<Result>,
): Promise<Exclude<Result, { kind: 'unavailable' }>> {
  if (records === undefined) throw new AppError('not_found', 'This server keeps no records')
  const result = await records.use(work)
  if (isUnavailable(result)) {
    throw new AppError('overloaded', 'the record store cannot be reached', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    })
  }
  return result as Exclude<Result, { kind: 'unavailable' }>
}

function isUnavailable(result: { readonly kind: string }): result is { kind: 'unavailable' } {
  return result.kind === 'unavailable'
}

function unknown(what: string, id: string): AppError {
  return new AppError('not_found', `There is no ${what} ${id} that this caller may read`)
}
