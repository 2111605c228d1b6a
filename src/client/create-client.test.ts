import { afterEach, describe, expect, test } from 'vitest'
import type { AnswerEvent } from '../domain/answer.js'
import { ApiError } from './api-error.js'
import type { Client, ClientOptions } from './client.js'
import { ConnectionError } from './connection-error.js'
import { createClient } from './create-client.js'
import {
  type RawHandler,
  type RawServer,
  sendJson,
  sendProblem,
  startRawServer,
} from './raw-server.fixture.js'
import { messageOf, SAMPLE_ANSWER, SAMPLE_EVENTS } from './sample-answer.fixture.js'

const STATUS = {
  version: '1',
  startedAt: '2026-01-01T00:00:00.000Z',
  uptimeSeconds: 1,
  corpus: { version: 'c0de', documents: 5, offices: 5, measures: 116 },
  index: { fingerprint: 'f00d' },
  embeddings: { fingerprint: 'f00d' },
  chatModel: null,
  records: { state: 'off', since: null, reason: null, queued: 0 },
}

const servers: RawServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(handle: RawHandler, options: Partial<ClientOptions> = {}) {
  const server = await startRawServer(handle)
  servers.push(server)
  return { server, client: createClient({ baseUrl: server.baseUrl, ...options }) }
}

/** What a call throws. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call
  } catch (error) {
    return error
  }
  throw new Error('expected the call to fail')
}

/** The events of a stream, and what it throws in the end. */
async function collect(stream: AsyncIterable<AnswerEvent>) {
  const events: AnswerEvent[] = []
  try {
    for await (const event of stream) events.push(event)
    return { events, error: undefined }
  } catch (error) {
    return { events, error }
  }
}

const STREAM = { 'content-type': 'text/event-stream' }
const QUESTION = { question: '大连可以预约通关吗' }
const ID = SAMPLE_ANSWER.id
const WHOLE = SAMPLE_EVENTS.map((event) => messageOf(event)).join('')

