import type { Answer } from '../domain/answer.js'
import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { ChatMessage } from './chat-request.js'
import { type CitationStyle, toldCitations, type UrlCitation } from './cited-content.js'

/** Name of the model that answers questions. */
export const ANSWER_MODEL = 'policy-assistant'
/** Name of the model for titles, tags and follow-up questions of a chat front end. */
export const UTILITY_MODEL = 'policy-assistant-utility'

/** Tokens of prompt and completion; estimates, as no language model need have read them. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
}

/** What a completion says, whichever way it is sent. */
export interface Completed {
  readonly content: string
  readonly annotations: readonly UrlCitation[]
  /** The whole Answer of the native API; none for tasks of a front end. */
  readonly policy?: Answer
}

/** What all parts of one completion share. */
export interface CompletionHead {
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
}

/** Characters estimated at once: the estimate looks at no more. */
const ESTIMATED_CHARACTERS = 2000

/** An answer as a completion: its text, with the sources behind it unless only annotations are wanted. */
export function completedOf(answer: Answer, style: CitationStyle): Completed {
  const { sources, annotations } = toldCitations(answer, style)
  return { content: answer.text + sources, annotations, policy: answer }
}

/** About how many tokens were read and written. */
export function usageOf(messages: readonly ChatMessage[], content: string): Usage {
  const prompt = messages.reduce((sum, { text }) => sum + tokensOf(text), 0)
  const completion = tokensOf(content)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  }
}

/** About how many tokens a text has; as many as it likes. */
export function tokensOf(text: string): number {
  let tokens = 0
  for (let at = 0; at < text.length; at += ESTIMATED_CHARACTERS) {
    tokens += estimateTokens(text.slice(at, at + ESTIMATED_CHARACTERS), ESTIMATED_CHARACTERS)
  }
  return tokens
}

/** The object of an answer that is not streamed. */
export function completionObject(
  { id, created, model }: CompletionHead,
  { content, annotations, policy }: Completed,
  usage: Usage,
): object {
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, annotations },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage,
    ...(policy === undefined ? {} : { policy }),
  }
}

/** What a chunk changes. */
export interface ChunkDelta {
  readonly role?: 'assistant'
  readonly content?: string
  readonly annotations?: readonly UrlCitation[]
}

/** A chunk of a stream. `usage` is null in all but the last one, where it was asked for at all. */
export function chunkObject(
  { id, created, model }: CompletionHead,
  delta: ChunkDelta,
  options: {
    readonly finished?: boolean
    readonly countsUsage?: boolean
    readonly policy?: Answer
  } = {},
): object {
  const { finished = false, countsUsage = false, policy } = options
  return {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finished ? 'stop' : null }],
    ...(countsUsage ? { usage: null } : {}),
    ...(policy === undefined ? {} : { policy }),
  }
}

/** The chunk that only counts. */
export function usageChunk({ id, created, model }: CompletionHead, usage: Usage): object {
  return { id, object: 'chat.completion.chunk', created, model, choices: [], usage }
}
