import type { FastifyRequest } from 'fastify'
import type { Assistant } from '../assistant.js'
import type { Answer, AnswerEvent, AnswerRequest } from '../domain/answer.js'
import { AppError } from '../errors.js'
import type { ResilientRecords } from '../records/resilient-records.js'
import { modelUseOf, ownerOf } from './access.js'
import { openKeeping } from './keep-answer.js'

/** The events of an answer, each passed on when what must be kept of it is kept. */
export type KeptEvents = AsyncGenerator<AnswerEvent, void, void>

/** What a route that answers works with. */
export interface AnsweringDeps {
  readonly assistant: Assistant
  readonly records: ResilientRecords | undefined
}

/**
 * Answers a request of any surface: looks up the conversation it continues, minds the caller's budget
 * of model tokens, and keeps the answer before its end is told.
 *
 * @param channel Which surface it came by; stands in the records.
 * @param onAnswer Awaited beside the keeping.
 * @throws AppError `not_found` for a conversation that is not there, or not the caller's.
 */
export async function answerEvents(
  { assistant, records }: AnsweringDeps,
  request: FastifyRequest,
  body: AnswerRequest,
  signal: AbortSignal,
  channel: string,
  onAnswer: (answer: Answer) => Promise<void> = async () => {},
): Promise<KeptEvents> {
  const keeping = await openKeeping(records, request, body, ownerOf(request), channel)
  const modelUse = body.mode === 'extractive' ? undefined : await modelUseOf(request)
  return keptEvents(
    assistant.events(
      keeping.history === undefined ? body : { ...body, history: [...keeping.history] },
      {
        acceptLanguage: request.headers['accept-language'],
        signal,
        notices: keeping.notices,
        modelUse,
      },
    ),
    async (answer) => {
      await Promise.all([keeping.keep(answer), onAnswer(answer)])
    },
  )
}

async function* keptEvents(
  events: KeptEvents,
  keep: (answer: Answer) => Promise<void>,
): KeptEvents {
  for await (const event of events) {
    if (event.type === 'answer-end') await keep(event.answer)
    yield event
  }
}

/** The answer that events end with. */
export async function lastAnswer(events: KeptEvents): Promise<Answer> {
  for await (const event of events) {
    if (event.type === 'answer-end') return event.answer
  }
  throw new AppError('internal', 'expected the events of an answer to end with it')
}
