import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Assistant } from '../assistant.js'
import { answerRequestOf, hintsIn, saidIn } from '../openai/chat-request.js'
import { focusAssistant } from '../openai/focus-assistant.js'
import { createHintReader } from '../openai/read-hints.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { answerEvents, type KeptEvents } from './answer-events.js'
import { problemOfStream } from './error-handler.js'
import { sendAll } from './send-all.js'

/** The request that `useChat` of the AI SDK sends; parts that are no text are passed over. */
const uiChatSchema = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'user', 'assistant']),
        parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
      }),
    )
    .min(1),
})

/** Id of the one text part of an answer. */
const TEXT_ID = 'answer'

/**
 * `POST /api/ui/chat`: the UI message stream of the AI SDK, so that `useChat` shows an answer with its
 * sources: each citation is a `source-url` and, with its quote, a `source-document`; the whole Answer
 * is a `data-answer`. Not in our own description: theirs is the contract here.
 */
export function registerUiChatRoute(
  app: FastifyInstance,
  assistant: Assistant,
  records: ResilientRecords | undefined,
): void {
  const hintReader = createHintReader(assistant)
  app.withTypeProvider<ZodTypeProvider>().route({
    method: 'POST',
    url: '/api/ui/chat',
    sse: { kind: 'manual', serializer: JSON.stringify },
    config: { produces: ['text/event-stream'], bounded: true },
    schema: { hide: true, body: uiChatSchema },
    handler: async (request, reply) => {
      const messages = request.body.messages.map(({ role, parts }) => ({
        role,
        text: parts.flatMap(({ type, text }) => (type === 'text' ? (text ?? []) : [])).join('\n'),
      }))
      const signal = abortOnDisconnect(reply)
      const hints = hintReader.read(hintsIn(messages), saidIn(messages))
      const events = await answerEvents(
        { assistant: focusAssistant(assistant, hints.officeId), records },
        request,
        answerRequestOf(messages, hints),
        signal,
        'ai-sdk',
      )
      reply.header('x-vercel-ai-ui-message-stream', 'v1')
      await sendAll(uiMessages(events, request, signal), reply, signal)
      return reply
    },
  })
}

async function* uiMessages(
  events: KeptEvents,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<string | { readonly data: object }> {
  let open = false
  try {
    for await (const event of events) {
      if (event.type === 'answer-start') {
        yield { data: { type: 'start', messageId: event.id } }
        yield { data: { type: 'text-start', id: TEXT_ID } }
        open = true
      } else if (event.type === 'answer-delta') {
        yield { data: { type: 'text-delta', id: TEXT_ID, delta: event.text } }
      } else if (event.type === 'citation-available') {
        const { citation } = event
        const sourceId = `${citation.number}`
        yield {
          data: { type: 'source-url', sourceId, url: citation.url, title: citation.reference },
        }
        yield {
          data: {
            type: 'source-document',
            sourceId: `${sourceId}-quote`,
            mediaType: 'text/plain',
            title: citation.reference,
            providerMetadata: {
              policy: {
                measureId: citation.measureId,
                quote: citation.quote,
                quoteStart: citation.quoteStart,
                quoteEnd: citation.quoteEnd,
              },
            },
          },
        }
      } else if (event.type === 'answer-end') {
        yield { data: { type: 'text-end', id: TEXT_ID } }
        open = false
        yield { data: { type: 'data-answer', id: randomUUID(), data: event.answer } }
        yield { data: { type: 'finish', finishReason: 'stop' } }
      }
    }
    yield '[DONE]'
  } catch (error) {
    if (signal.aborted) return
    const { detail } = problemOfStream(error, request)
    if (open) yield { data: { type: 'text-end', id: TEXT_ID } }
    yield { data: { type: 'error', errorText: detail } }
    yield '[DONE]'
  } finally {
    await events.return()
  }
}