describe('requests', () => {
  const conversation = {
    id: ID,
    createdAt: '2025-01-01T00:00:00.000Z',
    updatedAt: '2025-01-01T00:00:00.000Z',
    turns: [
      {
        answerId: ID,
        createdAt: '2025-01-01T00:00:00.000Z',
        question: 'q',
        outcome: 'answered',
        text: 't',
        measures: ['dalian-43/33'],
      },
    ],
  }
  const search = { results: [], timings: { totalMs: 1 } }
  const page = { measures: [], nextCursor: null }
  const measure = { id: 'dalian-43/33', text: 't', sentences: [] }
  const document = { id: 'a b/c', title: 't', chapters: [] }
  const cases: readonly [
    name: string,
    call: (client: Client) => Promise<unknown>,
    line: string,
    reply: unknown,
    result: unknown,
    body: unknown,
  ][] = [
    ['ask', (c) => c.ask(QUESTION), 'POST /answers', SAMPLE_ANSWER, SAMPLE_ANSWER, QUESTION],
    ['search', (c) => c.search({ query: 'q' }), 'POST /search', search, search, { query: 'q' }],
    [
      'documents',
      (c) => c.documents(),
      'GET /documents',
      { documents: [document] },
      [document],
      '',
    ],
    [
      'documents of a day',
      (c) => c.documents({ asOf: '2024-06-30', language: 'en' }),
      'GET /documents?language=en&asOf=2024-06-30',
      { documents: [document] },
      [document],
      '',
    ],
    [
      'document',
      (c) => c.document('a b/c', { language: 'en' }),
      'GET /documents/a%20b%2Fc?language=en',
      document,
      document,
      '',
    ],
    ['offices', (c) => c.offices(), 'GET /offices', { offices: [] }, [], ''],
    [
      'measures',
      (c) => c.measures({ document: 'dalian-43', limit: 2, cursor: undefined }),
      'GET /measures?document=dalian-43&limit=2',
      page,
      page,
      '',
    ],
    [
      'measure',
      (c) => c.measure('dalian-43', 33, { language: 'zh-HK' }),
      'GET /measures/dalian-43/33?language=zh-HK',
      measure,
      measure,
      '',
    ],
    ['getAnswer', (c) => c.getAnswer(ID), `GET /answers/${ID}`, SAMPLE_ANSWER, SAMPLE_ANSWER, ''],
    ['deleteAnswer', (c) => c.deleteAnswer(ID), `DELETE /answers/${ID}`, undefined, undefined, ''],
    [
      'conversation',
      (c) => c.conversation(ID),
      `GET /conversations/${ID}`,
      conversation,
      conversation,
      '',
    ],
    [
      'deleteConversation',
      (c) => c.deleteConversation(ID),
      `DELETE /conversations/${ID}`,
      undefined,
      undefined,
      '',
    ],
    [
      'giveFeedback',
      (c) => c.giveFeedback(ID, { rating: 'useful', comment: '好' }),
      `PUT /answers/${ID}/feedback`,
      { rating: 'useful', comment: '好' },
      undefined,
      { rating: 'useful', comment: '好' },
    ],
    ['status', (c) => c.status(), 'GET /status', STATUS, STATUS, ''],
  ]

  test.each(cases)('%s', async (_, call, line, reply, result, body) => {
    const { server, client } = await serve((response) => {
      if (reply === undefined) response.writeHead(204).end()
      else sendJson(response, reply)
    })
    expect(await call(client)).toEqual(result)
    const [request] = server.requests
    expect(server.requests).toHaveLength(1)
    expect(`${request?.method} ${request?.url}`).toBe(line.replace(' ', ' /api/v1'))
    expect(request?.headers.accept).toBe('application/json')
    expect(request?.headers).not.toHaveProperty('authorization')
    if (body === '') expect(request?.body).toBe('')
    else {
      expect(request?.headers['content-type']).toBe('application/json')
      expect(JSON.parse(request?.body ?? '')).toEqual(body)
    }
    expect('idempotency-key' in (request?.headers ?? {})).toBe(line === 'POST /answers')
  })

  test('carry the key and own headers below a base address with a path', async () => {
    const server = await startRawServer((response) => sendJson(response, STATUS))
    servers.push(server)
    const client = createClient({
      baseUrl: `${server.baseUrl}/customs//`,
      key: 'pa_1_secret',
      headers: { 'x-own': 'yes', accept: 'text/plain' },
    })
    await client.status()
    expect(server.requests[0]).toMatchObject({
      url: '/customs/api/v1/status',
      headers: { authorization: 'Bearer pa_1_secret', 'x-own': 'yes', accept: 'application/json' },
    })
  })

  test('go through the fetch that is given', async () => {
    const urls: string[] = []
    const client = createClient({
      baseUrl: 'https://assistant.example',
      fetch: async (url) => {
        urls.push(url)
        return Response.json(STATUS)
      },
    })
    await client.status()
    expect(urls).toEqual(['https://assistant.example/api/v1/status'])
  })

  test.each(['', '.', '..'])('the id "%s" is refused before anything is sent', async (id) => {
    const { server, client } = await serve((response) => sendJson(response, SAMPLE_ANSWER))
    for (const call of [
      () => client.document(id),
      () => client.getAnswer(id),
      () => client.deleteAnswer(id),
      () => client.giveFeedback(id, { rating: 'useful' }),
      () => client.deleteConversation(id),
      () => client.measure(id, 1),
    ]) {
      expect(await failureOf(call())).toBeInstanceOf(TypeError)
    }
    expect(server.requests).toEqual([])
  })

  test('all measures: page by page, each asked for when it is needed', async () => {
    const pages = [['m/1', 'm/2'], ['m/3', 'm/4'], ['m/5']]
    const { server, client } = await serve((response, _request, turn) =>
      sendJson(response, {
        measures: (pages[turn] ?? []).map((id) => ({ id })),
        nextCursor: turn < 2 ? `c${turn + 1}` : null,
      }),
    )
    const ids: string[] = []
    for await (const { id } of client.allMeasures({ office: 'o' }, { language: 'en' })) {
      ids.push(id)
      expect(server.requests).toHaveLength(Math.ceil(ids.length / 2))
    }
    expect(ids).toEqual(pages.flat())
    expect(server.requests.map(({ url }) => url)).toEqual(
      ['', '&cursor=c1', '&cursor=c2'].map((cursor) =>
        expect.stringMatching(new RegExp(`^/api/v1/measures\\?office=o${cursor}&language=en$`)),
      ),
    )
  })

  test('all measures of a server that always names the same page end', async () => {
    const { client } = await serve((response) =>
      sendJson(response, { measures: [{ id: 'm/1' }], nextCursor: 'again' }),
    )
    const seen: string[] = []
    const reading = (async () => {
      for await (const { id } of client.allMeasures()) seen.push(id)
    })()
    expect(await failureOf(reading)).toMatchObject({ kind: 'unexpected' })
    expect(seen).toEqual(['m/1', 'm/1'])
  })
})

