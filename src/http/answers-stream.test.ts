import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { type Answer, type AnswerEvent, answerSchema } from '../domain/answer.js'
import { problemSchema } from '../domain/problem.js'
import { answerFaults } from '../testing/answer-faults.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { readAnswerEvents } from '../testing/read-events.js'

const { assistant } = await openTestAssistant()
const { app, log } = await buildTestApp(assistant)
await app.listen({ host: '127.0.0.1', port: 0 })

afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

const portOf = (served: typeof app): number => (served.server.address() as AddressInfo).port
const STREAM = { accept: 'text/event-stream' }
const QUESTION = '大连海关第三十三项写了什么？'

async function streamOf(payload: object, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/api/v1/answers',
    payload,
    headers: { ...STREAM, ...headers },
  })
}

function answerOf(events: readonly AnswerEvent[]): Answer {
  const last = events.at(-1)
  if (last?.type !== 'answer-end') throw new Error(`expected answer-end, found ${last?.type}`)
  return last.answer
}

/** The order that the contract promises. */
function expectOrder(events: readonly AnswerEvent[]): void {
  const answer = answerOf(events)
  expect(events[0]).toEqual({
    type: 'answer-start',
    id: answer.id,
    conversationId: answer.conversationId,
    language: answer.language,
  })
  const types = events.slice(1, -1).map(({ type }) => type)
  expect(types.every((type) => type === 'answer-delta' || type === 'citation-available')).toBe(true)

  const shown: unknown[] = []
  let text = ''
  for (const event of events) {
    if (event.type === 'citation-available') shown.push(event.citation)
    if (event.type !== 'answer-delta') continue
    expect(event.text).not.toBe('')
    text += event.text
    const known = answer.citations.slice(0, shown.length).map(({ number }) => number)
    for (const [, number] of event.text.matchAll(/\[(\d+)\]/g)) {
      expect(known).toContain(Number(number))
    }
  }
  expect(text).toBe(answer.text)
  expect(shown).toEqual(answer.citations)
}

/** Bytes of a request as a browser would send them. */
function rawRequest(payload: object, accept = 'text/event-stream'): string {
  const body = JSON.stringify(payload)
  return [
    'POST /api/v1/answers HTTP/1.1',
    'host: 127.0.0.1',
    'content-type: application/json',
    `accept: ${accept}`,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

describe('the event stream', () => {
  test.each([
    QUESTION,
    '深圳海關第十九條',
    '哪些海关对查验有便利？',
    'What does measure 33 of Dalian Customs say?',
    '大连海关有哪些措施',
    '深圳海关第三十条',
    '有什么优惠',
    '写一首关于春天的诗',
  ])('%s', async (question) => {
    const response = await streamOf({ question, maxCitations: 10 })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(/^text\/event-stream/)
    const events = readAnswerEvents(response.body)
    expectOrder(events)
    expect(answerFaults(answerOf(events), assistant.corpus)).toEqual([])
  })

  test('says the same as the answer in JSON', async () => {
    const streamed = answerOf(readAnswerEvents((await streamOf({ question: QUESTION })).body))
    const plain = await app.inject({
      method: 'POST',
      url: '/api/v1/answers',
      payload: { question: QUESTION },
    })
    const same = (answer: Answer) => ({
      ...answer,
      id: '',
      conversationId: '',
      createdAt: '',
      timings: null,
    })
    expect(same(streamed)).toEqual(same(answerSchema.parse(plain.json())))
  })

  test('is neither cached nor held back by a proxy', async () => {
    const { headers } = await streamOf({ question: QUESTION })
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['x-accel-buffering']).toBe('no')
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    ['a wrong field', { question: 5 }, 400],
    ['a blank question', { question: ' \u200b' }, 400],
    ['an unknown office', { question: '通关', filters: { offices: ['mars'] } }, 400],
    ['a model that is not there', { question: '通关', mode: 'generative' }, 503],
  ])(
    'refuses %s before it begins, with a problem of its own status',
    async (_, payload, status) => {
      const response = await streamOf(payload)
      expect(response.statusCode).toBe(status)
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(problemSchema.parse(response.json()).status).toBe(status)
    },
  )

  test.each([
    ['text/event-stream', 'text/event-stream'],
    ['text/event-stream, application/json', 'text/event-stream'],
    ['application/json, text/event-stream', 'text/event-stream'],
    ['TEXT/Event-Stream; q=0.5', 'text/event-stream'],
    ['text/*', 'text/event-stream'],
    ['*/*', 'application/json'],
    ['', 'application/json'],
    ['application/json', 'application/json'],
    ['application/json, text/event-stream;q=0.5', 'application/json'],
    ['text/event-stream;q=0, */*', 'application/json'],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'application/json'],
  ])('accept "%s" gives %s', async (accept, type) => {
    const response = await streamOf({ question: QUESTION }, { accept })
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(new RegExp(`^${type.replace('/', '\\/')}`))
  })
})

