import { createParser, type EventSourceMessage } from 'eventsource-parser'
import type { AnswerEvent } from '../domain/answer.js'
import { ConnectionError } from './connection-error.js'
import { hasShape, isRecord } from './has-shape.js'
import { isAnswer } from './is-answer.js'
import { discardBody } from './read-json.js'
import { reasonOf } from './reason-of.js'

/**
 * Most characters that one event may have. The largest of the contract, a whole answer with its
 * trace, has some hundred thousand; a stream without end in one event is stopped.
 */
const MAX_EVENT_LENGTH = 4_000_000

/**
 * The events of a response, until `answer-end` or `error`. Events that this client does not know are
 * passed over. Whoever stops reading lets go of the connection.
 *
 * @throws ConnectionError when the stream breaks off before its end, or is none of this API.
 * @throws The signal's reason once it has aborted, also when more events have come already.
 */
export async function* readAnswerEvents(
  response: Response,
  signal?: AbortSignal,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const type = response.headers.get('content-type') ?? 'no content type'
  if (response.body === null || !/^text\/event-stream\b/i.test(type)) {
    discardBody(response)
    throw new ConnectionError('unexpected', `expected an event stream, found ${type}`)
  }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const messages: EventSourceMessage[] = []
  let isTooLong = false
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: (message) => messages.push(message),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') isTooLong = true
    },
  })
  try {
    for (;;) {
      const chunk = await reader.read().catch((error: unknown) => {
        signal?.throwIfAborted()
        throw new ConnectionError('network', `the answer broke off: ${reasonOf(error)}`, error)
      })
      if (chunk.done) {
        throw new ConnectionError('network', 'the answer broke off: its stream ended too early')
      }
      parser.feed(decoder.decode(chunk.value, { stream: true }))
      // Read one by one, so that whatever came before a broken event is still given.
      for (const message of messages.splice(0)) {
        const event = readEvent(message)
        if (event === undefined) continue
        signal?.throwIfAborted()
        yield event
        if (event.type === 'answer-end' || event.type === 'error') return
      }
      if (isTooLong) throw new ConnectionError('unexpected', 'an event of the stream has no end')
    }
  } finally {
    // Not waited for: what is broken or aborted may never settle.
    reader.cancel().catch(() => undefined)
  }
}

type EventOf<Type extends AnswerEvent['type']> = Extract<AnswerEvent, { type: Type }>

const EVENT_CHECKS: Readonly<Record<string, (value: unknown) => value is AnswerEvent>> = {
  'answer-start': hasShape<EventOf<'answer-start'>>({
    id: 'string',
    conversationId: 'string',
    language: 'string',
  }),
  'answer-delta': hasShape<EventOf<'answer-delta'>>({ text: 'string' }),
  'citation-available': hasShape<EventOf<'citation-available'>>({ citation: 'object' }),
  'answer-end': (value): value is EventOf<'answer-end'> =>
    isRecord(value) && isAnswer(value['answer']),
  error: hasShape<EventOf<'error'>>({ code: 'string', message: 'string', requestId: 'string' }),
}

/** The event that a message holds; undefined for one this client does not know. */
function readEvent({ event = '', data }: EventSourceMessage): AnswerEvent | undefined {
  const isExpected = Object.hasOwn(EVENT_CHECKS, event) ? EVENT_CHECKS[event] : undefined
  if (isExpected === undefined) return undefined
  const value = parse(data)
  const typed = isRecord(value) ? { ...value, type: event } : value
  if (isExpected(typed)) return typed
  throw new ConnectionError('unexpected', `the stream holds a broken event ${event}`)
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
