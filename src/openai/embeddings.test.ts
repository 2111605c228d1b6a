import { OpenAIEmbeddings } from '@langchain/openai'
import fc from 'fast-check'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../app.js'
import { openTestRecords } from '../records/test-databases.fixture.js'
import { buildTestApp, PATIENT, TEST_READINESS } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { EMBEDDING_MAX_TEXTS, EMBEDDING_MODEL, embeddingsResponseSchema } from './embeddings.js'
import { errorEnvelopeSchema } from './error-envelope.js'

const TEXTS = [
  '大连海关预裁定要提前多久申请？',
  'Which offices help?',
  '減免稅',
  ' ',
  '\u0000\u200b',
]

const { embedder, ...opened } = await openTestAssistant()
let served: ServedAssistant
let openai: OpenAI
beforeAll(async () => {
  served = await serveAssistant({ ...opened, embedder })
  openai = new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'none', maxRetries: 10 })
}, 120_000)
afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

const listsOf = (vectors: readonly Float32Array[]) => vectors.map((vector) => [...vector])

describe('the openai package', () => {
  test.each(['float', 'base64', undefined] as const)(
    'gets the vectors of the model, bit by bit: encoding_format %s',
    async (format) => {
      const { data, model, usage } = await openai.embeddings.create({
        model: EMBEDDING_MODEL,
        input: TEXTS,
        ...(format === undefined ? {} : { encoding_format: format }),
      })
      expect(model).toBe(EMBEDDING_MODEL)
      expect(data.map(({ index }) => index)).toEqual([...TEXTS.keys()])
      const expected = listsOf(await embedder.embed(TEXTS, 'query'))
      if (format === 'base64') {
        // Whoever asks for it reads it: the package reads only what it asked for itself.
        const bytes = data.map(({ embedding }) => Buffer.from(String(embedding), 'base64'))
        const read = bytes.map((one) =>
          Array.from({ length: one.length / 4 }, (_, at) => one.readFloatLE(4 * at)),
        )
        expect(read).toEqual(expected)
      } else expect(data.map(({ embedding }) => embedding)).toEqual(expected)
      expect(usage.prompt_tokens).toBeGreaterThan(TEXTS.length)
      expect(usage.total_tokens).toBe(usage.prompt_tokens)
    },
  )

  test('one text, and what it is, by the name of the model or by a field', async () => {
    const [text = ''] = TEXTS
    const [query, passage] = await Promise.all([
      embedder.embed([text], 'query'),
      embedder.embed([text], 'passage'),
    ])
    const vectorOf = async (model: string, more: object = {}) =>
      (await openai.embeddings.create({ model, input: text, ...more })).data[0]?.embedding
    expect(listsOf(query)[0]).not.toEqual(listsOf(passage)[0])
    expect(await vectorOf(EMBEDDING_MODEL)).toEqual(listsOf(query)[0])
    expect(await vectorOf(`${EMBEDDING_MODEL}:query`)).toEqual(listsOf(query)[0])
    expect(await vectorOf(`${EMBEDDING_MODEL}:passage`)).toEqual(listsOf(passage)[0])
    const asPassage = { input_type: 'passage', user: 'somebody', dimensions: embedder.dimensions }
    expect(await vectorOf(EMBEDDING_MODEL, asPassage)).toEqual(listsOf(passage)[0])
  })

  test('reads the model, whose fingerprint is that of the vectors; it is not listed for chats', async () => {
    for (const name of [EMBEDDING_MODEL, `${EMBEDDING_MODEL}:passage`]) {
      expect(await openai.models.retrieve(name)).toMatchObject({
        id: name,
        object: 'model',
        system_fingerprint: embedder.fingerprint,
        dimensions: embedder.dimensions,
      })
    }
    const answer = await openai.embeddings.create({ model: EMBEDDING_MODEL, input: 'x' })
    expect(answer).toMatchObject({ system_fingerprint: embedder.fingerprint })
    expect((await openai.models.list()).data.map(({ id }) => id)).not.toContain(EMBEDDING_MODEL)
    await expect(
      openai.chat.completions.create({
        model: EMBEDDING_MODEL,
        messages: [{ role: 'user', content: 'x' }],
      }),
    ).rejects.toThrow(/answers no questions/)
  })

  test.each([
    [{ model: 'text-embedding-3-small' }, 404, 'model', /expected policy-assistant-embedding/],
    [{ model: 'policy-assistant' }, 404, 'model', /expected policy-assistant-embedding/],
    [{ input: '' }, 400, 'input', /Too small/],
    [{ input: [] }, 400, 'input', /Too small/],
    [{ input: ['x', ''] }, 400, 'input.1', /Too small/],
    [{ input: [[1, 2, 3]] }, 400, 'input', /tokens of other models are not read/],
    [{ input: new Array(EMBEDDING_MAX_TEXTS + 1).fill('x') }, 400, 'input', /1 to 512/],
    [{ encoding_format: 'int8' }, 400, 'encoding_format', /"float".*"base64"/],
    [{ dimensions: 512 }, 400, 'dimensions', /expected 384, found 512/],
    [{ input_type: 'document' }, 400, 'input_type', /"query".*"passage"/],
    [
      { model: `${EMBEDDING_MODEL}:query`, input_type: 'passage' },
      400,
      'input_type',
      /expected query as in the name of the model/,
    ],
    [{ input: 'x'.repeat(70_000) }, 413, null, /at most 64 kB/],
  ])('is refused %j', async (body, status, param, message) => {
    const asked = openai.embeddings.create({
      model: EMBEDDING_MODEL,
      input: 'x',
      ...body,
    } as OpenAI.EmbeddingCreateParams)
    await expect(asked).rejects.toMatchObject({
      status,
      param,
      message: expect.stringMatching(message) as string,
    })
  })
})

