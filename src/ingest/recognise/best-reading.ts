import { acceptLabel } from './accept-label.js'
import type { LabelReading } from './label-reading.js'
import { type Path, type State, withKey } from './reading-state.js'

/** A place of the document at which labels are weighed: readings of one place exclude each other. */
export interface LabelPlace {
  readonly readings: readonly LabelReading[]
  /**
   * What stands between the place before and this one: `annex` ends every open list; behind a `signed`
   * date a list may end.
   */
  readonly boundary: 'annex' | 'signed' | undefined
}

/** A label that the best reading of the whole document takes as one. */
export interface AcceptedLabel {
  readonly reading: LabelReading
  /** Index among the accepted labels of the label above it, or -1. */
  readonly parent: number
  /** Counts the lists of the document from 0: a notice is one, its annex the next. */
  readonly part: number
  /** What is wrong with the number, in words, or undefined. */
  readonly doubt: string | undefined
}

/** How many readings of what came before are kept; 16 are enough for every test document, 8 are not. */
const BEAM_WIDTH = 24
/** A distinct label that is left unused. */
const UNUSED = -1
/** An outermost list that starts again: another document begins, which mostly something announces. */
const NEW_PART = -4
const NEW_PART_SIGNED = -0.5

/**
 * Reads all labels of a document together: of all ways to take some labels as such and to order them
 * in lists and levels, finds the one for which most speaks: numbers that ascend by one, one style a level,
 * levels in their usual order, and what each line says of itself. Everything against is a cost and
 * nothing is a rule, so a number that the source lacks or doubles does not break the list.
 *
 * Beam search over states (open lists, last numbers), as in B. T. Lowerre, The HARPY speech recognition
 * system, 1976: linear in the number of places.
 */
export function findBestReading(places: readonly LabelPlace[]): readonly AcceptedLabel[] {
  let beam: State[] = [
    withKey({ stack: [], memory: new Map(), path: undefined, part: 0, score: 0 }),
  ]
  for (const place of places) {
    const next = new Map<string, State>()
    const offer = (state: State): void => {
      const known = next.get(state.key)
      if (known === undefined || known.score < state.score) next.set(state.key, state)
    }
    for (const before of beam) {
      const state = place.boundary === 'annex' ? newPart(before, 0) : before
      const cost = Math.min(
        0,
        ...place.readings.map(({ distinct, prior }) => unusedCost(distinct, prior)),
      )
      offer({ ...state, score: state.score + cost })
      for (const reading of place.readings) {
        for (const option of acceptLabel(state, reading)) offer(option)
        if (state.stack.length === 0 || reading.value !== 1 || reading.inline) continue
        const signed = place.boundary === 'signed'
        for (const option of acceptLabel(
          newPart(state, signed ? NEW_PART_SIGNED : NEW_PART),
          reading,
        )) {
          offer(option)
        }
      }
    }
    beam = [...next.values()].toSorted((a, b) => b.score - a.score).slice(0, BEAM_WIDTH)
  }
  return toLabels(beam[0]?.path)
}

/** A label against which much speaks costs nothing when it is left unused. */
function unusedCost(distinct: boolean, prior: number): number {
  return distinct && prior > UNUSED ? UNUSED : 0
}

function newPart(state: State, cost: number): State {
  const fresh = state.path === undefined || (state.stack.length === 0 && state.memory.size === 0)
  return withKey({
    stack: [],
    memory: new Map(),
    path: state.path,
    part: fresh ? state.part : state.part + 1,
    score: state.score + cost,
  })
}

function toLabels(last: Path | undefined): AcceptedLabel[] {
  const paths: Path[] = []
  for (let path = last; path !== undefined; path = path.before) paths.push(path)
  paths.reverse()
  const indexes = new Map(paths.map((path, index) => [path, index]))
  return paths.map(({ reading, parent, part, doubt }) => ({
    reading,
    parent: parent === undefined ? -1 : (indexes.get(parent) ?? -1),
    part,
    doubt,
  }))
}
