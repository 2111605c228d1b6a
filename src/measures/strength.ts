import type { Commitment } from '../domain/measure.js'

/** A class of strength. */
export type CommitmentClass = Commitment['class']

/**
 * The classes from the strongest to the weakest. `reported` stands where a report of a result does:
 * it says more than that something is supported, less than the office's own word. It matters only
 * within a press report, since no quote reaches over two documents.
 */
export const CLASSES_BY_STRENGTH = [
  'in_force',
  'extended',
  'pilot',
  'reported',
  'supported',
  'explored',
] as const satisfies readonly CommitmentClass[]

/** Whether the first class promises less than the second. */
export function isWeaker(first: CommitmentClass, second: CommitmentClass): boolean {
  return CLASSES_BY_STRENGTH.indexOf(first) > CLASSES_BY_STRENGTH.indexOf(second)
}

/**
 * The weakest of several commitments, the first of them where several are equally weak: what holds
 * for a quote of several sentences. `undefined` for none.
 */
export function weakestCommitment<Item extends { readonly class: CommitmentClass }>(
  commitments: Iterable<Item>,
): Item | undefined {
  let weakest: Item | undefined
  for (const commitment of commitments) {
    if (weakest === undefined || isWeaker(commitment.class, weakest.class)) weakest = commitment
  }
  return weakest
}
