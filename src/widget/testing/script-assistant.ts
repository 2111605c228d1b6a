import { once } from 'node:events'
import type { Assistant } from '../../assistant.js'
import type { Answer, AnswerEvent } from '../../domain/answer.js'

/** An answer that comes when the test says so. */
export interface ScriptedAnswer {
  /** Pieces of the text, in order. */
  readonly pieces: readonly string[]
  /** How it ends; with its answer by default. */
  readonly end?: 'answer' | 'error' | 'never'
}

/** An assistant whose answers to some questions are written by the test. */
export interface ScriptedAssistant {
  readonly assistant: Assistant
  /** Writes the answer to one question; all others are the real assistant's. */
  script(question: string, answer: ScriptedAnswer): void
  /** Lets the next pieces of the answer under way go. */
  release(count: number): void
  /** How many of the scripted answers were left by their reader before their end. */
  readonly left: number
}

/**
 * Creates one over the real assistant. A scripted answer waits before each piece until
 * {@link ScriptedAssistant.release} lets it go, so that no test depends on time.
 */
export function createScriptedAssistant(real: Assistant): ScriptedAssistant {
  const scripts = new Map<string, ScriptedAnswer>()
  let credit = 0
  let wake: () => void = () => {}
  let left = 0

  async function take(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      if (credit > 0) break
      const released = new Promise<void>((resolve) => {
        wake = resolve
      })
      await (signal === undefined ? released : Promise.race([released, once(signal, 'abort')]))
      signal?.throwIfAborted()
    }
    credit -= 1
  }

  async function* events(
    ...[request, context]: Parameters<Assistant['events']>
  ): AsyncGenerator<AnswerEvent, void, void> {
    const scripted = scripts.get(request.question)
    if (scripted === undefined) {
      yield* real.events(request, context)
      return
    }
    const model = await real.answer({ ...request, question: '预裁定要提前多久申请？' }, context)
    const answer: Answer = { ...model, question: request.question, text: scripted.pieces.join('') }
    let isWhole = false
    try {
      const { id, conversationId, language } = answer
      yield { type: 'answer-start', id, conversationId, language }
      for (const citation of answer.citations) yield { type: 'citation-available', citation }
      for (const text of scripted.pieces) {
        await take(context?.signal)
        yield { type: 'answer-delta', text }
      }
      if (scripted.end === 'never') {
        for (;;) await take(context?.signal)
      }
      isWhole = true
      if (scripted.end === 'error') throw new Error('scripted to fail')
      yield { type: 'answer-end', answer }
    } finally {
      if (!isWhole) left += 1
      credit = 0
    }
  }

  return {
    assistant: { ...real, events },
    script: (question, answer) => void scripts.set(question, answer),
    release(count) {
      credit += count
      wake()
    },
    get left() {
      return left
    },
  }
}
