import type { LabelReading } from './label-reading.js'

/** A list that is open at a place, with its last number. */
export interface Frame {
  readonly list: string
  readonly rank: number
  readonly value: number
  readonly inserted: number
  /** The path that ends with the label itself. */
  readonly path: Path
}
/** The accepted labels up to one, each with what was made of it. */
export interface Path {
  readonly before: Path | undefined
  readonly reading: LabelReading
  readonly parent: Path | undefined
  readonly part: number
  readonly doubt: string | undefined
}
/** What is remembered of a style that was seen in this part: its last number and the style above it. */
export interface Memory {
  readonly value: number
  readonly inserted: number
  readonly above: string
}
/** One way to read the document up to a place. */
export interface State {
  readonly stack: readonly Frame[]
  readonly memory: ReadonlyMap<string, Memory>
  readonly path: Path | undefined
  readonly part: number
  readonly score: number
  /** The same for states that go on alike whatever follows, of which only the best is kept. */
  readonly key: string
}

/** A state with the key that its open lists and remembered numbers make. */
export function withKey(state: Omit<State, 'key'>): State {
  const { stack, memory, part } = state
  let key = String(part)
  for (const { list, value, inserted } of stack) key += `|${list}${value}.${inserted}`
  key += '#'
  for (const [list, { value, inserted }] of memory) {
    if (!stack.some((frame) => frame.list === list)) key += `|${list}${value}.${inserted}`
  }
  return { ...state, key }
}