describe('options', () => {
  test.each([
    [{ baseUrl: '' }, /baseUrl: expected an http or https address.*found ""/],
    [{ baseUrl: '/relative' }, /baseUrl: .*"\/relative"/],
    [{ baseUrl: 'ftp://a.example' }, /baseUrl: /],
    [{ baseUrl: 'https://a.example/?x=1' }, /baseUrl: /],
    [{ baseUrl: 'https://name:secret@a.example' }, /baseUrl: expected an address without a name/],
    [{ baseUrl: 'https://a.example', key: '' }, /key: expected visible ASCII/],
    [{ baseUrl: 'https://a.example', maxRetries: -1 }, /maxRetries: .*-1/],
    [{ baseUrl: 'https://a.example', maxRetries: 1.5 }, /maxRetries: /],
  ])('%j are refused', (options, message) => {
    expect(() => createClient(options)).toThrow(TypeError)
    expect(() => createClient(options)).toThrow(message)
  })

  test.each([{ key: 'top\nsecret' }, { baseUrl: 'https://me:secret@a.example/?x=1' }])(
    'a refusal does not repeat a secret: %j',
    (options) => {
      expect(() => createClient({ baseUrl: 'https://a.example', ...options })).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('secret') }),
      )
    },
  )
})

describe('refusals', () => {
  test('hold what the problem says', async () => {
    const errors = [{ path: 'question', message: 'too long' }]
    const { server, client } = await serve((response) =>
      sendJson(
        response,
        { status: 400, code: 'invalid_request', detail: 'no', requestId: 'r-9', errors, more: 1 },
        400,
        { 'content-type': 'application/problem+json; charset=utf-8' },
      ),
    )
    const error = await failureOf(client.ask(QUESTION))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({
      name: 'ApiError',
      message: '400 invalid_request: no',
      status: 400,
      code: 'invalid_request',
      detail: 'no',
      requestId: 'r-9',
      errors,
      retryAfterSeconds: undefined,
    })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['the page of a proxy', 'text/html', '<html><h1>Bad Gateway</h1></html>'],
    ['nothing', undefined, ''],
    ['broken JSON', 'application/problem+json', '{"code":'],
    ['another JSON', 'application/json', '["no"]'],
    ['a problem that is said to be a page', 'text/html', '{"code":"not_found"}'],
    ['fields of other kinds', 'application/json', '{"code":5,"errors":[1,{"path":2}]}'],
  ])('with %s tell the status', async (_, type, body) => {
    const { client } = await serve((response) =>
      response
        .writeHead(502, {
          ...(type === undefined ? {} : { 'content-type': type }),
          'x-request-id': 'r-7',
        })
        .end(body),
    )
    const error = await failureOf(client.ask(QUESTION))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 502, code: 'http_error', requestId: 'r-7', errors: [] })
    expect(String(error)).toContain('502')
    expect(String(error)).not.toContain('<')
  })

  test('come before the stream as errors, not as events', async () => {
    const { client } = await serve((response) => sendProblem(response, 401, 'unauthorized'))
    const { events, error } = await collect(client.stream(QUESTION))
    expect(events).toEqual([])
    expect(error).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  test.each([301, 302, 307, 308])(
    '%d is not followed: neither question nor key reach another address',
    async (status) => {
      const other = await startRawServer((response) => sendJson(response, SAMPLE_ANSWER))
      servers.push(other)
      const { server, client } = await serve(
        (response) => response.writeHead(status, { location: `${other.baseUrl}/elsewhere` }).end(),
        { key: 'pa_1_secret' },
      )
      for (const call of [() => client.ask(QUESTION), () => client.status()]) {
        const error = await failureOf(call())
        expect(error).toBeInstanceOf(ConnectionError)
        expect(error).toMatchObject({
          kind: 'unexpected',
          message: expect.stringContaining(`${other.baseUrl}/elsewhere`),
        })
      }
      expect(server.requests).toHaveLength(2)
      expect(other.requests).toEqual([])
    },
  )
})

