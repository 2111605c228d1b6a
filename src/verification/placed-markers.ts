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
  /** How far they may stand: in the marker's clause, or up to the next semicolon or stop. */
  readonly within: 'clause' | 'group'
}

/** Weight of a word by its distance: the nearest tells most. */
const WEIGHTS = [4, 2, 1]

/** Share of the weight of what stands on the side that a marker does not belong to. */
const OTHER_SIDE = 0.25

const GROUP_END = /[;；。!！?？]|\.(?!\d)/u

/** Markers of a text with their words. */
export function placeMarkers(reading: Reading, find: Finders, placing: Placing): PlacedMarker[] {
  return find[reading.language](reading.text, reading.boundaries).map((marker) =>
    placeSpan(reading, marker, placing),
  )
}

/** Puts a span among its words. */
export function placeSpan(reading: Reading, marker: FoundMarker, placing: Placing): PlacedMarker {
  const { start, end } = scopeOf(reading, marker, placing.within)
  const units = reading.units.filter(
    (unit) => unit.kind !== 'neutral' && unit.start >= start && unit.end <= end,
  )
  // A Chinese unit that reaches over the end of a marker (未见异常 for 未) stands behind it.
  const isBehind = (unit: Unit): boolean =>
    reading.language === 'zh' ? unit.end > marker.end : unit.start >= marker.end
  return {
    ...marker,
    reading,
    left: units
      .filter((unit) => unit.end <= marker.start)
      .toReversed()
      .slice(0, placing.reach),
    right: units.filter(isBehind).slice(0, placing.reach),
    quoted: liesIn(marker, reading.quoted),
  }
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
  if (claimed.attach === 'both' || held.attach === 'both') {
    return (
      nearness(claimed.right, held.right) +
      nearness(claimed.left, held.left) +
      nearness(claimed.right, held.left) +
      nearness(claimed.left, held.right)
    )
  }
  const attached = nearness(sideOf(claimed, claimed.attach), sideOf(held, held.attach))
  if (attached === 0 || claimed.attach !== held.attach) return attached
  const other = claimed.attach === 'left' ? 'right' : 'left'
  return attached + OTHER_SIDE * nearness(sideOf(claimed, other), sideOf(held, other))
}

function sideOf(marker: PlacedMarker, side: 'left' | 'right'): readonly Unit[] {
  return side === 'left' ? marker.left : marker.right
}

function nearness(own: readonly Unit[], others: readonly Unit[]): number {
  return own.reduce((sum, unit, position) => {
    const place = others.findIndex((other) => sameUnit(unit, other))
    return place < 0 ? sum : sum + weightAt(position) * weightAt(place)
  }, 0)
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
