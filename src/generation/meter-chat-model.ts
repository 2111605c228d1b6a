import { estimateTokens } from '../embedding/estimate-tokens.js'
import type { ChatMessage, ChatModel, ChatUsage } from './chat-model.js'

/** Characters that `estimateTokens` looks at in one go. */
const ESTIMATED_CHARACTERS = 2_000

/**
 * A model whose calls are counted: `onTokens` is told what each cost, once, when it has ended, however
 * it ended. That is what its server says, and an estimate of what was sent and written where it says
 * nothing: a reader who leaves before the end has cost as much as one who stays. A call that failed
 * before anything was written cost nothing.
 */
export function meterChatModel(model: ChatModel, onTokens: (tokens: number) => void): ChatModel {
  return {
    name: model.name,
    async *stream(messages, signal) {
      let usage: ChatUsage | undefined
      let text = ''
      let failed = false
      try {
        for await (const delta of model.stream(messages, signal)) {
          usage = delta.usage ?? usage
          text += delta.text
          yield delta
        }
      } catch (error) {
        failed = !signal.aborted
        throw error
      } finally {
        if (usage !== undefined) onTokens(usage.inputTokens + usage.outputTokens)
        else if (!failed || text !== '') onTokens(estimateOf(messages) + lengthInTokens(text))
      }
    },
  }
}

function estimateOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + lengthInTokens(content), 0)
}

function lengthInTokens(text: string): number {
  let tokens = 0
  for (let start = 0; start < text.length; start += ESTIMATED_CHARACTERS) {
    const part = text.slice(start, start + ESTIMATED_CHARACTERS)
    tokens += estimateTokens(part, ESTIMATED_CHARACTERS)
  }
  return tokens
}
