/** One message of a conversation with a language model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** Tokens that a call cost, as the model's server counts them. */
export interface ChatUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A stretch of generated text; the last one of a stream may carry the cost. */
export interface ChatDelta {
  readonly text: string
  readonly usage?: ChatUsage
}

/** A language model that answers messages. Any server of the OpenAI protocol can stand behind it. */
export interface ChatModel {
  /** Name of the model, for the answer's `model`. */
  readonly name: string
  /**
   * The answer as it is generated. Ends the request when the signal aborts or the caller stops
   * reading.
   *
   * @throws AppError `model_unavailable` when the server cannot be reached, refuses or breaks off;
   * the signal's reason when it aborts.
   */
  stream(messages: readonly ChatMessage[], signal: AbortSignal): AsyncIterable<ChatDelta>
}

/** The whole of a short answer, and what it cost where the server says so. */
export interface CompletedChat {
  readonly text: string
  readonly usage?: ChatUsage
}

/** What two calls cost together; `undefined` where neither is known. */
export function addUsage(
  a: ChatUsage | undefined,
  b: ChatUsage | undefined,
): ChatUsage | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  }
}

/** The whole of a short answer; throws like {@link ChatModel.stream}. */
export async function completeChat(
  model: ChatModel,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
  maxLength: number,
): Promise<CompletedChat> {
  let text = ''
  let usage: ChatUsage | undefined
  for await (const delta of model.stream(messages, signal)) {
    text += delta.text
    usage = delta.usage ?? usage
    if (text.length > maxLength) break
  }
  return { text: text.slice(0, maxLength), ...(usage === undefined ? {} : { usage }) }
}
