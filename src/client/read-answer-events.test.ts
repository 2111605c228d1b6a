import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnswerEvent } from '../domain/answer.js'
import { ConnectionError } from './connection-error.js'
import { readAnswerEvents } from './read-answer-events.js'
import { messageOf, SAMPLE_ANSWER, SAMPLE_EVENTS } from './sample-answer.fixture.js'

const TYPE = { 'content-type': 'text/event-stream; charset=utf-8' }

/** A response whose body comes in these pieces, and whether it was let go of. */
function responseOf(pieces: readonly Uint8Array[], headers: Record<string, string> = TYPE) {
  const state = { cancelled: false }
  const rest = [...pieces]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = rest.shift()
      if (next === undefined) controller.close()
      else controller.enqueue(next)
    },
    cancel() {
      state.cancelled = true
    },
  })
  return { response: new Response(body, { headers }), state }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The events that are given, and what is thrown in the end. */
async function collect(response: Response) {
  const events: AnswerEvent[] = []
  try {
    for await (const event of readAnswerEvents(response)) events.push(event)
    return { events, error: undefined }
  } catch (error) {
    return { events, error }
  }
}

/** Cuts bytes at places, which may fall into the middle of a character. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].toSorted(
    (a, b) => a - b,
  )
  return [0, ...ends].map((start, index) => bytes.slice(start, ends[index] ?? bytes.length))
}

const noise = fc.constantFrom(
  ': heartbeat',
  ':',
  'retry: 5000',
  'retry: soon',
  'id: 7',
  'unknown: field',
  'nonsense without a colon',
)

describe('a whole stream', () => {
  test('gives the same events wherever it is cut, whatever stands between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(), { maxLength: 40 }),
        fc.array(fc.array(noise, { maxLength: 3 }), { minLength: 6, maxLength: 6 }),
        async (newline, places, comments) => {
          const stream = SAMPLE_EVENTS.map((event, index) => {
            const lines = (comments[index] ?? []).map((line) => line + newline).join('')
            return lines + messageOf(event, newline)
          }).join('')
          const { response } = responseOf(cut(bytesOf(stream), places))
          expect(await collect(response)).toEqual({ events: SAMPLE_EVENTS, error: undefined })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('one byte at a time', async () => {
    const bytes = bytesOf(SAMPLE_EVENTS.map((event) => messageOf(event, '\r\n')).join(''))
    const { response } = responseOf(Array.from(bytes, (byte) => Uint8Array.of(byte)))
    expect(await collect(response)).toEqual({ events: SAMPLE_EVENTS, error: undefined })
  })

  test('passes over unknown events and keeps unknown fields, outcomes and notices', async () => {
    const answer = { ...SAMPLE_ANSWER, outcome: 'foreseen', notices: ['new_one'], extra: { a: 1 } }
    const stream = [
      'data: a message without a type\n\n',
      'event: constructor\ndata: {}\n\n',
      'event: answer-thought\ndata: not even JSON\n\n',
      messageOf({ type: 'answer-delta', text: '通关', mood: 'good' } as { type: string }),
      messageOf({ type: 'answer-end', answer } as { type: string }),
    ].join('')
    const { events, error } = await collect(responseOf([bytesOf(stream)]).response)
    expect(error).toBeUndefined()
    expect(events).toEqual([
      { type: 'answer-delta', text: '通关', mood: 'good' },
      { type: 'answer-end', answer },
    ])
  })

  test('ends at its last event and lets go of the connection', async () => {
    const stream = SAMPLE_EVENTS.map((event) => messageOf(event)).join('')
    const more = bytesOf(messageOf({ type: 'answer-delta', text: 'more' } as { type: string }))
    const { response, state } = responseOf([bytesOf(stream), more, more, more])
    expect((await collect(response)).events).toEqual(SAMPLE_EVENTS)
    expect(state.cancelled).toBe(true)
  })

  test('an error event is given, and is the last', async () => {
    const failure = { type: 'error', code: 'internal', message: 'no', requestId: 'r' }
    const stream = messageOf(failure) + messageOf(failure)
    expect(await collect(responseOf([bytesOf(stream)]).response)).toEqual({
      events: [failure],
      error: undefined,
    })
  })
})

describe('a broken stream', () => {
  test('cut off anywhere before its end gives what came whole, then throws', async () => {
    const bytes = bytesOf(SAMPLE_EVENTS.map((event) => messageOf(event)).join(''))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        const { response } = responseOf([bytes.slice(0, length)])
        const { events, error } = await collect(response)
        expect(events).toEqual(SAMPLE_EVENTS.slice(0, events.length))
        expect(events.length).toBeLessThan(SAMPLE_EVENTS.length)
        expect(error).toBeInstanceOf(ConnectionError)
        expect(error).toMatchObject({ kind: 'network' })
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['no JSON', 'answer-delta', 'oops'],
    ['no object', 'answer-delta', '[]'],
    ['a field of another kind', 'answer-delta', '{"text":5}'],
    ['a missing field', 'answer-start', '{"id":"a","conversationId":"b"}'],
    ['no citation', 'citation-available', '{"citation":null}'],
    ['no answer', 'answer-end', '{"answer":{"text":"a"}}'],
    ['no message', 'error', '{"code":"internal"}'],
  ])('an event with %s: what came before it is given', async (_, type, data) => {
    const [start, delta] = SAMPLE_EVENTS.map((event) => messageOf(event))
    const stream = `${start}${delta}event: ${type}\ndata: ${data}\n\n`
    const { events, error } = await collect(responseOf([bytesOf(stream)]).response)
    expect(events).toEqual(SAMPLE_EVENTS.slice(0, 2))
    expect(error).toMatchObject({ kind: 'unexpected', message: expect.stringContaining(type) })
  })

  test('an event without end is stopped', async () => {
    const piece = bytesOf('data: '.padEnd(1_000_000, 'x'))
    const { response, state } = responseOf(Array.from({ length: 50 }, () => piece))
    const { events, error } = await collect(response)
    expect(events).toEqual([])
    expect(error).toMatchObject({ kind: 'unexpected' })
    expect(state.cancelled).toBe(true)
  })

  test.each([[{ 'content-type': 'text/html' }], [{ 'content-type': 'application/json' }], [{}]])(
    'something else than a stream: %j',
    async (headers) => {
      const { response } = responseOf([bytesOf('<html>')], headers)
      expect((await collect(response)).error).toMatchObject({ kind: 'unexpected' })
    },
  )
})

describe('whoever stops reading', () => {
  test('by leaving the loop lets go of the connection', async () => {
    const { response, state } = responseOf(SAMPLE_EVENTS.map((event) => bytesOf(messageOf(event))))
    for await (const event of readAnswerEvents(response)) {
      if (event.type === 'answer-delta') break
    }
    expect(state.cancelled).toBe(true)
  })

  test('by a signal gets nothing more, not even what has come already', async () => {
    const stream = SAMPLE_EVENTS.map((event) => messageOf(event)).join('')
    const { response, state } = responseOf([bytesOf(stream), bytesOf(stream), bytesOf(stream)])
    const controller = new AbortController()
    const events = readAnswerEvents(response, controller.signal)
    expect((await events.next()).value).toEqual(SAMPLE_EVENTS[0])
    controller.abort(new Error('enough'))
    await expect(events.next()).rejects.toThrow('enough')
    expect(await events.next()).toEqual({ done: true, value: undefined })
    expect(state.cancelled).toBe(true)
  })
})
