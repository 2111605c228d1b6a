import { liesIn, sameUnit } from './context.js'
import type { ReadSentence } from './evidence.js'
import type { Finders } from './load-contrasts.js'
import type { FoundMarker } from './marker-finder.js'
import type { Reading, Unit } from './read-text.js'

/** A marker in its text, with the words around it, the nearest first on either side. */
export interface PlacedMarker extends FoundMarker {
  readonly reading: Reading
  readonly left: readonly Unit[]
  readonly right: readonly Unit[]
  readonly quoted: boolean
}

/** How the words around a marker are taken. */
export interface Placing {
  /** Units to either side. */
  readonly reach: number
  /**
   * How far they may stand: in the marker's clause, up to the next semicolon or stop, or so only
   * where the clause has none on that side (the enterprise may, with the consent of …).
   */
  readonly within: 'clause' | 'group' | 'clause-first'
  /** Whether words that state nothing count too: what is shortened may be a mere 时间. */
  readonly light?: boolean
  /** Whether the words of a marker that stands before them end at the next such marker. */
  readonly upToNext?: boolean
}

/** Weight of a word by its distance: the nearest tells most. */
const WEIGHTS = [4, 2, 1]

/** Share of the weight of what stands on the side that a marker does not belong to. */
const OTHER_SIDE = 0.25

/** Share of the weight of words that have moved to the other side: 进口水果 and 水果进口. */
const CROSSED = 0.5

const GROUP_END = /[;；。!！?？]|\.(?!\d)/u

/** Markers of a text with their words. */
export function placeMarkers(reading: Reading, find: Finders, placing: Placing): PlacedMarker[] {
  const found = find[reading.language](reading.text, reading.boundaries)
  return found.map((marker) => {
    const placed = placeSpan(reading, marker, placing)
    if (marker.attach !== 'both')
      return placing.upToNext === true ? upToNext(placed, found) : placed
    // What stands behind another marker is that one's: imported A and exported B.
    const others = found.filter(
      (other) =>
        other.label !== marker.label &&
        other.start !== marker.start &&
        !isJoined(reading, marker, other),
    )
    const before = Math.max(-1, ...others.map(({ end }) => (end <= marker.start ? end : -1)))
    const behind = Math.min(
      Number.POSITIVE_INFINITY,
      ...others.map(({ start }) => (start >= marker.end ? start : Number.POSITIVE_INFINITY)),
    )
    // Faster clearance and more visits: what stands before "and" is not what there is more of.
    const begins = reading.language === 'en' && AND_MORE.test(reading.text.slice(0, marker.end))
    return {
      ...placed,
      left: begins ? [] : placed.left.filter(({ start }) => start >= before),
      right: placed.right.filter(({ end }) => end <= behind),
    }
  })
}

const AND_MORE = /\band (?:more|fewer|less|longer|shorter|higher|lower|larger|smaller)$/u

/** 先A再B: what comes first ends before the word of what comes next. */
function upToNext(placed: PlacedMarker, found: readonly FoundMarker[]): PlacedMarker {
  if (placed.attach !== 'right') return placed
  const next = found.find(
    ({ start, label, attach }) =>
      start >= placed.end && attach === 'right' && label !== placed.label,
  )
  return next === undefined
    ? placed
    : { ...placed, right: placed.right.filter(({ end }) => end <= next.start) }
}

/** Imported and exported stand together: what is said of one is said of the other. */
function isJoined({ text }: Reading, a: FoundMarker, b: FoundMarker): boolean {
  const [from, to] = a.start < b.start ? [a.end, b.start] : [b.end, a.start]
  return /^[\s,、]*(?:and|or|和|与|及|或|以及|并)?\s*$/u.test(text.slice(from, to))
}

/** Puts a span among its words. */
export function placeSpan(reading: Reading, marker: FoundMarker, placing: Placing): PlacedMarker {
  if (placing.within === 'clause-first') {
    const near = placeSpan(reading, marker, { ...placing, within: 'clause' })
    const far = placeSpan(reading, marker, { ...placing, within: 'group' })
    return {
      ...near,
      left: near.left.length > 0 ? near.left : far.left,
      right: near.right.length > 0 ? near.right : far.right,
    }
  }
  const { start, end } = scopeOf(reading, marker, placing.within)
  const units = reading.units.filter(
    (unit) =>
      (unit.kind !== 'neutral' ||
        (placing.light === true && unit.text.length >= LIGHT_LENGTH[reading.language])) &&
      unit.start >= start &&
      unit.end <= end,
  )
  // A unit that reaches over the end of a marker (未见异常, without paper) stands behind it.
  const isBehind = (unit: Unit): boolean =>
    unit.start >= marker.end ||
    (unit.end > marker.end && (reading.language === 'zh' || unit.parts.length > 0))
  return {
    ...marker,
    reading,
    left: within(units.filter((unit) => unit.end <= marker.start).toReversed(), placing.reach),
    right: within(units.filter(isBehind), placing.reach),
    quoted: liesIn(marker, reading.quoted),
  }
}

/** Shorter words that state nothing are particles. */
const LIGHT_LENGTH = { zh: 2, en: 4 }

