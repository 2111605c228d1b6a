import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Assistant } from '../assistant.js'
import { type AnswerEvent, answerRequestSchema, answerSchema } from '../domain/answer.js'
import { problemSchema } from '../domain/problem.js'
import { AppError } from '../errors.js'
import { problemOf, toAppError } from './error-handler.js'

/** `POST /api/v1/answers`: an Answer as JSON, or its events with `Accept: text/event-stream`. */
export function registerAnswersRoute(app: FastifyInstance, assistant: Assistant): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/answers',
    sse: { kind: 'dual', serializer: JSON.stringify },
    schema: {
      body: answerRequestSchema,
      response: { 200: answerSchema, '4xx': problemSchema, '5xx': problemSchema },
    },
    handler: async (request, reply) => {
      const { body } = request
      if (body.mode === 'generative') {
        throw new AppError('model_unavailable', 'mode: no language model is configured here')
      }
      if (body.conversationId !== undefined) {
        throw new AppError('not_found', `conversationId: no conversation ${body.conversationId}`)
      }
      const context = {
        acceptLanguage: request.headers['accept-language'],
        signal: abortOnDisconnect(request, reply),
      }
      // The plugin leaves `sse` out for clients that did not ask for a stream; its types do not say so.
      if (!('sse' in reply) || (reply.sse as unknown) === undefined) {
        return assistant.answer(body, context)
      }
      const events = assistant.events(body, context)
      // What fails before the first event is an ordinary problem with its own status.
      const first = await events.next()
      await reply.sse.send(sseMessages(first, events, request))
      return reply
    },
  })
}

async function* sseMessages(
  first: IteratorResult<AnswerEvent, void>,
  rest: AsyncGenerator<AnswerEvent, void, void>,
  request: FastifyRequest,
): AsyncGenerator<{ event: string; data: unknown; id: string }> {
  const message = ({ type, ...data }: AnswerEvent) => ({ event: type, data, id: randomUUID() })
  try {
    if (first.done !== true) yield message(first.value)
    for await (const event of rest) yield message(event)
  } catch (error) {
    const problem = problemOf(toAppError(error), request.id)
    request.log.error({ err: error }, 'stream failed')
    yield message({
      type: 'error',
      code: problem.code,
      message: problem.detail,
      requestId: request.id,
    })
  }
}

/** A signal that is aborted when the client goes before it has its answer. */
function abortOnDisconnect(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) {
      controller.abort(new AppError('internal', `client of request ${request.id} went away`))
    }
  })
  return controller.signal
}
