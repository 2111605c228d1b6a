import type { Conversation } from '../domain/conversation.js'
import type { DocumentView } from '../domain/document.js'
import type { MeasureView } from '../domain/measure.js'
import type { SearchResponse } from '../domain/search.js'
import type { ServiceStatus } from '../domain/status.js'
import type {
  AskRequest,
  CallOptions,
  Client,
  ClientOptions,
  CoveredOffice,
  MeasuresPage,
} from './client.js'
import { ConnectionError } from './connection-error.js'
import { hasShape } from './has-shape.js'
import { isAnswer } from './is-answer.js'
import { readAnswerEvents } from './read-answer-events.js'
import { discardBody, readJson } from './read-json.js'
import { type Call, createTransport, pathOf } from './transport.js'
import { withRetries } from './with-retries.js'

/**
 * Retries of a call by default: together they wait one to two seconds, which outlasts a dropped
 * connection or a restarted proxy.
 */
const DEFAULT_MAX_RETRIES = 2

/**
 * Creates a client of the native API, for browsers and Node. It needs nothing but `fetch`.
 *
 * Calls that fail for a passing reason (the network, 429, 503) are tried again; questions carry an
 * `Idempotency-Key`, so that a server that keeps records answers each of them once.
 *
 * @throws TypeError for options that cannot be used; it says which and what was expected.
 */
export function createClient({
  maxRetries = DEFAULT_MAX_RETRIES,
  ...options
}: ClientOptions): Client {
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw new TypeError(`maxRetries: expected a whole number from 0, found ${maxRetries}`)
  }
  const transport = createTransport(options)

  function retried<T>(call: Call, read: (response: Response) => T | Promise<T>): Promise<T> {
    return withRetries(async () => read(await transport.send(call)), {
      maxRetries,
      signal: call.signal,
      isKeyed: call.idempotencyKey !== undefined,
    })
  }
  const fetchJson = <T>(call: Call, isExpected: (value: unknown) => value is T): Promise<T> =>
    retried(call, (response) => readJson(response, isExpected))
  const get = <T>(
    path: string,
    isExpected: (value: unknown) => value is T,
    query: NonNullable<Call['query']> = {},
    signal?: AbortSignal,
  ): Promise<T> => fetchJson({ method: 'GET', path, query, signal }, isExpected)

  const client: Client = {
    ask: async (request, { signal } = {}) => fetchJson(answerCall(request, signal), isAnswer),
    async *stream(request, { signal } = {}) {
      const call = { ...answerCall(request, signal), accept: 'text/event-stream' }
      // The first event belongs to the try: what breaks before it has shown the caller nothing.
      const { first, events } = await retried(call, async (response) => {
        const events = readAnswerEvents(response, signal)
        return { first: await events.next(), events }
      })
      try {
        if (first.done === true) return
        yield first.value
        yield* events
      } finally {
        await events.return()
      }
    },
    search: async (query, { signal } = {}) =>
      fetchJson({ method: 'POST', path: '/search', body: query, signal }, isSearchResponse),
    documents: async ({ language, asOf, signal } = {}) =>
      (await get('/documents', isDocumentList, { language, asOf }, signal)).documents,
    document: async (id, { language, signal } = {}) =>
      get(pathOf('documents', id), isDocument, { language }, signal),
    offices: async ({ language, signal } = {}) =>
      (await get('/offices', isOfficeList, { language }, signal)).offices,
    measures: async (query = {}, { language, signal } = {}) =>
      get('/measures', isMeasuresPage, { ...query, language }, signal),
    async *allMeasures(query = {}, options = {}) {
      for (let { cursor } = query; ; ) {
        const page = await client.measures({ ...query, cursor }, options)
        yield* page.measures
        const next = page.nextCursor ?? undefined
        if (next === undefined) return
        if (next === cursor) {
          throw new ConnectionError('unexpected', 'expected another cursor after each page')
        }
        cursor = next
      }
    },
    measure: async (documentId, number, { language, signal } = {}) =>
      get(pathOf('measures', documentId, number), isMeasure, { language }, signal),
    getAnswer: async (id, { signal } = {}) => get(pathOf('answers', id), isAnswer, {}, signal),
    deleteAnswer: async (id, { signal } = {}) =>
      retried({ method: 'DELETE', path: pathOf('answers', id), signal }, discardBody),
    conversation: async (id, { signal } = {}) =>
      get(pathOf('conversations', id), isConversation, {}, signal),
    deleteConversation: async (id, { signal } = {}) =>
      retried({ method: 'DELETE', path: pathOf('conversations', id), signal }, discardBody),
    giveFeedback: async (answerId, feedback, { signal } = {}) => {
      const path = pathOf('answers', answerId, 'feedback')
      await retried({ method: 'PUT', path, body: feedback, signal }, discardBody)
    },
    status: async ({ signal } = {}) => get('/status', isStatus, {}, signal),
  }
  return client
}

const isSearchResponse = hasShape<SearchResponse>({ results: 'array', timings: 'object' })
const isDocument = hasShape<DocumentView>({ id: 'string', title: 'string', chapters: 'array' })
const isDocumentList = hasShape<{ documents: DocumentView[] }>({ documents: 'array' })
const isOfficeList = hasShape<{ offices: CoveredOffice[] }>({ offices: 'array' })
const isMeasuresPage = hasShape<MeasuresPage>({ measures: 'array' })
const isMeasure = hasShape<MeasureView>({ id: 'string', text: 'string', sentences: 'array' })
const isStatus = hasShape<ServiceStatus>({
  version: 'string',
  corpus: 'object',
  index: 'object',
  embeddings: 'object',
  records: 'object',
})
const isConversation = hasShape<Conversation>({ id: 'string', turns: 'array' })

function answerCall(request: AskRequest, signal: CallOptions['signal']): Call {
  return { method: 'POST', path: '/answers', body: request, idempotencyKey: newKey(), signal }
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that came over plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
