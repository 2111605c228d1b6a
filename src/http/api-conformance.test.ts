import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../app.js'
import type { Assistant } from '../assistant.js'
import { answerSchema } from '../domain/answer.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { openTestRecords, type TestDatabase } from '../records/test-databases.fixture.js'
import { buildTestApp, PATIENT, TEST_READINESS } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import { type DescribedApi, readDescribedApi, type SentRequest } from '../testing/described-api.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { EMBEDDING_MODEL } from '../openai/embeddings.js'
import type { OwnModel } from './embeddings-route.js'

// What the description says is what the server does: each documented status of each operation is
// provoked, and what comes is checked against the description. Nothing else may come.

const described = await buildTestApp(createFakeAssistant())
const api: DescribedApi = readDescribedApi((await described.app.inject('/openapi.json')).json())
await described.app.close()

const cases = api.operations.flatMap(({ operationId, responses }) =>
  Object.keys(responses).map((status) => [operationId, status] as const),
)

interface Keys {
  readonly good: string
  readonly wrongScope: string
}

const model = createFakeEmbedder()

let opened: TestDatabase
let records: ResilientRecords
let app: FastifyInstance
/** Everything behind it fails. */
let broken: FastifyInstance
/** Wants keys, which cannot be checked. */
let away: FastifyInstance
let keys: Keys

beforeAll(async () => {
  ;({ opened, records } = await openTestRecords())
  keys = { good: await newKey(), wrongScope: await newKey({ scopes: ['metrics'] }) }
  const { assistant } = await openTestAssistant()
  app = await appOver(assistant, records)
  broken = await appOver(
    {
      ...createFakeAssistant(),
      directory: new Proxy(assistant.directory, {
        get() {
          throw new Error('broken on purpose')
        },
      }),
    },
    {
      ...records,
      use: async () => {
        throw new Error('broken on purpose')
      },
      status: () => {
        throw new Error('broken on purpose')
      },
    },
    undefined,
    {
      ...model,
      embed: async () => {
        throw new Error('broken on purpose')
      },
    },
  )
  away = await appOver(
    assistant,
    { ...records, use: async () => ({ kind: 'unavailable' }) },
    { keysRequired: true, allowedOrigins: [], ratePerMinute: 0 },
  )
}, 60_000)

afterAll(async () => {
  await Promise.all([app, broken, away].map((one) => one.close()))
  await records.close()
  await opened.remove()
  await closeTestAssistant()
})

function appOver(
  assistant: Assistant,
  over: ResilientRecords,
  access?: { keysRequired: boolean; allowedOrigins: string[]; ratePerMinute: number },
  ownModel: OwnModel = model,
): Promise<FastifyInstance> {
  return buildApp({
    assistant,
    readiness: TEST_READINESS,
    embeddings: { fingerprint: 'test' },
    ownModel,
    loadLimits: PATIENT,
    publicUrl: 'http://127.0.0.1:8787',
    records: over,
    ...(access === undefined ? {} : { access }),
  })
}

async function newKey(options: { scopes?: ['metrics']; limitPerMinute?: number } = {}) {
  const made = await records.use(async ({ keys: store }) => ({
    kind: 'made' as const,
    text: (await store.create({ name: 'of a test', scopes: ['answers'], ...options })).text,
  }))
  if (made.kind === 'unavailable') throw new Error('expected the store')
  return made.text
}

const QUESTION = '深圳海关第十九条'
const UNKNOWN = '00000000-0000-4000-8000-000000000000'

async function kept(): Promise<{ id: string; conversationId: string }> {
  const response = await app.inject(post('/api/v1/answers', { question: QUESTION }))
  return answerSchema.parse(response.json())
}

const post = (url: string, payload: object): SentRequest => ({ method: 'POST', url, payload })

/** A call that succeeds, by operation. */
const CALLS: Readonly<Record<string, () => Promise<SentRequest> | SentRequest>> = {
  isAlive: () => ({ url: '/livez' }),
  isReady: () => ({ url: '/readyz' }),
  getStatus: () => ({ url: '/api/v1/status' }),
  answerQuestion: () =>
    post('/api/v1/answers', {
      question: QUESTION,
      language: 'zh-HK',
      history: [{ role: 'user', content: '知识产权', measures: ['shenzhen-20/19'] }],
      filters: { offices: ['shenzhen-customs'], documents: ['shenzhen-20'] },
      mode: 'auto',
      maxCitations: 3,
      trace: true,
    }),
  searchMeasures: () =>
    post('/api/v1/search', { query: '知识产权', limit: 3, explain: true, language: 'en' }),
  createEmbeddings: () =>
    post('/v1/embeddings', {
      model: EMBEDDING_MODEL,
      input: [QUESTION, '通关'],
      encoding_format: 'float',
      dimensions: model.dimensions,
      input_type: 'passage',
    }),
  listDocuments: () => ({ url: '/api/v1/documents?language=en' }),
  getDocument: () => ({ url: '/api/v1/documents/dalian-43?language=zh-TW' }),
  listOffices: () => ({ url: '/api/v1/offices' }),
  listMeasures: () => ({ url: '/api/v1/measures?document=dalian-43&chapter=1&limit=2' }),
  getMeasure: () => ({ url: '/api/v1/measures/dalian-43/33?language=EN' }),
  getAnswer: async () => ({ url: `/api/v1/answers/${(await kept()).id}` }),
  deleteAnswer: async () => ({ method: 'DELETE', url: `/api/v1/answers/${(await kept()).id}` }),
  giveFeedback: async () => ({
    method: 'PUT',
    url: `/api/v1/answers/${(await kept()).id}/feedback`,
    payload: { rating: 'not_useful', comment: '没有写明时限' },
  }),
  getConversation: async () => ({ url: `/api/v1/conversations/${(await kept()).conversationId}` }),
  deleteConversation: async () => ({
    method: 'DELETE',
    url: `/api/v1/conversations/${(await kept()).conversationId}`,
  }),
}