test('LangChain: documents as passages and questions as queries, by two names', async () => {
  const langChain = (role: string) =>
    new OpenAIEmbeddings({
      model: `${EMBEDDING_MODEL}:${role}`,
      apiKey: 'none',
      configuration: { baseURL: `${served.url}/v1` },
    })
  const documents = Array.from({ length: 40 }, (_, at) => `第${at}条 大连海关支持企业`)
  expect(await langChain('passage').embedDocuments(documents)).toEqual(
    listsOf(await embedder.embed(documents, 'passage')),
  )
  expect(await langChain('query').embedQuery(TEXTS[0] ?? '')).toEqual(
    listsOf(await embedder.embed(TEXTS.slice(0, 1), 'query'))[0],
  )
}, 60_000)

test('many texts come in their order, and hold nobody up for long', async () => {
  const input = Array.from({ length: EMBEDDING_MAX_TEXTS }, (_, at) => `text ${at}`)
  const { app } = await buildTestApp(createFakeAssistant(), createFakeEmbedder())
  const response = await app.inject({
    method: 'POST',
    url: '/v1/embeddings',
    payload: { model: EMBEDDING_MODEL, input },
  })
  const { data } = embeddingsResponseSchema.parse(response.json())
  const expected = listsOf(await createFakeEmbedder().embed(input, 'query'))
  expect(data.map(({ embedding }) => embedding)).toEqual(expected)
  await app.close()
})

test('a server without a model of its own says so', async () => {
  const { app } = await buildTestApp(createFakeAssistant())
  for (const options of [
    { url: `/v1/models/${EMBEDDING_MODEL}` },
    {
      method: 'POST' as const,
      url: '/v1/embeddings',
      payload: { model: EMBEDDING_MODEL, input: 'x' },
    },
  ]) {
    const response = await app.inject(options)
    expect(response.statusCode).toBe(404)
    expect(errorEnvelopeSchema.parse(response.json()).error).toMatchObject({ param: 'model' })
  }
  await app.close()
})

test('a key is needed where the server wants one, and is counted; its scope is answers', async () => {
  const { opened: database, records } = await openTestRecords()
  const app = await buildApp({
    assistant: createFakeAssistant(),
    readiness: TEST_READINESS,
    embeddings: { fingerprint: 'test' },
    ownModel: createFakeEmbedder(),
    loadLimits: PATIENT,
    publicUrl: 'http://127.0.0.1:8787',
    records,
    access: { keysRequired: true, allowedOrigins: [], ratePerMinute: 0 },
  })
  const newKey = async (scope: 'answers' | 'metrics') => {
    const made = await records.use(async ({ keys }) => ({
      kind: 'made' as const,
      text: (await keys.create({ name: 'of a test', scopes: [scope], limitPerMinute: 2 })).text,
    }))
    if (made.kind === 'unavailable') throw new Error('expected the store')
    return made.text
  }
  const ask = (key?: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/embeddings',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      payload: { model: EMBEDDING_MODEL, input: 'x' },
    })
  expect((await ask()).statusCode).toBe(401)
  expect((await ask('none')).statusCode).toBe(401)
  expect((await ask(await newKey('metrics'))).statusCode).toBe(403)
  const key = await newKey('answers')
  const statuses = [await ask(key), await ask(key), await ask(key)].map((one) => one.statusCode)
  expect(statuses).toEqual([200, 200, 429])
  await app.close()
  await records.close()
  await database.remove()
}, 60_000)

describe('anything at all', () => {
  test('is answered with as many vectors as texts, or refused in the form of OpenAI', async () => {
    const { app } = await buildTestApp(createFakeAssistant(), embedder)
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('\ud800', '\u0000', '</s>', '<unk>', 'query: ', '\u202e', '😀'.repeat(300)),
    )
    const body = fc.oneof(
      fc.record(
        {
          model: fc.oneof(
            fc.constantFrom(
              EMBEDDING_MODEL,
              `${EMBEDDING_MODEL}:query`,
              `${EMBEDDING_MODEL}:passage`,
            ),
            fc.string({ maxLength: 8 }),
          ),
          input: fc.oneof(
            text,
            fc.array(text, { maxLength: 5 }),
            fc.array(fc.nat(), { maxLength: 3 }),
          ),
          encoding_format: fc.constantFrom('float', 'base64', null, 'x'),
          dimensions: fc.constantFrom(384, 383, 0, -1, null, 1e300, '384'),
          input_type: fc.constantFrom('query', 'passage', null, 'x'),
          user: fc.jsonValue(),
        },
        { requiredKeys: ['model', 'input'] },
      ),
      fc.jsonValue({ maxDepth: 4 }),
    )
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(body, async (payload) => {
        const response = await app.inject({
          method: 'POST',
          url: '/v1/embeddings',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(payload),
        })
        seen.add(response.statusCode)
        if (response.statusCode !== 200) {
          expect([400, 404]).toContain(response.statusCode)
          errorEnvelopeSchema.parse(response.json())
          return
        }
        const { data } = embeddingsResponseSchema.parse(response.json())
        const { input } = payload as { input: string | string[] }
        expect(data).toHaveLength([input].flat().length)
        for (const { embedding } of data) {
          if (typeof embedding === 'string') expect(embedding).toHaveLength(2048)
          else expect(Math.hypot(...embedding)).toBeCloseTo(1, 3)
        }
      }),
      { numRuns: 300 },
    )
    expect(seen).toEqual(new Set([200, 400, 404]))
    await app.close()
  }, 60_000)
})
