import type { Assistant } from '../assistant.js'
import type { Answer, AnswerRequest } from '../domain/answer.js'

/** What a server of the protocol works with. */
export interface McpDeps {
  readonly assistant: Pick<Assistant, 'corpus' | 'directory' | 'search'>
  /** Answers a question as the surface that serves it has to: with records and budgets, or without. */
  readonly answer: (request: AnswerRequest, signal: AbortSignal) => Promise<Answer>
  /** Languages the client would like, in the form of `Accept-Language`. */
  readonly acceptLanguage?: string | undefined
  /** Aborted when nobody waits any more. */
  readonly signal?: AbortSignal | undefined
  /** Told of faults on our side. */
  readonly onFault: (error: unknown) => void
}

/** The signal of one call: the caller's own, or that of its connection. */
export function signalOf({ signal }: Pick<McpDeps, 'signal'>, call: AbortSignal): AbortSignal {
  return signal === undefined ? call : AbortSignal.any([call, signal])
}