const withHeaders = (call: SentRequest, headers: Record<string, string>): SentRequest => ({
  ...call,
  headers: { ...call.headers, ...headers },
})

const withKey = (call: SentRequest, key: string): SentRequest =>
  withHeaders(call, { authorization: `Bearer ${key}` })

/** How a status is provoked where a call like the good one does not do it. */
const PROVOKE: Readonly<
  Record<string, (call: SentRequest, operationId: string) => Promise<SentRequest>>
> = {
  '304': async (call) =>
    withHeaders(call, { 'if-none-match': String((await app.inject(call)).headers['etag']) }),
  '400': async (call) => {
    const url = call.url
    if (call.payload !== undefined) return { ...call, payload: { nothing: 'known' } }
    if (url.includes('?')) return { ...call, url: `${url}&nothing=known` }
    return url.split('/').length > 4
      ? { ...call, url: `${url.slice(0, url.lastIndexOf('/'))}/%ff` }
      : { ...call, url: `${url}?nothing=known` }
  },
  '401': async (call) => withKey(call, `${keys.good}x`),
  '403': async (call) => withKey(call, keys.wrongScope),
  '404': async (call, operationId) => {
    if (operationId === 'answerQuestion') {
      return { ...call, payload: { question: QUESTION, conversationId: UNKNOWN } }
    }
    if (operationId === 'createEmbeddings') {
      return { ...call, payload: { model: 'text-embedding-3-small', input: QUESTION } }
    }
    return {
      ...call,
      url: call.url.replace(/[0-9a-f-]{36}/, UNKNOWN).replace('dalian-43', 'dalian-44'),
    }
  },
  '406': async (call) => withHeaders(call, { accept: 'text/html' }),
  '409': async (call) => {
    const keyed = withHeaders(call, { 'idempotency-key': crypto.randomUUID() })
    expect((await app.inject(keyed)).statusCode).toBe(200)
    return { ...keyed, payload: { question: '通关' } }
  },
  '413': async (call) =>
    withHeaders({ ...call, payload: JSON.stringify({ question: 'x'.repeat(70_000) }) }, JSON_BODY),
  '415': async (call) =>
    withHeaders({ ...call, payload: 'question=1' }, { 'content-type': 'text/plain' }),
  '429': async (call) => {
    const limited = withKey(call, await newKey({ limitPerMinute: 1 }))
    await app.inject(limited)
    return limited
  },
}

const JSON_BODY = { 'content-type': 'application/json' }

/** The app that answers with a status. */
function appFor(status: string): FastifyInstance {
  if (status === '500') return broken
  return status === '503' ? away : app
}

describe('each documented status', () => {
  test.each(cases)('%s %s', async (operationId, status) => {
    const call = await CALLS[operationId]?.()
    if (call === undefined) throw new Error(`expected a call of ${operationId}`)
    const keyed = status === '503' ? withKey(call, keys.good) : call
    const request = (await PROVOKE[status]?.(keyed, operationId)) ?? keyed
    const response = await appFor(status).inject(request)
    expect(String(response.statusCode), response.body).toBe(status)
    expect(api.responseFaults(operationId, response)).toEqual([])
    if (status.startsWith('2')) expect(api.requestFaults(operationId, request)).toEqual([])
    if (status === '429') expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    if (status === '503') expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('an answer as a stream', async () => {
    const call = withHeaders(post('/api/v1/answers', { question: QUESTION }), {
      accept: 'text/event-stream',
    })
    const response = await app.inject(call)
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(/^text\/event-stream/)
    expect(api.responseFaults('answerQuestion', response)).toEqual([])
  })

  test('a model that was demanded and is not there', async () => {
    const call = post('/api/v1/answers', { question: QUESTION, mode: 'generative' })
    const response = await app.inject(call)
    expect(response.json()).toMatchObject({ status: 503, code: 'model_unavailable' })
    expect(api.responseFaults('answerQuestion', response)).toEqual([])
  })
})

describe('the check itself finds', () => {
  test('a status, a media type, a header and a field that are not as described', async () => {
    const good = await app.inject({ url: '/api/v1/offices' })
    expect(api.responseFaults('listOffices', good)).toEqual([])
    const { statusCode, headers, body } = good
    for (const wrong of [
      { statusCode: 418, headers, body },
      { statusCode, headers: { ...headers, 'content-type': 'text/html' }, body },
      { statusCode, headers: { ...headers, etag: undefined }, body },
      { statusCode, headers: { ...headers, 'x-request-id': 'none' }, body },
      { statusCode, headers, body: body.replaceAll('"kind"', '"sort"') },
    ]) {
      expect(api.responseFaults('listOffices', wrong)).toHaveLength(
        wrong.body === body ? 1 : body.split('"kind"').length - 1,
      )
    }
  })

  test('a parameter and a field of a request that are not as described', () => {
    for (const [id, request] of [
      ['listMeasures', { url: '/api/v1/measures?limit=101' }],
      ['listMeasures', { url: '/api/v1/measures?page=2' }],
      ['listMeasures', { url: '/api/v1/measures?language=fr' }],
      ['getMeasure', { url: '/api/v1/measures/dalian-43/00' }],
      ['searchMeasures', post('/api/v1/search', { query: '通关', limit: 0 })],
      ['searchMeasures', post('/api/v1/search', { query: '通关', page: 1 })],
      ['searchMeasures', post('/api/v1/search', {})],
    ] as const) {
      expect(api.requestFaults(id, request), JSON.stringify(request)).toHaveLength(1)
    }
  })
})
