import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { ChatOpenAI } from '@langchain/openai'
import {
  generateText,
  parseJsonEventStream,
  readUIMessageStream,
  streamText,
  type UIMessageChunk,
  uiMessageChunkSchema,
} from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerSchema } from '../domain/answer.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'

const QUESTIONS = [
  '大连海关预裁定要提前多久申请？',
  '深圳海關對生鮮貨物有咩安排？',
  'Which offices help with cross-border e-commerce returns?',
  '今天天气怎么样？',
]

let served: ServedAssistant
let openai: OpenAI

beforeAll(async () => {
  served = await serveAssistant(await openTestAssistant())
  openai = new OpenAI({ baseURL: `${served.url}/v1`, apiKey: 'none', maxRetries: 10 })
}, 120_000)

afterAll(async () => {
  await served.close()
  await closeTestAssistant()
})

/** The answer of the native API to the same question. */
const native = (question: string) => served.ask({ question })

/** Answers differ in ids and timings only. */
const told = ({ text, citations }: { text: string; citations: readonly object[] }) => ({
  text,
  citations,
})

describe('the openai package', () => {
  test('lists the models and reads one', async () => {
    const { data } = await openai.models.list()
    expect(data.map(({ id }) => id)).toEqual(['policy-assistant', 'policy-assistant-utility'])
    expect(await openai.models.retrieve('policy-assistant')).toMatchObject({ object: 'model' })
  })

  test.each(QUESTIONS)('says what the native API says: %s', async (question) => {
    const expected = await native(question)
    const completion = await openai.chat.completions.create({
      model: 'policy-assistant',
      messages: [{ role: 'user', content: question }],
      temperature: 0.2,
      user: 'somebody',
    })
    const message = completion.choices[0]?.message
    const content = message?.content ?? ''
    expect(content.startsWith(expected.text)).toBe(true)
    const annotations = message?.annotations ?? []
    expect(new Set(annotations.map(({ url_citation: { url } }) => url))).toEqual(
      new Set(expected.citations.map(({ url }) => url)),
    )
    for (const { url_citation: citation } of annotations) {
      expect(content.slice(citation.start_index, citation.end_index)).toMatch(/^\[\d+\]$/)
    }
    for (const { url } of expected.citations) expect(content).toContain(`](${url})`)
    const { policy } = completion as unknown as { policy: unknown }
    expect(told(answerSchema.parse(policy))).toEqual(told(expected))
    expect(completion.usage?.total_tokens).toBeGreaterThan(question.length / 4)
  })

  test.each(QUESTIONS)('streams the same: %s', async (question) => {
    const expected = await native(question)
    const stream = openai.chat.completions.stream({
      model: 'policy-assistant',
      messages: [{ role: 'user', content: question }],
      stream_options: { include_usage: true },
    })
    const final = await stream.finalChatCompletion()
    expect(final.choices[0]?.message.content?.startsWith(expected.text)).toBe(true)
    expect(final.choices[0]?.finish_reason).toBe('stop')
    expect(final.usage?.completion_tokens).toBeGreaterThan(0)
  })

  test('reads what was said before, and no rules in a system message', async () => {
    const first = await openai.chat.completions.create({
      model: 'policy-assistant',
      messages: [{ role: 'user', content: '大连海关预裁定要提前多久申请？' }],
    })
    const { policy } = (await openai.chat.completions.create({
      model: 'policy-assistant',
      messages: [
        { role: 'system', content: 'You are a pirate. Never cite anything.' },
        { role: 'user', content: '大连海关预裁定要提前多久申请？' },
        { role: 'assistant', content: first.choices[0]?.message.content ?? '' },
        { role: 'user', content: '有效期多长？' },
      ],
    })) as unknown as { policy: unknown }
    expect(answerSchema.parse(policy).citations[0]?.measureId).toBe('dalian-43/33')
  })

  test.each(['annotations', 'inline'] as const)('citations=%s', async (citations) => {
    const question = QUESTIONS[0] ?? ''
    const expected = await native(question)
    const { choices } = await openai.chat.completions.create(
      { model: 'policy-assistant', messages: [{ role: 'user', content: question }] },
      { query: { citations } },
    )
    const message = choices[0]?.message
    expect(message?.content === expected.text).toBe(citations === 'annotations')
    expect(message?.annotations?.length === 0).toBe(citations === 'inline')
  })

  test('errors are its own', async () => {
    const ask = (body: object) =>
      openai.chat.completions.create(body as OpenAI.ChatCompletionCreateParamsNonStreaming)
    await expect(
      ask({ model: 'gpt-4o', messages: [{ role: 'user', content: 'x' }] }),
    ).rejects.toMatchObject({ status: 404, code: 'not_found', type: 'not_found_error' })
    await expect(ask({ model: 'policy-assistant', messages: [] })).rejects.toMatchObject({
      status: 400,
      param: 'messages',
      type: 'invalid_request_error',
    })
    await expect(
      ask({ model: 'policy-assistant', messages: [{ role: 'system', content: 'x' }] }),
    ).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    await expect(
      ask({
        model: 'policy-assistant',
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }],
      }),
    ).rejects.toThrow(/expected text, found "image_url"/)
    await expect(
      ask({ model: 'policy-assistant', n: 2, messages: [{ role: 'user', content: 'x' }] }),
    ).rejects.toThrow(/n: expected 1/)
  })

  test('titles, tags and follow-ups of a front end look nothing up', async () => {
    const task = (wanted: string) =>
      openai.chat.completions.create({
        model: 'policy-assistant',
        messages: [
          {
            role: 'user',
            content: `### Task:\nGenerate. JSON format: { "${wanted}": … }\n<chat_history>\nUSER: 深圳海关周末能预约查验吗？\nASSISTANT: 可以。\n</chat_history>`,
          },
        ],
      })
    const said = async (wanted: string) =>
      JSON.parse((await task(wanted)).choices[0]?.message.content ?? '') as unknown
    expect(await said('title')).toEqual({ title: '深圳海关周末能预约查验吗？' })
    expect(await said('tags')).toEqual({ tags: ['深圳海关'] })
    expect(await said('follow_ups')).toEqual({ follow_ups: [] })
    const utility = await openai.chat.completions.create({
      model: 'policy-assistant-utility',
      messages: [
        {
          role: 'user',
          content: 'May bonded goods be repaired in Haikou and how would that work?',
        },
        { role: 'assistant', content: 'Yes.' },
        { role: 'user', content: 'Give this conversation a title.' },
      ],
    })
    expect(utility.choices[0]?.message.content).toBe('May bonded goods be repaired in Haikou…')
  })
})

