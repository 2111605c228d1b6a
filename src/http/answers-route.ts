import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Assistant } from '../assistant.js'
import {
  type Answer,
  type AnswerEvent,
  answerRequestSchema,
  answerSchema,
} from '../domain/answer.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { acceptanceOf } from './accept.js'
import { ownerOf } from './access.js'
import { answerEvents, type KeptEvents, lastAnswer } from './answer-events.js'
import { problemOfStream } from './error-handler.js'
import { beginIdempotent } from './idempotent.js'
import { problemResponses } from './problem-responses.js'
import { sendAll, type SseMessage } from './send-all.js'

const EVENT_STREAM = 'text/event-stream'
const JSON_TYPE = 'application/json'

/** `POST /api/v1/answers`: an Answer as JSON, or its events with `Accept: text/event-stream`. */
export function registerAnswersRoute(
  app: FastifyInstance,
  assistant: Assistant,
  records: ResilientRecords | undefined,
): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/v1/answers',
    sse: { kind: 'manual', serializer: JSON.stringify },
    config: { produces: [JSON_TYPE, EVENT_STREAM], bounded: true },
    schema: {
      operationId: 'answerQuestion',
      tags: ['Answers'],
      summary: 'Answer a question with citations',
      description:
        'The Answer as JSON, or with `Accept: text/event-stream` its events while it is written.',
      body: answerRequestSchema,
      response: { 200: answerSchema, ...problemResponses(400, 404, 409, 413, 415) },
    },
    handler: async (request, reply) => {
      const { body } = request
      const owner = ownerOf(request)
      const idempotent = await beginIdempotent(records, request, owner)
      const streams = prefersStream(request.headers.accept)
      const signal = abortOnDisconnect(reply)
      if (idempotent.replay !== undefined) {
        if (!streams) return idempotent.replay
        await sendEvents(eventsOfAnswer(idempotent.replay), request, reply, signal)
        return reply
      }
      let answered = false
      try {
        const events = await answerEvents(
          { assistant, records },
          request,
          body,
          signal,
          'answers',
          async (answer) => {
            answered = true
            await idempotent.done(answer)
          },
        )
        if (!streams) return await lastAnswer(events)
        await sendEvents(events, request, reply, signal)
        return reply
      } finally {
        if (!answered) await idempotent.failed()
      }
    },
  })
}

/** The events of an answer that was given before. */
async function* eventsOfAnswer(answer: Answer): KeptEvents {
  const { id, conversationId, language } = answer
  yield { type: 'answer-start', id, conversationId, language }
  for (const citation of answer.citations) yield { type: 'citation-available', citation }
  yield { type: 'answer-delta', text: answer.text }
  yield { type: 'answer-end', answer }
}

/** Sends events as a stream; what fails before the first one is an ordinary problem with its own status. */
async function sendEvents(
  events: KeptEvents,
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<void> {
  const first = await events.next()
  await sendAll(sseMessages(first, events, request, signal), reply, signal)
}

/** Who names the stream gets it, unless JSON is wanted more; who takes anything gets JSON. */
function prefersStream(accept: string | undefined): boolean {
  const stream = acceptanceOf(accept, EVENT_STREAM)
  const json = acceptanceOf(accept, JSON_TYPE)
  if (stream.quality === 0 || json.quality === 0) return stream.quality > 0
  return stream.named && stream.quality >= json.quality
}

async function* sseMessages(
  first: IteratorResult<AnswerEvent, void>,
  rest: KeptEvents,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<SseMessage> {
  const message = ({ type, ...data }: AnswerEvent) => ({ event: type, data, id: randomUUID() })
  try {
    if (first.done !== true) yield message(first.value)
    for await (const event of rest) yield message(event)
  } catch (error) {
    if (signal.aborted) return
    const { code, detail, requestId } = problemOfStream(error, request)
    yield message({ type: 'error', code, message: detail, requestId })
  } finally {
    await rest.return()
  }
}
