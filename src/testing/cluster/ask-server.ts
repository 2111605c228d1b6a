import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, answerSchema } from '../../domain/answer.js'
import { readAnswerEvents } from '../read-events.js'
import { tally } from './scenario.js'

/** What is asked of a server or of the proxy. */
export interface Question {
  readonly question: string
  readonly conversationId?: string
}

/** How it is asked. */
export interface AskOptions {
  readonly streams?: boolean
  readonly idempotencyKey?: string | undefined
  readonly apiKey?: string
}

/**
 * Why a question had to be asked again: `busy` is 503, `under way` 409, both with `Retry-After`;
 * `broken` is a connection, or a stream, that ended early.
 */
export type Detour = 'busy' | 'under way' | 'broken'

/** An answer, and what it took. */
export interface AskedAnswer {
  readonly answer: Answer
  readonly detours: readonly Detour[]
}

/** Longest time for one answer with all its detours, in milliseconds: four leases of a key. */
const PATIENCE_MS = 60_000

/** Wait after a connection that broke, in milliseconds. */
const BROKEN_PAUSE_MS = 200

/** Asks once. */
export function postQuestion(
  url: string,
  body: Question,
  { streams = false, idempotencyKey, apiKey }: AskOptions = {},
): Promise<Response> {
  return fetch(`${url}/api/v1/answers`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(streams ? { accept: 'text/event-stream' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(body),
  })
}

/**
 * Asks as a well-made client does: again when told to come again, or when the connection broke.
 *
 * @throws Error when the question is lost: another status, a refusal that does not say when to come
 * again, or no answer in a minute.
 */
export async function askUntilAnswered(
  url: string,
  body: Question,
  options: AskOptions = {},
): Promise<AskedAnswer> {
  const detours: Detour[] = []
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const tried = await askOnce(url, body, options)
    if ('answer' in tried) return { answer: tried.answer, detours }
    detours.push(tried.detour)
    await pause(tried.waitMs)
  }
  throw new Error(`expected an answer within ${PATIENCE_MS} ms, found: ${tally(detours)}`)
}

type Tried = { readonly answer: Answer } | { readonly detour: Detour; readonly waitMs: number }

const BROKEN: Tried = { detour: 'broken', waitMs: BROKEN_PAUSE_MS }

async function askOnce(url: string, body: Question, options: AskOptions): Promise<Tried> {
  let response: Response
  let text: string
  try {
    response = await postQuestion(url, body, options)
    text = await response.text()
  } catch {
    return BROKEN
  }
  const wait = Number(response.headers.get('retry-after') ?? 'NaN')
  switch (response.status) {
    case 200: {
      if (options.streams !== true) return { answer: answerSchema.parse(JSON.parse(text)) }
      const end = wholeEvents(text).find((event) => event.type === 'answer-end')
      return end === undefined ? BROKEN : { answer: end.answer }
    }
    case 503:
    case 409:
      if (Number.isNaN(wait)) break
      return { detour: response.status === 503 ? 'busy' : 'under way', waitMs: wait * 1000 }
    default:
  }
  throw new Error(`expected an answer, found ${response.status}: ${text}`)
}

/** Events of a stream that may have been cut in the middle of one. */
function wholeEvents(text: string) {
  return readAnswerEvents(text.slice(0, text.lastIndexOf('\n\n') + 2))
}
