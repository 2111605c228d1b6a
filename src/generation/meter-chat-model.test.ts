import { describe, expect, test } from 'vitest'
import type { ChatDelta, ChatMessage, ChatModel } from './chat-model.js'
import { meterChatModel } from './meter-chat-model.js'

const MESSAGES: readonly ChatMessage[] = [
  { role: 'system', content: '只根据原文回答。' },
  { role: 'user', content: '预约通关怎么办？' },
]

/** Gives these, then fails if told to. */
function modelOf(deltas: readonly ChatDelta[], failure?: Error): ChatModel {
  return {
    name: 'given',
    async *stream(_messages, signal) {
      for (const delta of deltas) {
        signal.throwIfAborted()
        yield delta
      }
      if (failure !== undefined) throw failure
    },
  }
}

/** What is told of one call whose reader takes so many deltas. */
async function toldOf(model: ChatModel, take = 100, messages = MESSAGES): Promise<number[]> {
  const told: number[] = []
  const metered = meterChatModel(model, (tokens) => told.push(tokens))
  let taken = 0
  try {
    for await (const _ of metered.stream(messages, new AbortController().signal)) {
      taken += 1
      if (taken === take) break
    }
  } catch {
    // Told below.
  }
  return told
}

const USED = { text: '', usage: { inputTokens: 900, outputTokens: 80 } }

describe('meterChatModel', () => {
  test('passes everything on and tells what the server says it cost', async () => {
    const told: number[] = []
    const deltas = [{ text: '可以' }, { text: '。' }, USED]
    const metered = meterChatModel(modelOf(deltas), (tokens) => told.push(tokens))
    const seen: ChatDelta[] = []
    for await (const delta of metered.stream(MESSAGES, new AbortController().signal)) {
      seen.push(delta)
    }
    expect(metered.name).toBe('given')
    expect(seen).toEqual(deltas)
    expect(told).toEqual([980])
  })

  test('a reader who leaves costs what was sent and written by then', async () => {
    const deltas = [{ text: '预约通关'.repeat(100) }, { text: '通关'.repeat(100) }, USED]
    const [one = 0, ...more] = await toldOf(modelOf(deltas), 1)
    const [two = 0] = await toldOf(modelOf(deltas), 2)
    expect(more).toEqual([])
    expect(one).toBeGreaterThan(200)
    expect(two).toBeGreaterThan(one + 100)
    // The cost in the server's own count comes last.
    expect(await toldOf(modelOf(deltas), 3)).toEqual([980])
  })

  test('a long prompt is counted to its end', async () => {
    const long = [{ role: 'user' as const, content: '关'.repeat(20_000) }]
    const [tokens = 0] = await toldOf(modelOf([{ text: '好' }]), 1, long)
    expect(tokens).toBeGreaterThan(12_000)
  })

  test('a failure before the first word costs nothing, a later one what was written', async () => {
    const failure = new Error('broke off')
    expect(await toldOf(modelOf([], failure))).toEqual([])
    const [tokens = 0] = await toldOf(modelOf([{ text: '预约' }], failure))
    expect(tokens).toBeGreaterThan(0)
  })

  test('a call that is aborted before the first word has sent its prompt', async () => {
    const told: number[] = []
    const stopped = new AbortController()
    const metered = meterChatModel(
      {
        name: 'slow',
        async *stream(_messages, signal) {
          await new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')))
          })
          yield { text: '' }
        },
      },
      (tokens) => told.push(tokens),
    )
    const first = metered.stream(MESSAGES, stopped.signal)[Symbol.asyncIterator]().next()
    stopped.abort()
    await expect(first).rejects.toThrow('aborted')
    expect(told).toHaveLength(1)
    expect(told[0]).toBeGreaterThan(0)
  })
})
