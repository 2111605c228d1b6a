import { randomUUID } from 'node:crypto'
import type { Answer } from '../../domain/answer.js'
import { askUntilAnswered, type Detour } from './ask-server.js'
import { questionAt } from './scenario.js'

/** How a caller asks: JSON, JSON with an idempotency key, or a stream with one. */
export type CallerKind = 'plain' | 'keyed' | 'stream'

/** A question that was answered. */
export interface AnsweredQuestion {
  readonly kind: CallerKind
  readonly answer: Answer
  readonly detours: readonly Detour[]
}

/** Callers that ask one question after the other. */
export interface Callers {
  /** Answers so far. */
  count(): number
  /**
   * Lets each caller get its last answer.
   *
   * @throws Error of the first question that was lost.
   */
  stop(): Promise<readonly AnsweredQuestion[]>
}

const KINDS = ['plain', 'keyed', 'stream'] as const

/** What callers ask, and how. */
export interface CallersOptions {
  /** Each caller is of one of them, in turn; all kinds when left out. */
  readonly kinds?: readonly CallerKind[]
  readonly questionOf?: (turn: number) => string
}

/** Starts callers at one address. */
export function startCallers(
  url: string,
  callers: number,
  { kinds = KINDS, questionOf = questionAt }: CallersOptions = {},
): Callers {
  const answered: AnsweredQuestion[] = []
  const over = new AbortController()
  const all = Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const kind = kinds[caller % kinds.length] ?? 'plain'
      for (let turn = caller; !over.signal.aborted; turn += callers) {
        const { answer, detours } = await askUntilAnswered(
          url,
          { question: questionOf(turn) },
          {
            streams: kind === 'stream',
            idempotencyKey: kind === 'plain' ? undefined : randomUUID(),
          },
        )
        answered.push({ kind, answer, detours })
      }
    }),
  )
  // Until somebody waits for it.
  all.catch(() => {})
  return {
    count: () => answered.length,
    async stop() {
      over.abort()
      await all
      return answered
    },
  }
}