/** The nearest units, as many of them with a meaning of their own as the reach allows. */
function within(units: readonly Unit[], reach: number): Unit[] {
  let left = reach
  return units.filter(({ kind }) => {
    if (left <= 0) return false
    if (kind !== 'neutral') left -= 1
    return true
  })
}

function scopeOf(
  { text, clauses }: Reading,
  marker: FoundMarker,
  within: Placing['within'],
): { start: number; end: number } {
  if (within === 'clause') {
    const clause = clauses.find(({ start, end }) => start <= marker.start && marker.start < end)
    return clause ?? { start: 0, end: text.length }
  }
  let start = 0
  for (const { 0: stop, index } of text.matchAll(new RegExp(GROUP_END.source, 'gu'))) {
    if (index < marker.start) start = index + stop.length
    else return { start, end: index }
  }
  return { start, end: text.length }
}

/** Markers of a claim, without those in quotations, which are compared as a whole. */
export function claimMarkers(reading: Reading, find: Finders, placing: Placing): PlacedMarker[] {
  return placeMarkers(reading, find, placing).filter(({ quoted }) => !quoted)
}

/** Markers of the sentences that a claim cites. */
export function sourceMarkers(
  sentences: readonly ReadSentence[],
  find: Finders,
  placing: Placing,
): PlacedMarker[] {
  return sentences.flatMap(({ reading }) => placeMarkers(reading, find, placing))
}

/** Characters to either side of a marker within its clause that make its place unmistakable. */
const VERBATIM_REACH = { zh: 12, en: 24 }

/** Whether a marker stands in the very same words in a text. */
export function standsVerbatim(
  { reading, start, end }: PlacedMarker,
  sentences: readonly ReadSentence[],
  widened = 1,
): boolean {
  const { text, language, clauses } = reading
  const clause = clauses.find((each) => each.start <= start && start < each.end)
  const reach = VERBATIM_REACH[language] * widened
  const around = text.slice(
    Math.max(clause?.start ?? 0, start - reach),
    Math.min(clause?.end ?? text.length, end + reach),
  )
  return around.length > end - start && sentences.some((each) => each.reading.text.includes(around))
}

/** Words that a marker belongs to. */
export function attachedTo({ attach, left, right }: PlacedMarker): readonly Unit[] {
  if (attach === 'left') return left
  return attach === 'right' ? right : [...right, ...left]
}

/**
 * How much of what a claim's marker belongs to stands with a source's marker: near words count most.
 * Markers that belong to the same side are also compared by what stands on the other.
 */
export function overlapOf(claimed: PlacedMarker, held: PlacedMarker): number {
  // 频次会更高 against 降低频次: what changes stands before the one and behind the other.
  if (claimed.attach === 'left' && held.attach === 'both')
    return Math.max(nearness(claimed.left, held.left), nearness(claimed.left, held.right))
  if (claimed.attach === 'both' || held.attach === 'both') {
    const straight = nearness(claimed.right, held.right) + nearness(claimed.left, held.left)
    const crossed = nearness(claimed.right, held.left) + nearness(claimed.left, held.right)
    return straight + CROSSED * crossed
  }
  const attached = nearness(sideOf(claimed, claimed.attach), sideOf(held, held.attach))
  // 先放行 and 放行前 look for their words on different sides.
  if (claimed.attach !== held.attach) return CROSSED * attached
  if (attached === 0) return 0
  const other = claimed.attach === 'left' ? 'right' : 'left'
  return attached + OTHER_SIDE * nearness(sideOf(claimed, other), sideOf(held, other))
}

function sideOf(marker: PlacedMarker, side: 'left' | 'right'): readonly Unit[] {
  return side === 'left' ? marker.left : marker.right
}

function nearness(own: readonly Unit[], others: readonly Unit[]): number {
  const weights = weightsOf(own)
  const otherWeights = weightsOf(others)
  return own.reduce((sum, unit, position) => {
    const place = others.findIndex((other) => sameUnit(unit, other))
    return place < 0 ? sum : sum + (weights[position] ?? 0) * (otherWeights[place] ?? 0)
  }, 0)
}

/** Weight of a word that states nothing: it decides only where no other does. */
const LIGHT_WEIGHT = 0.2

function weightsOf(units: readonly Unit[]): number[] {
  let position = -1
  return units.map(({ kind }) => {
    if (kind === 'neutral') return LIGHT_WEIGHT
    position += 1
    return weightAt(position)
  })
}

function weightAt(position: number): number {
  return WEIGHTS[position] ?? 1
}

/** Best overlap with markers of the same label and with others. */
export interface LabelOverlap {
  readonly same: number
  readonly other: number
  /** Whether the source has the label at all. */
  readonly has: boolean
}

/** Compares a claim's marker with all of a source. */
export function overlapsOf(claimed: PlacedMarker, held: readonly PlacedMarker[]): LabelOverlap {
  let same = 0
  let other = 0
  let has = false
  for (const marker of held) {
    const overlap = overlapOf(claimed, marker)
    if (marker.label === claimed.label) {
      has = true
      same = Math.max(same, overlap)
    } else other = Math.max(other, overlap)
  }
  return { same, other, has }
}
