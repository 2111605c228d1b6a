import { AppError } from '../errors.js'
import type { ChatDelta, ChatMessage, ChatModel } from './chat-model.js'

/** After the first attempt, before anything was streamed; LangChain waits longer each time. */
const MAX_RETRIES = 2

/** Longest answer: what a visitor reads on a phone, with room for its source marks. */
const MAX_OUTPUT_TOKENS = 800

/** Options of {@link createOpenAIChatModel}. */
export interface OpenAIChatModelOptions {
  /** Name of the model as its server knows it. */
  readonly model: string
  /** Such as `https://api.openai.com/v1`; the provider's own when left out. */
  readonly baseUrl?: string | undefined
  readonly apiKey: string
  /** Most tokens of one answer; enough for an answer to a visitor when left out. */
  readonly maxOutputTokens?: number
}

/**
 * A model behind the chat completions endpoint of OpenAI or of a server that speaks its protocol
 * (vLLM, Ollama, llama.cpp, hosted models), through LangChain's `ChatOpenAI`, which is loaded with
 * the first question and not before.
 */
export function createOpenAIChatModel(options: OpenAIChatModelOptions): ChatModel {
  let loading: ReturnType<typeof load> | undefined
  return {
    name: options.model,
    async *stream(messages, signal) {
      // Ends the request when the reader stops before the end, not only when the signal aborts.
      const stopped = new AbortController()
      try {
        loading ??= load(options)
        const { chat, toMessages } = await loading
        const chunks = await chat.stream(toMessages(messages), {
          signal: AbortSignal.any([signal, stopped.signal]),
        })
        for await (const chunk of chunks) {
          let wantsMore = false
          try {
            yield deltaOf(chunk)
            wantsMore = true
          } finally {
            // LangChain reads ahead, and closing its stream waits for what it reads.
            if (!wantsMore) stopped.abort()
          }
        }
      } catch (error) {
        signal.throwIfAborted()
        // Not kept as the cause: a server may repeat the key in its message.
        throw new AppError('model_unavailable', `the language model failed: ${kindOf(error)}`)
      } finally {
        stopped.abort()
      }
      signal.throwIfAborted()
    },
  }
}

async function load({
  model,
  baseUrl,
  apiKey,
  maxOutputTokens = MAX_OUTPUT_TOKENS,
}: OpenAIChatModelOptions) {
  const [{ ChatOpenAI }, { AIMessage, HumanMessage, SystemMessage }] = await Promise.all([
    import('@langchain/openai'),
    import('@langchain/core/messages'),
  ])
  const classes = { system: SystemMessage, user: HumanMessage, assistant: AIMessage }
  return {
    chat: new ChatOpenAI({
      model,
      apiKey,
      temperature: 0,
      maxTokens: maxOutputTokens,
      maxRetries: MAX_RETRIES,
      configuration: {
        // The client would write what it cannot read to the console, a server's words included.
        logLevel: 'off',
        ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
      },
    }),
    toMessages: (messages: readonly ChatMessage[]) =>
      messages.map(({ role, content }) => new classes[role](content)),
  }
}

interface StreamedChunk {
  readonly text: string
  readonly usage_metadata?:
    | { readonly input_tokens: number; readonly output_tokens: number }
    | undefined
}

function deltaOf({ text, usage_metadata: usage }: StreamedChunk): ChatDelta {
  return usage === undefined
    ? { text }
    : { text, usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } }
}

/** HTTP status or system error code of an error or of its causes; never a server's own words. */
function kindOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('status' in one && typeof one.status === 'number') return `HTTP status ${one.status}`
    if ('code' in one && typeof one.code === 'string' && /^E[A-Z_]+$/.test(one.code)) {
      return one.code
    }
  }
  return 'the connection broke, or the answer had another form'
}
