import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerSchema } from '../domain/answer.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { postPatiently } from './post-patiently.fixture.js'

const QUESTION = '大连海关预裁定要提前多久申请？'
const user = (content: unknown) => ({ role: 'user', content })

/** Streams that are opened at once and left. */
const LEFT_STREAMS = 100

let served: ServedAssistant
let stalling: ServedAssistant

beforeAll(async () => {
  const opened = await openTestAssistant()
  served = await serveAssistant(opened)
  stalling = await serveAssistant(opened, {
    script: () => [{ text: '企业' }, 'stall'],
    modelTimeoutMs: 600_000,
  })
}, 120_000)

afterAll(async () => {
  await served.close()
  await stalling.close()
  await closeTestAssistant()
})

const post = (body: object) =>
  postPatiently(`${served.url}/v1/chat/completions`, { model: 'policy-assistant', ...body })

const envelopeSchema = z.strictObject({
  error: z.strictObject({
    message: z.string().min(1),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
  }),
})

async function refusal(body: object) {
  const response = await post(body)
  const { error } = envelopeSchema.parse(await response.json())
  return { status: response.status, ...error }
}

const completionSchema = z.object({
  choices: z.tuple([
    z.object({ message: z.object({ content: z.string() }), finish_reason: z.literal('stop') }),
  ]),
  policy: answerSchema,
})

async function answer(body: object) {
  const response = await post(body)
  return completionSchema.parse(await response.json()).policy
}

