import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import {
  inTurn,
  type Script,
  type ScriptedModelServerOptions,
  silent,
  startScriptedModelServer,
  typed,
} from '../testing/scripted-model-server.js'
import { type ChatMessage, type ChatUsage, completeChat } from './chat-model.js'
import { createOpenAIChatModel } from './openai-chat-model.js'

const API_KEY = 'sk-test-0123456789abcdef'
const MESSAGES: readonly ChatMessage[] = [
  { role: 'system', content: 'You answer.' },
  { role: 'user', content: '样品何时放行？' },
  { role: 'assistant', content: '哪个海关？' },
  { role: 'user', content: '大连海关' },
]

/** Longest time in which an abort must have reached the socket. */
const ABORT_MAX_MS = 1_000

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(script: Script, options: Partial<ScriptedModelServerOptions> = {}) {
  const server = await startScriptedModelServer({ script, ...options })
  closers.push(() => server.close())
  const model = createOpenAIChatModel({
    model: 'scripted',
    baseUrl: server.baseUrl,
    apiKey: API_KEY,
  })
  return { server, model }
}

/** All that a stream gives until it ends or fails. */
async function read(model: ReturnType<typeof createOpenAIChatModel>, signal?: AbortSignal) {
  const texts: string[] = []
  let usage: ChatUsage | undefined
  try {
    for await (const delta of model.stream(MESSAGES, signal ?? new AbortController().signal)) {
      texts.push(delta.text)
      usage = delta.usage ?? usage
    }
    return { text: texts.join(''), texts, usage, error: undefined }
  } catch (error) {
    return { text: texts.join(''), texts, usage, error }
  }
}

const unavailable = (why: string) =>
  expect.objectContaining({
    name: 'AppError',
    code: 'model_unavailable',
    message: `the language model failed: ${why}`,
  })
const BROKE = 'the connection broke, or the answer had another form'