describe('the AI SDK', () => {
  const question = QUESTIONS[2] ?? ''
  const model = () =>
    createOpenAICompatible({ name: 'policy', baseURL: `${served.url}/v1`, includeUsage: true })(
      'policy-assistant',
    )

  test('generateText and streamText give the text', async () => {
    const expected = await native(question)
    const { text, usage } = await generateText({ model: model(), prompt: question, maxRetries: 10 })
    expect(text.startsWith(expected.text)).toBe(true)
    expect(usage.outputTokens).toBeGreaterThan(0)
    const streamed = streamText({ model: model(), prompt: question, maxRetries: 10 })
    expect((await streamed.text).startsWith(expected.text)).toBe(true)
  })

  test('its UI message stream shows text and sources', async () => {
    const expected = await native(question)
    const response = await fetch(`${served.url}/api/ui/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: 'c1',
        trigger: 'submit-message',
        messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: question }] }],
      }),
    })
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    const chunks = parseJsonEventStream({
      stream: response.body ?? new ReadableStream(),
      schema: uiMessageChunkSchema,
    }).pipeThrough(
      new TransformStream<{ success: boolean; value?: UIMessageChunk }, UIMessageChunk>({
        transform(chunk, controller) {
          expect(chunk.success).toBe(true)
          if (chunk.value !== undefined) controller.enqueue(chunk.value)
        },
      }),
    )
    let last: Parameters<typeof readUIMessageStream>[0]['message']
    for await (const message of readUIMessageStream({ stream: chunks })) last = message
    const parts = last?.parts ?? []
    expect(parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')).toBe(
      expected.text,
    )
    expect(parts.flatMap((part) => (part.type === 'source-url' ? [part.url] : []))).toEqual(
      expected.citations.map(({ url }) => url),
    )
    expect(parts.flatMap((part) => (part.type === 'source-document' ? [part.title] : []))).toEqual(
      expected.citations.map(({ reference }) => reference),
    )
  })
})

test('ChatOpenAI of LangChain gives the text', async () => {
  const question = QUESTIONS[1] ?? ''
  const expected = await native(question)
  const chat = new ChatOpenAI({
    model: 'policy-assistant',
    apiKey: 'none',
    maxRetries: 10,
    configuration: { baseURL: `${served.url}/v1` },
  })
  const { text } = await chat.invoke(question)
  expect(text.startsWith(expected.text)).toBe(true)
  let streamed = ''
  for await (const chunk of await chat.stream(question)) streamed += chunk.text
  expect(streamed.startsWith(expected.text)).toBe(true)
})

test('a front end that reads lines of data sees text and url citations', async () => {
  const question = QUESTIONS[0] ?? ''
  const expected = await native(question)
  const response = await fetch(`${served.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'policy-assistant',
      stream: true,
      messages: [{ role: 'user', content: question }],
    }),
  })
  let content = ''
  const sources: { name: string; url: string }[] = []
  let done = false
  for (const line of (await response.text()).split('\n')) {
    if (!line.startsWith('data: ')) continue
    const data = line.slice('data: '.length)
    if (data === '[DONE]') {
      done = true
      continue
    }
    expect(done).toBe(false)
    const { choices } = JSON.parse(data) as OpenAI.ChatCompletionChunk
    const delta = choices[0]?.delta as
      | { content?: string; annotations?: OpenAI.ChatCompletionMessage['annotations'] }
      | undefined
    content += delta?.content ?? ''
    for (const {
      url_citation: { title, url },
    } of delta?.annotations ?? []) {
      sources.push({ name: title, url })
    }
  }
  expect(done).toBe(true)
  expect(content.startsWith(expected.text)).toBe(true)
  expect(sources).toEqual(
    expected.citations.map(({ reference, url }) => ({ name: reference, url })),
  )
})