describe('answers that are none', () => {
  test.each([
    ['a page', 'text/html', '<html>'],
    ['broken JSON', 'application/json', '{"id":'],
    ['another JSON', 'application/json', '{"ok":true}'],
    ['an answer without its citations', 'application/json', '{"id":"a","text":"b"}'],
  ])('%s', async (_, type, body) => {
    const { server, client } = await serve((response) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    )
    const error = await failureOf(client.ask(QUESTION))
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ kind: 'unexpected' })
    expect(server.requests).toHaveLength(1)
  })

  test('unknown outcomes, notices and fields are given as they are', async () => {
    const answer = { ...SAMPLE_ANSWER, outcome: 'foreseen', notices: ['new_one'], extra: true }
    const { client } = await serve((response) => sendJson(response, answer))
    expect(await client.ask(QUESTION)).toEqual(answer)
  })

  test('nobody there: says where and why', async () => {
    const server = await startRawServer(() => {})
    await server.close()
    const client = createClient({ baseUrl: server.baseUrl, maxRetries: 0 })
    const error = await failureOf(client.ask(QUESTION))
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ name: 'ConnectionError', kind: 'network' })
    expect(String(error)).toMatch(new RegExp(`${server.baseUrl}.*ECONNREFUSED`))
  })
})

describe('retries', () => {
  test('a question is sent again with the same key, another one with another', async () => {
    const { server, client } = await serve((response, _request, turn) => {
      if (turn === 0) response.socket?.destroy()
      else if (turn === 1) sendProblem(response, 503, 'overloaded')
      else sendJson(response, SAMPLE_ANSWER)
    })
    expect(await client.ask(QUESTION)).toEqual(SAMPLE_ANSWER)
    await client.ask(QUESTION)
    const keys = server.requests.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(4)
    expect(new Set(keys.slice(0, 3)).size).toBe(1)
    expect(keys[3]).not.toBe(keys[0])
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1)
  })

  test('a question whose first asking is still under way is waited for', async () => {
    const { server, client } = await serve((response, _request, turn) => {
      if (turn === 0) response.socket?.destroy()
      else if (turn === 1) sendProblem(response, 409, 'conflict', { 'retry-after': '0' })
      else sendJson(response, SAMPLE_ANSWER)
    })
    expect(await client.ask(QUESTION)).toEqual(SAMPLE_ANSWER)
    expect(server.requests).toHaveLength(3)
  })

  test.each([
    ['search', (c: Client) => c.search({ query: 'q' })],
    ['offices', (c: Client) => c.offices()],
    ['giveFeedback', (c: Client) => c.giveFeedback(ID, { rating: 'useful' })],
    ['deleteAnswer', (c: Client) => c.deleteAnswer(ID)],
  ])('%s', async (_, call) => {
    const { server, client } = await serve((response, _request, turn) => {
      if (turn === 0) response.socket?.destroy()
      else sendJson(response, { results: [], offices: [], timings: {} })
    })
    await call(client)
    expect(server.requests).toHaveLength(2)
  })

  test('an answer that breaks off is asked for again', async () => {
    const { server, client } = await serve((response, _request, turn) => {
      if (turn > 0) return sendJson(response, SAMPLE_ANSWER)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
      response.write('{"id":', () => response.socket?.destroy())
    })
    expect(await client.ask(QUESTION)).toEqual(SAMPLE_ANSWER)
    expect(server.requests).toHaveLength(2)
  })

  test.each([
    ['seconds', () => '1'],
    // Dates have whole seconds: two from now are at least one away.
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('Retry-After in %s is kept', async (_, value) => {
    const { server, client } = await serve((response, _request, turn) => {
      if (turn > 0) sendJson(response, SAMPLE_ANSWER)
      else sendProblem(response, 429, 'rate_limited', { 'retry-after': value() })
    })
    expect(await client.ask(QUESTION)).toEqual(SAMPLE_ANSWER)
    const [first, second] = server.requests
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(950)
  })

  test('a long Retry-After is told at once', async () => {
    const { server, client } = await serve((response) =>
      sendProblem(response, 429, 'rate_limited', { 'retry-after': '3600' }),
    )
    expect(await failureOf(client.ask(QUESTION))).toMatchObject({
      status: 429,
      code: 'rate_limited',
      retryAfterSeconds: 3600,
    })
    expect(server.requests).toHaveLength(1)
  })

  test('the busy page of a proxy is tried again, and its status told in the end', async () => {
    const { server, client } = await serve(
      (response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>'),
      { maxRetries: 1 },
    )
    expect(await failureOf(client.ask(QUESTION))).toMatchObject({ status: 503, code: 'http_error' })
    expect(server.requests).toHaveLength(2)
  })

  test('a stream is asked for again when it breaks before its first event', async () => {
    const { server, client } = await serve((response, _request, turn) => {
      response.writeHead(200, STREAM)
      if (turn > 0) response.end(WHOLE)
      else response.write(': heartbeat\n\nevent: answer-start\n', () => response.socket?.destroy())
    })
    expect(await collect(client.stream(QUESTION))).toEqual({
      events: SAMPLE_EVENTS,
      error: undefined,
    })
    const keys = server.requests.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toEqual([keys[0], keys[0]])
  })

  test.each(['reset', 'end'])('never after its first event (%s)', async (how) => {
    const { server, client } = await serve((response) => {
      response.writeHead(200, STREAM)
      const [start, delta] = SAMPLE_EVENTS.map((event) => messageOf(event))
      if (how === 'end') response.end(`${start}${delta}`)
      else response.write(`${start}${delta}`, () => response.socket?.resetAndDestroy())
    })
    const events: AnswerEvent[] = []
    const reading = (async () => {
      for await (const event of client.stream(QUESTION)) events.push(event)
    })()
    const error = await failureOf(reading)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ kind: 'network' })
    // A reset may overtake what was sent just before it.
    expect(events).toEqual(SAMPLE_EVENTS.slice(0, events.length))
    if (how === 'end') expect(events).toHaveLength(2)
    if (events.length > 0) expect(server.requests).toHaveLength(1)
  })
})