describe('over a real connection', () => {
  test('streams to a client that reads bit by bit', async () => {
    const response = await fetch(`http://127.0.0.1:${portOf(app)}/api/v1/answers`, {
      method: 'POST',
      headers: { ...STREAM, 'content-type': 'application/json' },
      body: JSON.stringify({ question: QUESTION }),
    })
    expect(response.status).toBe(200)
    const decoder = new TextDecoder()
    let text = ''
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true })
    expectOrder(readAnswerEvents(text))
  })

  test('ends the stream and takes the next request on the same connection', async () => {
    const socket = connect(portOf(app), '127.0.0.1')
    let received = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk
    })
    for (const [round, end] of [1, 2].entries()) {
      socket.write(rawRequest({ question: QUESTION }))
      while ((received.match(/event: answer-end/g) ?? []).length < end) await once(socket, 'data')
      expect(received.match(/HTTP\/1\.1 200/g)).toHaveLength(round + 1)
    }
    socket.destroy()
  })

  test('answers others after clients that leave at once', async () => {
    const port = portOf(app)
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const socket = connect(port, '127.0.0.1')
        await once(socket, 'connect')
        socket.write(rawRequest({ question: `预约通关第${index}问` }))
        if (index % 2 === 0) await once(socket, 'data')
        socket.destroy()
      }),
    )
    const response = await streamOf({ question: QUESTION })
    expectOrder(readAnswerEvents(response.body))
    expect(log.filter(({ level }) => level >= 50)).toEqual([])
  })
})

describe('with a client that leaves', () => {
  test('work on its answer is given up, and that is no error of the server', async () => {
    for (const accept of ['text/event-stream', 'application/json']) {
      let begin = (): void => {}
      const begun = new Promise<void>((resolve) => {
        begin = resolve
      })
      let report: (reason: unknown) => void = () => {}
      const givenUp = new Promise<unknown>((resolve) => {
        report = resolve
      })
      const waits = async (signal: AbortSignal | undefined): Promise<never> => {
        begin()
        if (signal === undefined) throw new Error('expected a signal')
        if (!signal.aborted) await once(signal, 'abort')
        report(signal.reason)
        throw signal.reason
      }
      const { app: slow, log: lines } = await buildTestApp(
        createFakeAssistant({
          answer: (_request, context) => waits(context?.signal),
          async *events(_request, context) {
            yield await waits(context?.signal)
          },
        }),
      )
      await slow.listen({ host: '127.0.0.1', port: 0 })
      const socket = connect(portOf(slow), '127.0.0.1')
      socket.write(rawRequest({ question: QUESTION }, accept))
      await begun
      socket.destroy()
      expect(await givenUp).toBeInstanceOf(Error)
      await slow.close()
      expect(lines.filter(({ level }) => level >= 50)).toEqual([])
    }
  })

  test('a stream that nobody reads any more is ended', async () => {
    let report = (): void => {}
    const ended = new Promise<void>((resolve) => {
      report = resolve
    })
    // More than any buffer between here and the client holds.
    const endless = createFakeAssistant({
      async *events() {
        try {
          for (;;) yield { type: 'answer-delta', text: '通关'.repeat(50_000) }
        } finally {
          report()
        }
      },
    })
    const { app: served } = await buildTestApp(endless)
    await served.listen({ host: '127.0.0.1', port: 0 })
    const socket = connect(portOf(served), '127.0.0.1')
    socket.write(rawRequest({ question: QUESTION }))
    await once(socket, 'data')
    socket.pause()
    socket.destroy()
    await ended
    await served.close()
  })
})

describe('a failure in the middle of a stream', () => {
  test('ends it with one error event that tells nothing of ours', async () => {
    const { app: broken, log: lines } = await buildTestApp(
      createFakeAssistant({
        async *events() {
          yield { type: 'answer-delta', text: '收录的文件' }
          throw new Error('secret: /srv/model.onnx')
        },
      }),
    )
    const response = await broken.inject({
      method: 'POST',
      url: '/api/v1/answers',
      payload: { question: QUESTION },
      headers: STREAM,
    })
    expect(response.statusCode).toBe(200)
    const events = readAnswerEvents(response.body)
    expect(events.map(({ type }) => type)).toEqual(['answer-delta', 'error'])
    expect(events[1]).toMatchObject({
      code: 'internal',
      requestId: response.headers['x-request-id'],
    })
    expect(response.body).not.toContain('secret')
    expect(lines.some(({ level, raw }) => level === 50 && raw.includes('secret'))).toBe(true)
    await broken.close()
  })
})