describe('what cannot be done is refused in the form of the API, with its parameter', () => {
  test.each([
    [
      'an image',
      { messages: [user([{ type: 'image_url', image_url: { url: 'x' } }])] },
      'messages.0.content.0',
      /image_url/,
    ],
    [
      'an image beside text',
      { messages: [user([{ type: 'text', text: QUESTION }, { type: 'image_url' }])] },
      'messages.0.content.1',
      /image_url/,
    ],
    [
      'a sound',
      { messages: [user([{ type: 'input_audio', input_audio: {} }])] },
      'messages.0.content.0',
      /input_audio/,
    ],
    [
      'a file',
      { messages: [user([{ type: 'file', file: { file_data: 'x' } }])] },
      'messages.0.content.0',
      /file/,
    ],
    [
      'a part without a type',
      { messages: [user([{ text: QUESTION }])] },
      'messages.0.content',
      /./,
    ],
    [
      'a text part without text',
      { messages: [user([{ type: 'text' }])] },
      'messages.0.content.0',
      /expected a text/,
    ],
    ['two choices', { messages: [user(QUESTION)], n: 2 }, 'n', /expected 1, found 2/],
    [
      'a tool that must be called',
      { messages: [user(QUESTION)], tools: [], tool_choice: 'required' },
      'tool_choice',
      /calls no tools/,
    ],
    [
      'a certain tool',
      { messages: [user(QUESTION)], tool_choice: { type: 'function', function: { name: 'x' } } },
      'tool_choice',
      /calls no tools/,
    ],
    ['no messages', { messages: [] }, 'messages', /./],
    ['messages that are no list', { messages: QUESTION }, 'messages', /./],
    [
      'nothing but a system message',
      { messages: [{ role: 'system', content: 'x' }] },
      'messages',
      /role "user"/,
    ],
    ['an unknown role', { messages: [{ role: 'king', content: 'x' }] }, 'messages.0.role', /./],
    ['an empty question', { messages: [user('')] }, 'messages.0.content', /visible/],
    [
      'a question of nothing that is seen',
      { messages: [user('\u200b\u0000')] },
      'messages.0.content',
      /visible/,
    ],
    ['a question without content', { messages: [user(null)] }, 'messages.0.content', /visible/],
    [
      'a question that is too long',
      { messages: [user('海'.repeat(1001))] },
      'messages.0.content',
      /1000/,
    ],
    ['a stream that is neither', { messages: [user(QUESTION)], stream: 'yes' }, 'stream', /./],
  ] as const)('%s', async (_name, body, param, message) => {
    expect(await refusal(body)).toEqual({
      status: 400,
      type: 'invalid_request_error',
      code: 'invalid_request',
      param,
      message: expect.stringMatching(message),
    })
  })

  test('a model that is not there', async () => {
    expect(await refusal({ model: 'gpt-4o', messages: [user(QUESTION)] })).toMatchObject({
      status: 404,
      type: 'not_found_error',
      param: 'model',
    })
  })

  test('a body of a megabyte, and one that is no JSON', async () => {
    const long = await post({ messages: [user(QUESTION)], tools: ['x'.repeat(1_000_000)] })
    expect(long.status).toBe(413)
    expect(envelopeSchema.parse(await long.json()).error.code).toBe('payload_too_large')
    const broken = await fetch(`${served.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"model":',
    })
    expect(broken.status).toBe(400)
    envelopeSchema.parse(await broken.json())
  })
})

describe('what changes nothing is passed over', () => {
  test.each([
    [
      'tools that may be called',
      { tools: [{ type: 'function', function: { name: 'x' } }], tool_choice: 'auto' },
    ],
    ['a form of the answer', { response_format: { type: 'json_object' } }],
    ['a schema of the answer', { response_format: { type: 'json_schema', json_schema: {} } }],
    ['one choice', { n: 1 }],
    ['nulls', { n: null, stream: null, stream_options: null, tool_choice: null }],
    ['usage without a stream', { stream_options: { include_usage: true } }],
    [
      'numbers out of range',
      { temperature: 99, top_p: -1, max_tokens: 0, seed: 'x', logprobs: true },
    ],
    ['deep and odd fields', { metadata: { a: [[[[{ b: null }]]]] }, user: 7, constructor: 'x' }],
  ])('%s', async (_name, body) => {
    const expected = await served.ask({ question: QUESTION })
    expect((await answer({ messages: [user(QUESTION)], ...body })).text).toBe(expected.text)
  })
})

describe('conversations of an odd form', () => {
  test('that ends with the assistant: the last question is answered', async () => {
    const expected = await served.ask({ question: QUESTION })
    const { text } = await answer({
      messages: [user(QUESTION), { role: 'assistant', content: 'It takes' }],
    })
    expect(text).toBe(expected.text)
  })

  test('with calls of tools, refusals and empty turns', async () => {
    const expected = await served.ask({ question: QUESTION })
    const { text } = await answer({
      messages: [
        user('你好'),
        { role: 'assistant', content: null, tool_calls: [{ id: 'a', type: 'function' }] },
        { role: 'tool', tool_call_id: 'a', content: [{ type: 'text', text: 'x' }] },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] },
        { role: 'assistant' },
        { role: 'function', name: 'x', content: '' },
        user(''),
        user([{ type: 'text', text: QUESTION }]),
      ],
    })
    expect(text).toBe(expected.text)
  })

  test('of 200 messages: the last ones are read', async () => {
    const thanks = Array.from({ length: 98 }, () => [
      user('谢谢'),
      { role: 'assistant', content: '不客气。' },
    ]).flat()
    const { text } = await served.ask({ question: QUESTION })
    const dalian = [user(QUESTION), { role: 'assistant', content: text }]
    const cited = async (before: object[]) =>
      (await answer({ messages: [...before, user('有效期多长？')] })).citations[0]?.measureId
    expect(await cited([...thanks, ...dalian])).toBe('dalian-43/33')
    expect(await cited([...dalian, ...thanks])).not.toBe('dalian-43/33')
  })
})

test('usage is counted in a stream only where it is asked for, and last', async () => {
  const chunks = async (body: object) => {
    const text = await (await post({ messages: [user(QUESTION)], stream: true, ...body })).text()
    const lines = text.split('\n').filter((line) => line.startsWith('data: {'))
    return lines.map((line) => {
      const chunk: unknown = JSON.parse(line.slice('data: '.length))
      return z.object({ choices: z.array(z.unknown()), usage: z.unknown().optional() }).parse(chunk)
    })
  }
  const counted = await chunks({ stream_options: { include_usage: true } })
  expect(counted.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
  expect(counted.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
  for (const body of [{}, { stream_options: {} }, { stream_options: { include_usage: false } }]) {
    expect((await chunks(body)).some((chunk) => 'usage' in chunk)).toBe(false)
  }
})

test(`${LEFT_STREAMS} streams that are left stop the model and leave the server whole`, {
  timeout: 120_000,
}, async () => {
  const open = async () => {
    const gone = new AbortController()
    try {
      const response = await fetch(`${stalling.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'policy-assistant',
          stream: true,
          messages: [user(QUESTION)],
        }),
        signal: gone.signal,
      })
      if (response.status !== 200) {
        // More than it may do at once: turned away in the form of the API, and at once.
        expect(response.status).toBe(503)
        expect(envelopeSchema.parse(await response.json()).error.type).toBe('server_error')
        return 'turned away'
      }
      const reader = response.body?.getReader()
      await reader?.read()
      gone.abort()
      return 'left'
    } finally {
      gone.abort()
    }
  }
  const ends = await Promise.all(Array.from({ length: LEFT_STREAMS }, open))
  expect(ends).toContain('left')
  const models = await fetch(`${stalling.url}/v1/models`)
  expect(models.status).toBe(200)
  const extracted = await stalling.ask({ question: QUESTION, mode: 'extractive' })
  expect(extracted.citations.map(({ measureId }) => measureId)).toEqual(['dalian-43/33'])
  // Some reach the model after their reader has gone; those end, too.
  const asked = stalling.model?.requests ?? []
  for (let seen = -1; seen < asked.length; ) {
    seen = asked.length
    for (const { ended } of asked) expect((await ended).by).toBe('client')
  }
  expect(stalling.log()).not.toContain('"level":50')
})
