import { contextOf, liesIn, type Reach, sameUnit, sharedUnits } from './context.js'
import type { ReadSentence } from './evidence.js'
import type { Finders } from './load-contrasts.js'
import type { FoundMarker } from './marker-finder.js'
import type { Reading, Unit } from './read-text.js'

/** A marker in its text, with the words it belongs to, the nearest first. */
export interface PlacedMarker extends FoundMarker {
  readonly reading: Reading
  readonly context: readonly Unit[]
  readonly quoted: boolean
}

/** Words of a claim's marker that are compared: those next to it. */
const CLAIM_REACH: Reach = { left: 2, right: 3 }

/** Words of a source's marker that they are looked for in: a paraphrase moves words about. */
const SOURCE_REACH: Reach = { left: 5, right: 6 }

/** The nearest word tells most. */
const NEAREST_WEIGHT = 2

/** Markers of a claim, without those in quotations, which are compared as a whole. */
export function claimMarkers(reading: Reading, find: Finders): PlacedMarker[] {
  return place(reading, find, CLAIM_REACH).filter(({ quoted }) => !quoted)
}

/** Markers of the sentences that a claim cites. */
export function sourceMarkers(sentences: readonly ReadSentence[], find: Finders): PlacedMarker[] {
  return sentences.flatMap(({ reading }) => place(reading, find, SOURCE_REACH))
}

function place(reading: Reading, find: Finders, reach: Reach): PlacedMarker[] {
  return find[reading.language](reading.text, reading.boundaries).map((marker) => ({
    ...marker,
    reading,
    context: contextOf(reading, marker, reach),
    quoted: liesIn(marker, reading.quoted),
  }))
}

/** How much of what a claim's marker belongs to stands with a source's marker. */
export function overlapOf(claimed: PlacedMarker, held: PlacedMarker): number {
  return claimed.context.reduce((sum, unit, position) => {
    if (!held.context.some((other) => sameUnit(unit, other))) return sum
    return sum + (position === 0 ? NEAREST_WEIGHT : 1)
  }, 0)
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

/** Share of a marker's words that a claim speaks of. */
export function spokenShare(context: readonly Unit[], claim: Reading): number {
  const own = context.filter(({ kind }) => kind === 'content')
  if (own.length === 0) return 0
  return sharedUnits(own, claim.units).length / own.length
}
