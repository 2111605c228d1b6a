import type { AddressInfo } from 'node:net'
import { Chat } from '@ai-sdk/react'
import { DefaultChatTransport } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assistant } from '../assistant.js'
import { AppError } from '../errors.js'
import { buildTestApp, type TestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

const ID = '00000000-0000-4000-8000-000000000001'
const SECRET = 'secret: /srv/model.onnx'

let built: TestApp
let url: string

/** Says something, then fails; a question that begins with "busy" fails at once. */
const events: Assistant['events'] = async function* ({ question }) {
  if (question.startsWith('busy')) {
    throw new AppError('overloaded', SECRET, { retryAfterSeconds: 7 })
  }
  yield { type: 'answer-start', id: ID, conversationId: ID, language: 'en' }
  yield { type: 'answer-delta', text: 'Half an ' }
  throw new Error(SECRET)
}

beforeAll(async () => {
  built = await buildTestApp(createFakeAssistant({ events }))
  await built.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = built.app.server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`
}, 60_000)

afterAll(async () => {
  await built.app.close()
})

const openai = () => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
const body = (content: string) => ({
  model: 'policy-assistant',
  messages: [{ role: 'user' as const, content }],
})

test('a stream that breaks is an error of the openai package, after what was said', async () => {
  let said = ''
  const reading = (async () => {
    const stream = await openai().chat.completions.create({ ...body('a'), stream: true })
    for await (const { choices } of stream) said += choices[0]?.delta.content ?? ''
  })()
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(said).toBe('Half an ')
  expect(error).toBeInstanceOf(OpenAI.APIError)
  expect(error).toMatchObject({ type: 'server_error', code: 'internal' })
  expect(String(error)).not.toContain('secret')
})

/** What the package throws. */
async function thrownBy(asking: Promise<unknown>) {
  const thrown = await asking.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof OpenAI.APIError) return thrown
  throw new Error(`expected an error of the API, found ${String(thrown)}`)
}

test('an answer that breaks is an ordinary error of the package, with an id to ask about', async () => {
  const error = await thrownBy(openai().chat.completions.create(body('a')))
  expect(error).toBeInstanceOf(OpenAI.InternalServerError)
  expect(error).toMatchObject({ status: 500, type: 'server_error', code: 'internal' })
  expect(error.message).toContain(error.requestID)
  expect(error.message).not.toContain('secret')
})

test.each([false, true])(
  'what fails before the first word has its own status and says when to come back (stream: %s)',
  async (stream) => {
    const error = await thrownBy(openai().chat.completions.create({ ...body('busy'), stream }))
    expect(error).toMatchObject({ status: 503, type: 'server_error', code: 'overloaded' })
    expect(error.headers?.get('retry-after')).toBe('7')
    expect(error.message).not.toContain('secret')
  },
)

test('useChat shows what was said and that it broke', async () => {
  const chat = new Chat({ transport: new DefaultChatTransport({ api: `${url}/api/ui/chat` }) })
  await chat.sendMessage({ text: 'a' })
  expect(chat.status).toBe('error')
  expect(chat.error?.message).toMatch(/went wrong/)
  expect(chat.lastMessage?.parts).toContainEqual(expect.objectContaining({ text: 'Half an ' }))
  expect(JSON.stringify(chat.messages)).not.toContain('secret')
})

test('a tool that breaks says so in words, without what broke', async () => {
  const response = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'ask_measures', arguments: { question: 'a' } },
    }),
  })
  const text = await response.text()
  expect(text).toContain('"isError":true')
  expect(text).not.toContain('secret')
  // What exactly happened is in the log, for those who run it.
  expect(built.log.filter(({ raw }) => raw.includes(SECRET)).length).toBeGreaterThan(3)
})
