import { z } from 'zod'
import {
  type AnswerRequest,
  answerRequestSchema,
  HISTORY_MAX_TURNS,
  type HistoryTurn,
} from '../domain/answer.js'
import { AppError } from '../errors.js'
import type { Hints } from './read-hints.js'

const textPartSchema = z.looseObject({ type: z.string(), text: z.string().optional() })

const messageSchema = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(textPartSchema), z.null()]).optional(),
})

/**
 * Body of `POST /v1/chat/completions`. What is not named here (`temperature`, `stop`, `user`, …) is
 * accepted and passed over: clients send all sorts of it.
 */
export const chatRequestSchema = z.looseObject({
  model: z.string().min(1),
  messages: z.array(messageSchema).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.int().nullish(),
  tool_choice: z.unknown().optional(),
})
/** A checked request for a chat completion. */
export type ChatRequest = z.infer<typeof chatRequestSchema>

/** A message with its text. */
export interface ChatMessage {
  readonly role: ChatRequest['messages'][number]['role']
  readonly text: string
}

/** Longest text of an earlier turn that is read, in characters. */
const TURN_MAX_LENGTH = 8000

/**
 * The messages with their texts. Of a model's and a tool's messages, parts that are no text (a
 * `refusal`) are passed over.
 *
 * @throws AppError `invalid_request` for other parts than text in what users say: there is nothing here
 *   to see images or hear sounds, and an answer without them would be to another question.
 */
export function messagesOf({ messages }: Pick<ChatRequest, 'messages'>): ChatMessage[] {
  return messages.map(({ role, content }, index) => ({
    role,
    text:
      typeof content === 'string'
        ? content
        : (content ?? [])
            .flatMap((part, place) => {
              if (part.type === 'text' && part.text !== undefined) return [part.text]
              if (role !== 'user') return []
              throw refusal(
                `messages.${index}.content.${place}`,
                part.type === 'text'
                  ? 'expected a text, found none'
                  : `expected text, found "${part.type}"`,
              )
            })
            .join('\n'),
  }))
}

/** What the messages of a front end say; see {@link Hints} for what of it may count. */
export function hintsIn(messages: readonly ChatMessage[]): string[] {
  return messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(({ text }) => text)
}

/** What the user says in a conversation, last thing last. */
export function saidIn(messages: readonly ChatMessage[]): string[] {
  return messages.filter(({ role }) => role === 'user').map(({ text }) => text)
}

/**
 * The question that a conversation ends with, and what came before it: of a longer conversation the
 * last twenty turns are read.
 *
 * @param hints Whose language and number of citations count.
 * @throws AppError `invalid_request` when there is no question, or one that is too long.
 */
export function answerRequestOf(
  messages: readonly ChatMessage[],
  { language, maxCitations }: Pick<Hints, 'language' | 'maxCitations'> = {},
): AnswerRequest {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const question = messages[last]
  if (question === undefined) {
    throw refusal('messages', 'expected one of role "user", found none')
  }
  const history = messages
    .slice(0, last)
    .flatMap(({ role, text }): HistoryTurn[] =>
      (role === 'user' || role === 'assistant') && text.trim() !== ''
        ? [{ role, content: text.slice(0, TURN_MAX_LENGTH) }]
        : [],
    )
    .slice(-HISTORY_MAX_TURNS)
  const parsed = answerRequestSchema.safeParse({
    question: question.text,
    history,
    language,
    maxCitations,
  })
  if (!parsed.success) {
    throw refusal(
      `messages.${last}.content`,
      parsed.error.issues[0]?.message ?? 'expected a question',
    )
  }
  return parsed.data
}

/**
 * Refuses what would be answered wrongly without a word: more than one choice, a tool that must be
 * called. Tools that may be called are not, and `response_format` is passed over.
 *
 * @throws AppError `invalid_request` that names the parameter.
 */
export function refuseUnsupported({ n, tool_choice: toolChoice }: ChatRequest): void {
  if (n !== undefined && n !== null && n !== 1) throw refusal('n', `expected 1, found ${n}`)
  if (toolChoice === 'required' || (typeof toolChoice === 'object' && toolChoice !== null)) {
    throw refusal('tool_choice', 'expected "auto" or "none": this model calls no tools')
  }
}

/** A refusal that names its parameter, as clients of this API show it. */
function refusal(path: string, message: string): AppError {
  return new AppError('invalid_request', `${path}: ${message}`, { details: [{ path, message }] })
}
