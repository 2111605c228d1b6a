import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '../config.js'
import { reservePort } from '../http/reserve-port.js'
import { openAssistant } from '../open-assistant.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import type { Embedder } from './embedder.js'
import { createRemoteEmbedder, type RemoteEmbedderOptions } from './remote-embedder.js'

/** The machine may be busy with other tests. */
const TIMEOUT_MS = 120_000

/** Short limits, so that what never comes is given up soon. */
const PATIENCE = {
  start: { attemptMs: 500, totalMs: 1_000 },
  interactive: { attemptMs: 500, totalMs: 1_500 },
}

describe('over another server of ours', { timeout: TIMEOUT_MS }, () => {
  let served: ServedAssistant
  let own: Embedder
  beforeAll(async () => {
    const opened = await openTestAssistant()
    own = opened.embedder
    served = await serveAssistant(opened)
  }, TIMEOUT_MS)
  afterAll(async () => {
    await served.close()
    await closeTestAssistant()
  })

  test.each(['', '/', '/v1', '/v1/'])(
    'vectors are the same, bit by bit: address + "%s"',
    async (path) => {
      const remote = await createRemoteEmbedder({
        url: served.url + path,
        expected: own.fingerprint,
      })
      expect([remote.fingerprint, remote.dimensions]).toEqual([own.fingerprint, own.dimensions])
      const texts = ['大连海关预裁定要提前多久申请？', 'AEO', '', '😀\ud800'].filter(
        (text) => text !== '',
      )
      for (const role of ['query', 'passage'] as const) {
        expect(await remote.embed(texts, role)).toEqual(await own.embed(texts, role))
      }
      expect(await remote.embed([], 'query')).toEqual([])
      await remote.close()
    },
  )

  test('many and long texts go in several requests and come in their order', async () => {
    const remote = await createRemoteEmbedder({ url: served.url })
    const texts = Array.from({ length: 90 }, (_, at) => `第${at}条`)
    texts.splice(7, 0, '长'.repeat(30_000))
    const [found, expected] = [
      await remote.embed(texts, 'passage'),
      await own.embed(texts, 'passage'),
    ]
    expect(found).toEqual(expected)
  })

  test('a whole server works without a model of its own', async () => {
    const local = readConfig({ EMBEDDINGS_URL: served.url })
    const folders = { ...local.folders, model: '/nowhere' }
    const opened = await openAssistant({
      ...local,
      folders,
      publicUrl: 'https://assistant.example',
    })
    const question = '货值八千块的样品在口岸等化验结果，能先把货拉走吗？'
    const answer = await opened.assistant.answer({
      question,
      language: 'auto',
      mode: 'auto',
      maxCitations: 3,
      trace: false,
    })
    const { text, citations } = await served.ask({ question, maxCitations: 3 })
    expect(citations.length).toBeGreaterThan(0)
    expect({ text: answer.text, citations: answer.citations }).toEqual({ text, citations })
    await opened.close()
  })
})

const bodySchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  encoding_format: z.literal('base64'),
})

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

interface FakeCall {
  readonly path: string | undefined
  readonly authorization: string | undefined
  readonly body: z.infer<typeof bodySchema> | undefined
}

/** What a fake server does with a request for vectors; nothing lets it wait for ever. */
type Reply = (response: ServerResponse, call: FakeCall, count: number) => void

const model = createFakeEmbedder({ dimensions: 8, fingerprint: 'f00d' })

function sendJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

/** The right vectors, but for what is replaced. */
async function sendVectors(response: ServerResponse, { body }: FakeCall, over: object = {}) {
  const vectors = await model.embed(body?.input ?? [], 'query')
  // Not in order: only the index says which is whose.
  const data = vectors
    .map((vector, index) => ({ object: 'embedding', index, embedding: base64Of(vector) }))
    .toReversed()
  const usage = { prompt_tokens: 1, total_tokens: 1 }
  const more = { model: body?.model, system_fingerprint: model.fingerprint, usage }
  sendJson(response, 200, { object: 'list', data, ...more, ...over })
}