describe('a stream', () => {
  test('comes as it is generated, with its cost at the end', async () => {
    const { server, model } = await start(() => [
      { text: '可以先' },
      { pauseMs: 150 },
      { text: '放行。' },
      { usage: { inputTokens: 31, outputTokens: 7 } },
    ])
    const arrivals: { text: string; at: number }[] = []
    let usage: ChatUsage | undefined
    for await (const delta of model.stream(MESSAGES, new AbortController().signal)) {
      if (delta.text !== '') arrivals.push({ text: delta.text, at: performance.now() })
      usage = delta.usage ?? usage
    }
    expect(arrivals.map(({ text }) => text)).toEqual(['可以先', '放行。'])
    expect((arrivals[1]?.at ?? 0) - (arrivals[0]?.at ?? 0)).toBeGreaterThan(100)
    expect(usage).toEqual({ inputTokens: 31, outputTokens: 7 })
    expect(model.name).toBe('scripted')
    const [request] = server.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${API_KEY}` },
      body: { model: 'scripted', stream: true, temperature: 0, messages: MESSAGES },
    })
    expect(await request?.ended).toMatchObject({ by: 'server' })
  })

  test('takes a base URL with a path', async () => {
    const { server, model } = await start(() => typed('好'), { basePath: '/api/paas/v4' })
    expect(await read(model)).toMatchObject({ text: '好', error: undefined })
    expect(server.requests.map(({ path }) => path)).toEqual(['/api/paas/v4/chat/completions'])
  })

  test('puts a character together that comes in two parts', async () => {
    const { model } = await start(() => [{ text: '货物', bytes: 'split' }, { text: '放行' }])
    expect(await read(model)).toMatchObject({ text: '货物放行', error: undefined })
  })

  test('shows a character that is cut for good as the replacement character', async () => {
    const { model } = await start(() => [{ text: '货物', bytes: 'broken' }, { text: '放行' }])
    const { text, error } = await read(model)
    expect(error).toBeUndefined()
    expect(text).toMatch(/^\uFFFD+物放行$/u)
  })

  test('may be empty, and may lack its last event', async () => {
    const { model } = await start(inTurn(silent, () => [{ text: '好' }, 'no-done']))
    expect(await read(model)).toMatchObject({ text: '', usage: undefined, error: undefined })
    expect(await read(model)).toMatchObject({ text: '好', error: undefined })
  })

  test('several go on at a time', async () => {
    const { server, model } = await start(() => [{ pauseMs: 200 }, { text: '好' }])
    const answers = await Promise.all([read(model), read(model), read(model)])
    expect(answers.map(({ text }) => text)).toEqual(['好', '好', '好'])
    expect(server.mostOpen()).toBe(3)
  })
})

describe('trying again', () => {
  test('before the first token, after longer and longer pauses, not before Retry-After', async () => {
    const { server, model } = await start(
      inTurn(
        () => [{ status: 500 }],
        () => [{ status: 429, retryAfterSeconds: 3 }],
        () => typed('好'),
      ),
    )
    expect(await read(model)).toMatchObject({ text: '好', error: undefined })
    const [first = 0, second = 0, third = 0] = server.requests.map(({ receivedAt }) => receivedAt)
    expect(server.requests).toHaveLength(3)
    expect(second - first).toBeGreaterThan(900)
    expect(third - second).toBeGreaterThan(2_900)
  })

  test('ends after the third failure', async () => {
    const { server, model } = await start(() => [{ status: 503 }])
    expect((await read(model)).error).toEqual(unavailable('HTTP status 503'))
    expect(server.requests).toHaveLength(3)
  })

  test.each([400, 401, 404])('is no use for status %i', async (status) => {
    const { server, model } = await start(() => [{ status }])
    expect((await read(model)).error).toEqual(unavailable(`HTTP status ${status}`))
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['a reset connection', 'reset', 'ECONNRESET'],
    ['half an event', 'invalid-sse', BROKE],
    ['an error in the stream', { error: 'overloaded' }, BROKE],
  ] as const)('does not follow %s after the first token', async (_name, step, why) => {
    const { server, model } = await start(() => [{ text: '可以' }, step, { text: '不可以' }])
    const { text, error } = await read(model)
    expect(text).toBe('可以')
    expect(error).toEqual(unavailable(why))
    expect(server.requests).toHaveLength(1)
  })
})

describe('an abort', () => {
  const stalls: readonly (readonly [string, Script])[] = [
    ['before the answer begins', () => ['stall']],
    ['in the middle of it', () => [{ text: '可以' }, 'stall']],
    ['of a flood', () => [{ flood: '可以' }]],
  ]
  test.each(stalls)('%s reaches the socket within a second', async (_name, script) => {
    const { server, model } = await start(script)
    const controller = new AbortController()
    const reason = new Error('the reader left')
    let abortedAt = 0
    setTimeout(() => {
      abortedAt = performance.now()
      controller.abort(reason)
    }, 200)
    const { error } = await read(model, controller.signal)
    expect(performance.now() - abortedAt).toBeLessThan(ABORT_MAX_MS)
    expect(error).toBe(reason)
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - abortedAt).toBeLessThan(ABORT_MAX_MS)
    expect(server.open()).toBe(0)
  })

  test('reaches the socket while nobody reads', async () => {
    const { server, model } = await start(() => [{ text: '可以' }, 'stall'])
    const controller = new AbortController()
    const stream = model.stream(MESSAGES, controller.signal)[Symbol.asyncIterator]()
    await stream.next()
    const abortedAt = performance.now()
    controller.abort()
    const ended = await server.requests[0]?.ended
    expect(ended?.by).toBe('client')
    expect((ended?.at ?? Infinity) - abortedAt).toBeLessThan(ABORT_MAX_MS)
  })

  test('while waiting to try again leaves no further request', async () => {
    const { server, model } = await start(() => [{ status: 500 }])
    const controller = new AbortController()
    const reason = new Error('the reader left')
    setTimeout(() => controller.abort(reason), 200)
    expect((await read(model, controller.signal)).error).toBe(reason)
    await pause(2_500)
    expect(server.requests).toHaveLength(1)
  })

  test('that came before sends nothing', async () => {
    const { server, model } = await start(silent)
    const reason = new Error('the reader left')
    expect((await read(model, AbortSignal.abort(reason))).error).toBe(reason)
    expect(server.requests).toHaveLength(0)
  })
})

describe('a reader that stops', () => {
  test.each([
    ['a model that stalls', () => [{ text: '可以' }, 'stall']],
    ['a flood', () => [{ flood: '可以' }]],
  ] as const satisfies readonly (readonly [string, Script])[])(
    'closes the request of %s',
    async (_name, script) => {
      const { server, model } = await start(script)
      let stoppedAt = 0
      for await (const { text } of model.stream(MESSAGES, new AbortController().signal)) {
        stoppedAt = performance.now()
        if (text !== '') break
      }
      const ended = await server.requests[0]?.ended
      expect(ended?.by).toBe('client')
      expect((ended?.at ?? Infinity) - stoppedAt).toBeLessThan(ABORT_MAX_MS)
    },
  )

  test('has a short answer as a whole', async () => {
    const { model } = await start(() => typed('大连海关何时放行样品？'))
    const { signal } = new AbortController()
    expect(await completeChat(model, MESSAGES, signal, 100)).toEqual({
      text: '大连海关何时放行样品？',
    })
    expect(await completeChat(model, MESSAGES, signal, 4)).toEqual({ text: '大连海关' })
  })

  test('reads no more of an answer than it wants', async () => {
    const { server, model } = await start(() => [{ flood: '可以' }])
    const { text } = await completeChat(model, MESSAGES, new AbortController().signal, 5)
    expect(text).toBe('可以可以可')
    expect(await server.requests[0]?.ended).toMatchObject({ by: 'client' })
  })
})

describe('what a failure says', () => {
  const failing: readonly (readonly [string, Script])[] = [
    ['a status', () => [{ status: 400, message: `wrong key ${API_KEY}` }]],
    ['an error in the stream', () => [{ text: 'a' }, { error: `wrong key ${API_KEY}` }]],
    ['half an event', () => [{ text: API_KEY }, 'invalid-sse']],
  ]
  test.each(failing)('holds no key and no word of the server: %s', async (_name, script) => {
    const { model } = await start(script)
    const { error } = await read(model)
    expect(error).toBeInstanceOf(AppError)
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(API_KEY)
  })

  test('holds no key when the server refuses it', async () => {
    const { model } = await start(silent, { apiKey: 'sk-another' })
    const { error } = await read(model)
    expect(error).toEqual(unavailable('HTTP status 401'))
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(API_KEY)
  })

  test('names the system’s code when nobody listens', async () => {
    const probe = createServer()
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
    const address = probe.address()
    await new Promise((resolve) => probe.close(resolve))
    if (address === null || typeof address === 'string') throw new Error('expected a port')
    const baseUrl = `http://127.0.0.1:${address.port}/v1`
    const model = createOpenAIChatModel({ model: 'm', baseUrl, apiKey: API_KEY })
    expect((await read(model)).error).toEqual(unavailable('ECONNREFUSED'))
  })
})

