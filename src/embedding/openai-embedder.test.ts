import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Embedder } from './embedder.js'
import { createOpenAIEmbedder } from './openai-embedder.js'

const API_KEY = 'sk-test-0123456789'

const bodySchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  encoding_format: z.string(),
  dimensions: z.number().optional(),
})

type Body = z.infer<typeof bodySchema>

interface Call {
  readonly body: Body
  readonly path: string | undefined
  readonly authorization: string | undefined
  /** Resolves when the client gives up before it has the answer. */
  readonly abandoned: Promise<void>
}

type Reply = (body: Body, response: ServerResponse, count: number) => void

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** A server on a socket that speaks the wire format and answers as the test says. */
async function startServer(reply: Reply) {
  const calls: Call[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const abandoned = new Promise<void>((resolve) => {
        response.on('close', () => {
          if (!response.writableEnded) resolve()
        })
      })
      const { authorization } = request.headers
      calls.push({ body, path: request.url, authorization, abandoned })
      reply(body, response, calls.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const host = `127.0.0.1:${address.port}`
  return { calls, host, options: { baseUrl: `http://${host}/v1`, apiKey: API_KEY, model: 'm' } }
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return bodySchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function sendVectors(response: ServerResponse, vectors: readonly unknown[]): void {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }))
  const usage = { prompt_tokens: 1, total_tokens: 1 }
  sendJson(response, 200, { object: 'list', model: 'm', data, usage })
}

/** A vector of length 5 times the text's length. */
const vectorOf = (text: string) => [3 * text.length, 4 * text.length, 0]

const answer: Reply = ({ input }, response) => sendVectors(response, input.map(vectorOf))

/** The first answer, which the probe gets, is right; those after it are given by `reply`. */
const afterProbe =
  (reply: Reply): Reply =>
  (body, response, count) =>
    (count === 1 ? answer : reply)(body, response, count)

const failure = (embedder: Embedder, text = 'text') =>
  embedder.embed([text], 'passage').then(
    () => {
      throw new Error('expected a failure')
    },
    (error: unknown) => error,
  )