const base64Of = (vector: Float32Array) => {
  const bytes = Buffer.alloc(4 * vector.length)
  vector.forEach((value, index) => bytes.writeFloatLE(value, 4 * index))
  return bytes.toString('base64')
}

const right: Reply = (response, call) => void sendVectors(response, call)

async function startFake(reply: Reply = right, modelReply?: (response: ServerResponse) => void) {
  const calls: FakeCall[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const body = text === '' ? undefined : bodySchema.parse(JSON.parse(text))
      const { authorization } = request.headers
      const call = { path: request.url, authorization, body }
      if (body !== undefined) {
        calls.push(call)
        reply(response, call, calls.length)
      } else if (modelReply === undefined) {
        const { fingerprint, dimensions } = model
        sendJson(response, 200, { id: 'm', system_fingerprint: fingerprint, dimensions })
      } else modelReply(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  closers.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { calls, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const open = (url: string, more: Partial<RemoteEmbedderOptions> = {}) =>
  createRemoteEmbedder({ url, patience: PATIENCE, ...more })

describe('at the start', () => {
  test('another model than the index was built with is refused by name', async () => {
    const { url, host } = await startFake()
    await expect(open(url, { expected: 'c0de' })).rejects.toMatchObject({
      code: 'bad_configuration',
      message: `EMBEDDINGS_URL: expected the model c0de, which index and gate were made with, found f00d at ${host}: run the same release there and here`,
    })
    expect((await open(url, { expected: 'f00d' })).fingerprint).toBe('f00d')
  })

  test('it waits for a server that is not there yet, and gives up by name', async () => {
    let asked = 0
    const { url } = await startFake(right, (response) => {
      asked += 1
      if (asked < 3) sendJson(response, 503, {})
      else sendJson(response, 200, { id: 'm', system_fingerprint: 'f00d', dimensions: 8 })
    })
    expect((await open(url)).dimensions).toBe(8)
    const nobody = await reservePort('127.0.0.1')
    await nobody.release()
    await expect(open(`http://127.0.0.1:${nobody.port}`)).rejects.toMatchObject({
      code: 'bad_configuration',
      message: expect.stringMatching(/EMBEDDINGS_URL: .*:\d+: .*ECONNREFUSED/) as string,
    })
  })

  test.each([
    [401, {}, /HTTP status 401/],
    [404, {}, /HTTP status 404/],
    [200, { id: 'gpt' }, /something else in its place/],
  ])('status %i and %j is no embedding server', async (status, body, message) => {
    const { url } = await startFake(right, (response) => sendJson(response, status, body))
    await expect(open(url)).rejects.toMatchObject({ code: 'bad_configuration' })
    await expect(open(url)).rejects.toThrow(message)
  })

  test('a start that is stopped waits for nobody', async () => {
    const { url } = await startFake(right, () => {})
    const stop = new AbortController()
    const opening = open(url, { signal: stop.signal })
    await pause(50)
    stop.abort(new Error('stopped'))
    await expect(opening).rejects.toThrow('stopped')
  })
})

describe('a server that', () => {
  test('wants a key gets it, and is told what the texts are', async () => {
    const { url, calls } = await startFake()
    const embedder = await open(url, { apiKey: 'pa_key' })
    await embedder.embed(['a'], 'passage')
    expect(calls).toMatchObject([
      {
        path: '/v1/embeddings',
        authorization: 'Bearer pa_key',
        body: { model: 'policy-assistant-embedding:passage', input: ['a'] },
      },
    ])
  })

  test('is busy or breaks off is asked again', async () => {
    const { url, calls } = await startFake((response, call, count) => {
      if (count === 1) sendJson(response, 503, {}, { 'retry-after': '0' })
      else if (count === 2) response.destroy()
      else void sendVectors(response, call)
    })
    const embedder = await open(url)
    expect(await embedder.embed(['a', 'b'], 'query')).toEqual(
      await model.embed(['a', 'b'], 'query'),
    )
    expect(calls).toHaveLength(3)
    // It is known now.
    await embedder.embed(['a'], 'query')
    expect(calls).toHaveLength(3)
  })

  test.each([
    [
      'stays busy',
      (response: ServerResponse) => sendJson(response, 503, {}, { 'retry-after': '1' }),
    ],
    ['says nothing', () => {}],
    ['hangs up', (response: ServerResponse) => void response.destroy()],
  ])('%s is given up as overloaded', async (_, reply) => {
    const { url, host } = await startFake(reply)
    const embedder = await open(url)
    const asked = embedder.embed(['a'], 'query')
    await expect(asked).rejects.toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 })
    await expect(asked).rejects.toThrow(host)
    // It may be back the next time.
    await expect(embedder.embed(['a'], 'query')).rejects.toMatchObject({ code: 'overloaded' })
  })

  const refuses: Reply = (response) => sendJson(response, 403, { error: 'pa_key' })
  const talks: Reply = (response) => sendJson(response, 200, { a: 1 })
  const noJson: Reply = (response) => void response.writeHead(200).end('<html>')
  /** The right answer, but for its vectors. */
  const withData =
    (...data: readonly { index: number; embedding: readonly number[] }[]): Reply =>
    (response, call) =>
      void sendVectors(response, call, {
        data: data.map((one) => ({ object: 'embedding', ...one })),
      })

  test.each([
    ['refuses', refuses],
    ['talks of something else', talks],
    ['sends no JSON', noJson],
    ['sends fewer vectors', withData()],
    ['sends other vectors', withData({ index: 0, embedding: [1, 1, 0, 0, 0, 0, 0, 0] })],
    ['sends vectors of another size', withData({ index: 0, embedding: [1] })],
    ['sends one of another text', withData({ index: 1, embedding: [1, 0, 0, 0, 0, 0, 0, 0] })],
  ])('%s is not believed', async (_, reply) => {
    const { url, calls } = await startFake(reply)
    const embedder = await open(url, { apiKey: 'pa_key' })
    const asked = embedder.embed(['a'], 'query')
    await expect(asked).rejects.toMatchObject({ code: 'bad_model' })
    await expect(asked).rejects.not.toThrow('pa_key')
    expect(calls).toHaveLength(1)
  })

  test('has got another model meanwhile is told from its first answer', async () => {
    const { url } = await startFake(
      (response, call) => void sendVectors(response, call, { system_fingerprint: 'c0de' }),
    )
    await expect((await open(url)).embed(['a'], 'query')).rejects.toThrow(
      /expected the model f00d, found c0de: restart this server/,
    )
  })
})

test('a question that is given up ends its request, and no other', async () => {
  const { url } = await startFake((response, call) => {
    if (call.body?.input[0] !== 'slow') void sendVectors(response, call)
  })
  const embedder = await open(url)
  const stop = new AbortController()
  const slow = embedder.embed(['slow'], 'query', stop.signal)
  expect(await embedder.embed(['a'], 'query')).toHaveLength(1)
  stop.abort(new Error('given up'))
  await expect(slow).rejects.toThrow('given up')
  await expect(embedder.embed(['a'], 'query', stop.signal)).rejects.toThrow('given up')
})

test('more questions than may wait are turned away at once', async () => {
  const held: (() => void)[] = []
  const { url, calls } = await startFake((response, call) => {
    held.push(() => void sendVectors(response, call))
  })
  const embedder = await open(url, {
    patience: { ...PATIENCE, interactive: { attemptMs: 60_000, totalMs: 60_000 } },
  })
  const asked = Array.from({ length: 100 }, (_, at) => embedder.embed([`${at}`], 'query'))
  const outcomes = Promise.allSettled(asked)
  while (calls.length < 16) await pause(5)
  expect(embedder.waiting?.()).toBe(64)
  const answering = setInterval(() => {
    for (const send of held.splice(0)) send()
  }, 5)
  const refused = (await outcomes).filter(({ status }) => status === 'rejected')
  clearInterval(answering)
  expect(refused).toHaveLength(20)
  expect(refused[0]).toMatchObject({ reason: { code: 'overloaded' } })
})
