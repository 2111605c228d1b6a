import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Assistant } from '../assistant.js'
import type { Answer, AnswerEvent } from '../domain/answer.js'
import { AppError } from '../errors.js'
import {
  ANSWER_MODEL,
  chunkObject,
  type Completed,
  completedOf,
  type CompletionHead,
  completionObject,
  usageChunk,
  usageOf,
  UTILITY_MODEL,
} from '../openai/chat-completion.js'
import {
  answerRequestOf,
  type ChatMessage,
  chatRequestSchema,
  hintsIn,
  messagesOf,
  refuseUnsupported,
  saidIn,
} from '../openai/chat-request.js'
import { EMBEDDING_MODEL, roleInModel } from '../openai/embeddings.js'
import { CITATION_STYLES, type CitationStyle, toldCitations } from '../openai/cited-content.js'
import { errorEnvelope } from '../openai/error-envelope.js'
import { doFrontEndTask, isFrontEndTask } from '../openai/front-end-task.js'
import { focusAssistant } from '../openai/focus-assistant.js'
import { createHintReader } from '../openai/read-hints.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { answerEvents, lastAnswer, type KeptEvents } from './answer-events.js'
import type { OwnModel } from './embeddings-route.js'
import { problemOfStream } from './error-handler.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { sendAll } from './send-all.js'

/** Those that are listed: front ends offer every one of them for a chat, which embeddings are none. */
const MODELS = [ANSWER_MODEL, UTILITY_MODEL] as const

const querySchema = z.object({ citations: z.enum(CITATION_STYLES).default('both') })

/**
 * `GET /v1/models`, `GET /v1/models/{id}` and `POST /v1/chat/completions`: the same assistant for
 * clients of OpenAI's API. Not in our own description: theirs is the contract here.
 */
export function registerOpenAiRoutes(
  app: FastifyInstance,
  assistant: Assistant,
  records: ResilientRecords | undefined,
  ownModel: OwnModel | undefined,
): void {
  const created = Math.floor(Date.now() / 1000)
  const hintReader = createHintReader(assistant)
  const modelObject = (id: string) => ({
    id,
    object: 'model',
    created,
    owned_by: ANSWER_MODEL,
    name: id === ANSWER_MODEL ? 'Customs measures' : 'Customs measures (titles and tags)',
  })
  const embeddingObject = (id: string, { fingerprint, dimensions }: OwnModel) => ({
    ...modelObject(id),
    name: 'Customs measures (embeddings)',
    system_fingerprint: fingerprint,
    dimensions,
  })
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get('/v1/models', { schema: { hide: true } }, () => ({
    object: 'list',
    data: MODELS.map(modelObject),
  }))
  typed.get(
    '/v1/models/:id',
    { schema: { hide: true, params: z.object({ id: z.string() }) } },
    ({ params: { id } }) =>
      ownModel !== undefined && roleInModel(id) !== undefined
        ? embeddingObject(id, ownModel)
        : modelObject(knownModel(id)),
  )
  typed.route({
    method: 'POST',
    url: '/v1/chat/completions',
    sse: { kind: 'manual', serializer: JSON.stringify },
    config: { produces: ['application/json', 'text/event-stream'], bounded: true },
    schema: { hide: true, body: chatRequestSchema, querystring: querySchema },
    handler: async (request, reply) => {
      const { body, query } = request
      const model = knownModel(body.model)
      refuseUnsupported(body)
      const messages = messagesOf(body)
      const last = messages.findLast(({ role }) => role === 'user')?.text ?? ''
      const head: CompletionHead = {
        id: `chatcmpl-${randomUUID()}`,
        created: Math.floor(Date.now() / 1000),
        model,
      }
      const signal = abortOnDisconnect(reply)
      const task = model === UTILITY_MODEL || isFrontEndTask(last)
      const countsUsage = body.stream_options?.include_usage === true
      if (body.stream !== true) {
        const completed: Completed = task
          ? { content: doFrontEndTask(messages, assistant.corpus.offices), annotations: [] }
          : completedOf(
              await lastAnswer(await openEvents(messages, request, signal)),
              query.citations,
            )
        return completionObject(head, completed, usageOf(messages, completed.content))
      }
      const chunks = task
        ? taskChunks(head, doFrontEndTask(messages, assistant.corpus.offices))
        : answerChunks(
            head,
            await openEvents(messages, request, signal),
            query.citations,
            countsUsage,
          )
      await sendAll(streamOf(chunks, head, messages, countsUsage, request, signal), reply, signal)
      return reply
    },
  })

  /** What fails before the first event is an ordinary error with its own status, also for a stream. */
  async function openEvents(
    messages: readonly ChatMessage[],
    request: FastifyRequest,
    signal: AbortSignal,
  ): Promise<KeptEvents> {
    const hints = hintReader.read(hintsIn(messages), saidIn(messages))
    const events = await answerEvents(
      { assistant: focusAssistant(assistant, hints.officeId), records },
      request,
      answerRequestOf(messages, hints),
      signal,
      'openai',
    )
    return followedBy(await events.next(), events)
  }
}

