import type { LabelReading } from './label-reading.js'
import { HEADING_STYLE, RANK } from './label-styles.js'
import { type Path, type State, withKey } from './reading-state.js'

/** A number that is the next of its list: the unit in which all else is measured. */
const NEXT = 2
/** The same for a form that is also an everyday quantity. */
const NEXT_PLAIN = 1.4
/** A list that begins with its first number: nothing, until a second one follows. */
const OPENS = 0
/** A list that counts from 0. */
const OPENS_WITH_ZERO = -0.5
/** A list that is first seen with another number: the copy may begin in the middle. */
const OPENS_LATE = -2.5
/** The same of a chapter, of which an excerpt has one: less than it costs to leave it unused. */
const CHAPTER_OPENS_LATE = -0.6
/** And for each number that is not there, as far as it matters. */
const OPENS_LATE_EACH = -0.03
const MAX_LATE = 60
/** A number that is left out, and each further one: rarer than a false label, unless what follows goes on. */
const GAP = -3
const GAP_EACH = -0.25
const MAX_GAP = 12
/** The same number twice. */
const DOUBLED = -2.6
/** A list that starts again below the same item, as the paragraphs of an article may do. */
const AGAIN = -1.5
/** The same below a chapter, where a list is expected to go on to the next chapter. */
const AGAIN_BELOW_HEADING = -3.5
/** A level that stands below one that usually is further in, the first time. */
const UNUSUAL_ORDER = -2.5
/** A style below another style than before. */
const OTHER_PARENT = -0.4
/** The first part of 2.1 is, or is not, the number above it. */
const OUTER_FITS = 1
/** Numbers that run on behind a heading: as usual as ones that start again. */
const RUNS_ON = -0.2

/** The states in which a label may be taken from a state, each with its score. */
export function acceptLabel(state: State, found: LabelReading): State[] {
  const reading = numbered(state, found)
  const { list, style, rank, value, inserted, inline, prior, distinct } = reading
  const from = reading.first ?? value
  const at = state.stack.findIndex((frame) => frame.list === list)
  const step = style === HEADING_STYLE ? 0 : distinct || inline ? NEXT : NEXT_PLAIN
  const seen = state.stack[at] ?? state.memory.get(list)
  const result: State[] = []
  const put = (depth: number, cost: number, doubt?: string): void => {
    const fits = reading.outer === undefined ? 0 : outerFits(state, reading.outer, depth)
    result.push(push(state, reading, depth, cost + prior + fits, doubt))
  }
  const depths = at === -1 ? depthsFor(state, list, rank) : [{ depth: at, cost: 0 }]
  if (seen !== undefined) {
    const missing = from - seen.value - 1
    // 2.1 behind 1.4 says itself that it is the next.
    const outer = state.stack[at]?.path.reading.outer
    const isNext =
      (value === 1 && outer !== undefined && reading.outer === outer + 1) ||
      (missing === 0 && inserted === 0) ||
      (value === seen.value && inserted > seen.inserted && inserted <= seen.inserted + 1) ||
      // 4A. behind 4. that a new list counts on from, and 第 3-1 條 where 第 3 條 was deleted unseen.
      (missing === 0 && inserted === 1)
    for (const { depth, cost } of depths) {
      const runOn = at === -1 ? RUNS_ON : 0
      if (isNext) put(depth, step + cost + runOn)
      else if (inline) continue
      else if (missing > 0 && missing <= MAX_GAP && inserted === 0) {
        put(
          depth,
          step + GAP + GAP_EACH * missing + cost + runOn,
          `expected number ${seen.value + 1} of this list, found ${from}`,
        )
      } else if (value === seen.value && inserted === seen.inserted && value !== 1) {
        put(depth, step + DOUBLED + cost, `number ${value} stands twice in this list`)
      }
    }
    if (inline) return result
    if (value === 1 && inserted === 0) {
      for (const { depth, cost } of depths) {
        if (at > 0) {
          const below = state.stack[at - 1]?.rank ?? 0
          put(depth, (below < RANK.article ? AGAIN_BELOW_HEADING : AGAIN) + cost)
        } else if (at === -1) put(depth, OPENS + cost)
      }
    }
    return result
  }
  if (inline) return result
  for (const { depth, cost } of depths) {
    if (from === 1) put(depth, OPENS + cost)
    else if (value === 0) put(depth, OPENS_WITH_ZERO + cost)
    else {
      const opens = rank <= RANK.section ? CHAPTER_OPENS_LATE : OPENS_LATE
      const late = opens + OPENS_LATE_EACH * Math.min(from, MAX_LATE)
      put(depth, late + cost, `the list begins with number ${from}`)
    }
  }
  return result
}

/** Whether 2.1 stands below 2. */
function outerFits({ stack }: State, outer: number, depth: number): number {
  const above = stack[depth - 1]
  if (above === undefined) return 0
  return above.value === outer ? OUTER_FITS : -OUTER_FITS
}

/** Headings without a number are counted, so that each is the next. */
function numbered({ stack, memory }: State, reading: LabelReading): LabelReading {
  if (reading.style !== HEADING_STYLE) return reading
  const before = stack.find(({ list }) => list === reading.list) ?? memory.get(reading.list)
  return { ...reading, value: (before?.value ?? 0) + 1 }
}

/** Where in the open lists a style that is not open may go, and what that costs. */
function depthsFor(
  { stack, memory }: State,
  list: string,
  rank: number,
): { depth: number; cost: number }[] {
  const before = memory.get(list)
  let natural = 0
  while (natural < stack.length && (stack[natural]?.rank ?? 0) < rank) natural += 1
  const depths = natural === stack.length ? [natural] : [natural, stack.length]
  return depths.map((depth) => {
    const above = stack[depth - 1]?.list ?? ''
    if (before !== undefined) {
      const other = above.endsWith(HEADING_STYLE) ? UNUSUAL_ORDER : OTHER_PARENT
      return { depth, cost: before.above === above ? 0 : other }
    }
    // Cases and measures by name stand above 一、 in one document and below it in another.
    if (rank > RANK.article && rank <= RANK.named) return { depth, cost: 0 }
    return { depth, cost: depth > natural ? UNUSUAL_ORDER : 0 }
  })
}

function push(
  state: State,
  reading: LabelReading,
  depth: number,
  cost: number,
  doubt: string | undefined,
): State {
  const { list, rank, value, inserted } = reading
  const stack = state.stack.slice(0, depth)
  const above = stack.at(-1)
  const path: Path = { before: state.path, reading, parent: above?.path, part: state.part, doubt }
  const memory = new Map(state.memory)
  memory.set(list, { value, inserted, above: above?.list ?? '' })
  stack.push({ list, rank, value, inserted, path })
  return withKey({ stack, memory, path, part: state.part, score: state.score + cost })
}
