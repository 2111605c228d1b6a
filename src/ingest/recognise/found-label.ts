import type { LabelReading } from './label-reading.js'

/** A label found at a place of a line; `end` is the offset in the line behind it. */
export type FoundLabel = Pick<
  LabelReading,
  'style' | 'rank' | 'value' | 'label' | 'distinct' | 'outer' | 'first' | 'letters'
> & {
  readonly end: number
  readonly inserted?: number
  /** What the form itself speaks for or against a label. */
  readonly prior?: number
}

/** Highest number that a list is believed to reach; above it stand years, rooms, laws of other lists. */
export const MAX_VALUE = 1999
/** Highest number of a form that is also an everyday quantity. */
export const MAX_PLAIN_VALUE = 399

/** Matches a sticky pattern at one place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