describe('createOpenAIEmbedder', () => {
  test('speaks the wire format and gives unit vectors in order', async () => {
    const { calls, options } = await startServer(({ input }, response) =>
      sendVectors(
        response,
        input.map((text) => (text === 'x' ? [0, 0, 7] : vectorOf(text))),
      ),
    )
    const embedder = await createOpenAIEmbedder(options)
    expect(embedder.dimensions).toBe(3)
    const vectors = await embedder.embed(['two\nlines', 'x'], 'passage')
    expect(vectors).toEqual([Float32Array.of(0.6, 0.8, 0), Float32Array.of(0, 0, 1)])
    expect(calls[1]).toMatchObject({
      path: '/v1/embeddings',
      authorization: `Bearer ${API_KEY}`,
      body: { model: 'm', input: ['two\nlines', 'x'], encoding_format: 'float' },
    })
    expect(calls[1]?.body.dimensions).toBeUndefined()
    await embedder.close()
  })

  test('sends the dimensions it is given and checks them', async () => {
    const { calls, host, options } = await startServer(answer)
    const embedder = await createOpenAIEmbedder({ ...options, dimensions: 3 })
    expect(calls[0]?.body.dimensions).toBe(3)
    expect(embedder.dimensions).toBe(3)
    await expect(createOpenAIEmbedder({ ...options, dimensions: 4 })).rejects.toMatchObject({
      code: 'bad_model',
      message: `${host}: expected 4 dimensions, found 3`,
    })
  })

  test('has a fingerprint of address, model and dimensions, not of the key', async () => {
    const { options } = await startServer(answer)
    const [one, otherKey, otherModel] = await Promise.all([
      createOpenAIEmbedder(options),
      createOpenAIEmbedder({ ...options, apiKey: 'another' }),
      createOpenAIEmbedder({ ...options, model: 'other' }),
    ])
    expect(one.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(otherKey.fingerprint).toBe(one.fingerprint)
    expect(otherModel.fingerprint).not.toBe(one.fingerprint)
  })

  test('splits many texts into requests of 64', async () => {
    const { calls, options } = await startServer(answer)
    const embedder = await createOpenAIEmbedder(options)
    const texts = Array.from({ length: 150 }, (_, index) => `text ${index}`)
    expect((await embedder.embed(texts, 'passage')).length).toBe(150)
    expect(calls.slice(1).map((call) => call.body.input.length)).toEqual([64, 64, 22])
    expect(calls.slice(1).flatMap((call) => call.body.input)).toEqual(texts)
  })

  test('does not ask for the same question twice, nor for nothing', async () => {
    const { calls, options } = await startServer(answer)
    const embedder = await createOpenAIEmbedder(options)
    await embedder.embed(['question'], 'query')
    await embedder.embed(['question'], 'query')
    await embedder.embed([], 'passage')
    expect(calls.length).toBe(2)
  })

  test('tries again when the server fails for a moment', async () => {
    const { calls, options } = await startServer((body, response, count) =>
      count === 2
        ? sendJson(response, 503, { error: { message: 'busy' } })
        : answer(body, response, count),
    )
    const embedder = await createOpenAIEmbedder(options)
    expect((await embedder.embed(['text'], 'passage')).length).toBe(1)
    expect(calls.length).toBe(3)
  }, 20_000)

  test('gives up after the attempts it may make', async () => {
    const { calls, host, options } = await startServer(
      afterProbe((_, response) => sendJson(response, 500, { error: { message: 'broken' } })),
    )
    expect(await failure(await createOpenAIEmbedder({ ...options, maxRetries: 1 }))).toMatchObject({
      code: 'bad_model',
      message: `${host}: the embedding model failed: HTTP status 500`,
    })
    expect(calls.length).toBe(1 + 2)
  }, 20_000)

  test('names the host and the status, never the key, even when the server repeats it', async () => {
    const { calls, host, options } = await startServer((_, response) =>
      sendJson(response, 401, { error: { message: `wrong key ${API_KEY}`, code: API_KEY } }),
    )
    const error: unknown = await createOpenAIEmbedder(options).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'bad_model',
      message: `${host}: the embedding model failed: HTTP status 401`,
    })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(API_KEY)
    expect(calls.length).toBe(1)
  })

  test('says that nobody answers', async () => {
    const { host, options } = await startServer(answer)
    await Promise.all(closers.splice(0).map((close) => close()))
    await expect(createOpenAIEmbedder({ ...options, maxRetries: 0 })).rejects.toMatchObject({
      code: 'bad_model',
      message: `${host}: the embedding model failed: ECONNREFUSED`,
    })
  })

  test('refuses an address that is none', async () => {
    const options = { baseUrl: 'example', apiKey: API_KEY, model: 'm' }
    await expect(createOpenAIEmbedder(options)).rejects.toMatchObject({ code: 'bad_configuration' })
  })

  test.each([
    ['vectors of another size', [[1, 0]], 'expected 3 dimensions, found 2'],
    ['a zero vector', [[0, 0, 0]], 'found one of length 0'],
    ['a vector with a hole', [[1, null, 0]], 'expected lists of numbers'],
    ['base64 where numbers were asked for', ['AACAPwAAAAAAAAAA'], 'expected lists of numbers'],
    ['too few vectors', [], 'the embedding model failed'],
  ])(
    'refuses %s',
    async (_, vectors, words) => {
      const { host, options } = await startServer(
        afterProbe((__, response) => sendVectors(response, vectors)),
      )
      expect(await failure(await createOpenAIEmbedder(options))).toMatchObject({
        code: 'bad_model',
        message: expect.stringContaining(words),
      })
      expect(host).not.toBe('')
    },
    30_000,
  )

  test('rejects an aborted call at once and closes the connection', async () => {
    const { calls, options } = await startServer(afterProbe(() => {}))
    const embedder = await createOpenAIEmbedder(options)
    const controller = new AbortController()
    const waiting = embedder.embed(['text'], 'passage', controller.signal)
    while (calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    await calls[1]?.abandoned
    expect(calls.length).toBe(2)
  })

  test('refuses calls when too many are under way, and takes new ones after them', async () => {
    let holding = true
    const held: (() => void)[] = []
    const { options } = await startServer(
      afterProbe((body, response, count) => {
        const respond = () => answer(body, response, count)
        if (holding) held.push(respond)
        else respond()
      }),
    )
    const embedder = await createOpenAIEmbedder(options)
    const calls = Array.from({ length: 32 }, (_, index) => embedder.embed([`${index}`], 'passage'))
    await expect(embedder.embed(['one more'], 'passage')).rejects.toMatchObject({
      code: 'overloaded',
      retryAfterSeconds: 1,
    })
    while (held.length < 32) await new Promise((resolve) => setTimeout(resolve, 5))
    holding = false
    for (const respond of held) respond()
    expect((await Promise.all(calls)).length).toBe(32)
    expect((await embedder.embed(['one more'], 'passage')).length).toBe(1)
  })
})