describe('the scripted server', () => {
  const post = (baseUrl: string, body: unknown, key = API_KEY) =>
    fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const ask = { model: 'm', messages: [{ role: 'user', content: '?' }] }

  test('answers as a whole when no stream is asked for', async () => {
    const { server } = await start(() => [
      { text: '货物"放行"', bytes: 'split' },
      { usage: { inputTokens: 3, outputTokens: 2 } },
    ])
    expect(await (await post(server.baseUrl, ask)).json()).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: '货物"放行"' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    })
    expect(server.requests[0]?.written()).toBe('货物"放行"')
  })

  test('streams events that end with [DONE], and the cost only when it is asked for', async () => {
    const { server } = await start(() => [
      { text: '好' },
      { usage: { inputTokens: 3, outputTokens: 2 } },
    ])
    const stream = await (await post(server.baseUrl, { ...ask, stream: true })).text()
    expect(stream).toMatch(/^(?:data: .+\n\n)+data: \[DONE\]\n\n$/u)
    expect(stream).not.toContain('prompt_tokens')
  })

  test('lists its model; refuses other paths, bodies and keys', async () => {
    const { server } = await start(silent, { apiKey: API_KEY })
    const listed = await fetch(`${server.baseUrl}/models`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    })
    expect(await listed.json()).toMatchObject({ object: 'list', data: [{ id: 'scripted' }] })
    expect((await post(`${server.baseUrl}/other`, ask)).status).toBe(404)
    expect((await post(server.baseUrl, { model: 'm' })).status).toBe(400)
    expect((await post(server.baseUrl, ask, 'sk-other')).status).toBe(401)
  })

  test('tells of a script that fails', async () => {
    const { server } = await start(() => {
      throw new Error('nothing to say')
    })
    expect((await post(server.baseUrl, ask)).status).toBe(500)
    expect(server.failures).toEqual(['nothing to say'])
  })
})
