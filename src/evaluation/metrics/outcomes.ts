import type { Outcome } from '../../domain/answer.js'

/** How often each right outcome (first key) became each outcome given (second key). */
export type Confusion = Readonly<Record<string, Readonly<Record<string, number>>>>

/** An outcome that should be and the one that was; `error` when the question crashed. */
export interface OutcomePair {
  readonly expected: Outcome
  readonly found: Outcome | 'error'
}

/** The confusion table of outcomes; only what occurs has a key. */
export function confusionOf(pairs: readonly OutcomePair[]): Confusion {
  const table: Record<string, Record<string, number>> = {}
  for (const { expected, found } of pairs) {
    const row = (table[expected] ??= {})
    row[found] = (row[found] ?? 0) + 1
  }
  return table
}