describe('streams', () => {
  test('ask for events, and give each as it comes', async () => {
    let sendNext = (): void => {}
    const { server, client } = await serve((response) => {
      response.writeHead(200, STREAM)
      const rest = SAMPLE_EVENTS.map((event) => messageOf(event, '\r\n'))
      sendNext = () => {
        const next = rest.shift()
        if (next !== undefined) response.write(`: heartbeat\r\n${next}`)
      }
      sendNext()
    })
    const events: AnswerEvent[] = []
    // The next event is sent only when this one has been given.
    for await (const event of client.stream(QUESTION)) {
      events.push(event)
      sendNext()
    }
    expect(events).toEqual(SAMPLE_EVENTS)
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/v1/answers',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    })
  })

  test('ask for nothing until they are read', async () => {
    const { server, client } = await serve((response) => sendJson(response, {}))
    await client.stream(QUESTION).return()
    expect(server.requests).toEqual([])
  })

  test.each(['answer-start', 'answer-delta'])('left at %s close the connection', async (type) => {
    const { server, client } = await serve((response) => {
      response.writeHead(200, STREAM)
      for (const event of SAMPLE_EVENTS.slice(0, 3)) response.write(messageOf(event))
    })
    for await (const event of client.stream(QUESTION)) if (event.type === type) break
    await server.requests[0]?.closed
  })

  test('JSON instead of a stream is no answer', async () => {
    const { client } = await serve((response) => sendJson(response, SAMPLE_ANSWER))
    expect((await collect(client.stream(QUESTION))).error).toMatchObject({ kind: 'unexpected' })
  })
})

