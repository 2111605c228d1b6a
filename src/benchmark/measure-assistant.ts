import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Assistant } from '../assistant.js'
import { answerRequestSchema } from '../domain/answer.js'
import { searchRequestSchema } from '../domain/search.js'
import { warmUp } from '../open-assistant.js'
import type { DrawnQuestions } from './draw-questions.js'
import { type Latency, latencyOf } from './percentile.js'

/** Callers that ask at the same time when the rate of answers is measured. */
export const CALLERS = 8

/** Resolution of the event-loop monitor: a block is seen with this error. */
const DELAY_RESOLUTION_MS = 1

/** Times of one assistant in this process. */
export interface AssistantFigures {
  /** One question after the other, each embedded afresh. */
  readonly fresh: Latency
  /** The same questions again. */
  readonly cached: Latency
  /** Searches for other questions, each embedded afresh. */
  readonly search: Latency
  /** Answers a second to {@link CALLERS} callers, each question embedded afresh. */
  readonly answersPerSecond: number
  /** Longest time the event loop did not turn meanwhile, in milliseconds. */
  readonly longestDelayMs: number
}

/**
 * Asks an assistant whose query vectors are not cached yet.
 *
 * @param onStep Called before each step with what it is.
 * @throws whatever the assistant throws: a failing answer has no time.
 */
export async function measureAssistant(
  assistant: Assistant,
  questions: DrawnQuestions,
  onStep: (step: string) => void,
): Promise<AssistantFigures> {
  const ask = (question: string) => assistant.answer(answerRequestSchema.parse({ question }))
  const find = (query: string) => assistant.search(searchRequestSchema.parse({ query }))

  onStep(`warming up: ${questions.warmUp.length} questions`)
  await warmUp({ assistant })
  await timed(questions.warmUp, ask)
  await timed(questions.warmUp, find)
  const delays = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS })
  delays.enable()
  onStep(`answers: ${questions.latency.length} fresh, then the same again`)
  const fresh = await timed(questions.latency, ask)
  const cached = await timed(questions.latency, ask)
  onStep(`searches: ${questions.search.length}`)
  const search = await timed(questions.search, find)
  onStep(`answers: ${questions.throughput.length} to ${CALLERS} callers`)
  const seconds = await askTogether(questions.throughput, CALLERS, ask)
  delays.disable()
  return {
    fresh: latencyOf(fresh),
    cached: latencyOf(cached),
    search: latencyOf(search),
    answersPerSecond: questions.throughput.length / seconds,
    longestDelayMs: delays.max / 1e6,
  }
}

/**
 * Lets `callers` callers work through the items, each taking the next one as soon as it is done.
 *
 * @returns the seconds from the first to the last.
 */
export async function askTogether(
  items: readonly string[],
  callers: number,
  ask: (item: string) => Promise<unknown>,
): Promise<number> {
  const rest = items.values()
  const started = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async () => {
      // The callers share one iterator, so each item is asked once.
      for (const item of rest) {
        await ask(item)
        await setImmediate()
      }
    }),
  )
  return (performance.now() - started) / 1000
}

async function timed(
  items: readonly string[],
  ask: (item: string) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  for (const item of items) {
    const started = performance.now()
    await ask(item)
    times.push(performance.now() - started)
    // Callers come by the network; without a turn a row of cached answers would look like one block.
    await setImmediate()
  }
  return times
}