/** Events of which the first was waited for. */
async function* followedBy(first: IteratorResult<AnswerEvent, void>, rest: KeptEvents): KeptEvents {
  try {
    if (first.done !== true) yield first.value
    yield* rest
  } finally {
    await rest.return()
  }
}

/** @throws AppError `not_found` that names the model for chats, or says what the other is for. */
function knownModel(id: string): (typeof MODELS)[number] {
  const known = MODELS.find((model) => model === id)
  if (known !== undefined) return known
  const hint = roleInModel(id) === undefined ? '' : `; ${EMBEDDING_MODEL} answers no questions`
  const message = `expected ${MODELS.join(' or ')}, found "${id}"${hint}`
  throw new AppError('not_found', `model: ${message}`, { details: [{ path: 'model', message }] })
}

/** A chunk, with what it adds to the text. */
interface Chunk {
  readonly data: object
  readonly content?: string
}

async function* taskChunks(head: CompletionHead, content: string): AsyncGenerator<Chunk> {
  yield { data: chunkObject(head, { role: 'assistant', content: '' }) }
  yield { data: chunkObject(head, { content }), content }
  yield { data: chunkObject(head, {}, { finished: true }) }
}

async function* answerChunks(
  head: CompletionHead,
  events: KeptEvents,
  style: CitationStyle,
  countsUsage: boolean,
): AsyncGenerator<Chunk> {
  yield { data: chunkObject(head, { role: 'assistant', content: '' }, { countsUsage }) }
  let answer: Answer | undefined
  for await (const event of events) {
    if (event.type === 'answer-delta') {
      const { text: content } = event
      yield { data: chunkObject(head, { content }, { countsUsage }), content }
    }
    if (event.type === 'answer-end') answer = event.answer
  }
  if (answer === undefined) {
    throw new AppError('internal', 'expected the events of an answer to end with it')
  }
  const { sources, annotations } = toldCitations(answer, style)
  if (sources !== '') {
    yield { data: chunkObject(head, { content: sources }, { countsUsage }), content: sources }
  }
  if (annotations.length > 0) yield { data: chunkObject(head, { annotations }, { countsUsage }) }
  yield { data: chunkObject(head, {}, { finished: true, countsUsage, policy: answer }) }
}

async function* streamOf(
  chunks: AsyncGenerator<Chunk>,
  head: CompletionHead,
  messages: readonly ChatMessage[],
  countsUsage: boolean,
  request: FastifyRequest,
  signal: AbortSignal,
): AsyncGenerator<string | { readonly data: object }> {
  let content = ''
  try {
    for await (const chunk of chunks) {
      content += chunk.content ?? ''
      yield { data: chunk.data }
    }
    if (countsUsage) yield { data: usageChunk(head, usageOf(messages, content)) }
    yield '[DONE]'
  } catch (error) {
    if (signal.aborted) return
    yield { data: errorEnvelope(problemOfStream(error, request)) }
  } finally {
    await chunks.return(undefined)
  }
}