describe('an abort', () => {
  const reason = new Error('enough')
  /** Waits until the server has the request. */
  async function arrived({ requests }: RawServer): Promise<void> {
    while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  test('ends a call that a slow server has not answered', async () => {
    const { server, client } = await serve(() => {})
    const controller = new AbortController()
    const call = failureOf(client.ask(QUESTION, { signal: controller.signal }))
    await arrived(server)
    controller.abort(reason)
    expect(await call).toBe(reason)
    await server.requests[0]?.closed
    expect(server.requests).toHaveLength(1)
  })

  test('ends a call whose answer comes slowly', async () => {
    const { server, client } = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":')
    })
    const controller = new AbortController()
    const call = failureOf(client.ask(QUESTION, { signal: controller.signal }))
    await arrived(server)
    controller.abort(reason)
    expect(await call).toBe(reason)
    await server.requests[0]?.closed
  })

  test('ends the wait between two tries', async () => {
    const { server, client } = await serve((response) =>
      sendProblem(response, 429, 'rate_limited', { 'retry-after': '20' }),
    )
    const controller = new AbortController()
    const call = failureOf(client.ask(QUESTION, { signal: controller.signal }))
    await arrived(server)
    const started = performance.now()
    controller.abort(reason)
    expect(await call).toBe(reason)
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(server.requests).toHaveLength(1)
  })

  test('ends a stream that is under way', async () => {
    const { server, client } = await serve((response) => {
      response.writeHead(200, STREAM)
      for (const event of SAMPLE_EVENTS.slice(0, 2)) response.write(messageOf(event))
    })
    const controller = new AbortController()
    const events: AnswerEvent[] = []
    const reading = (async () => {
      for await (const event of client.stream(QUESTION, { signal: controller.signal })) {
        events.push(event)
        if (events.length === 2) setTimeout(() => controller.abort(reason), 20)
      }
    })()
    expect(await failureOf(reading)).toBe(reason)
    expect(events).toEqual(SAMPLE_EVENTS.slice(0, 2))
    await server.requests[0]?.closed
  })

  test('by time: what a slow server is given', async () => {
    const { client } = await serve(() => {})
    const signal = AbortSignal.timeout(50)
    expect(await failureOf(client.status({ signal }))).toMatchObject({ name: 'TimeoutError' })
  })

  test('before the call: nothing is sent', async () => {
    const { server, client } = await serve((response) => sendJson(response, SAMPLE_ANSWER))
    const signal = AbortSignal.abort(reason)
    expect(await failureOf(client.ask(QUESTION, { signal }))).toBe(reason)
    expect((await collect(client.stream(QUESTION, { signal }))).error).toBe(reason)
    expect(server.requests).toEqual([])
  })
})
