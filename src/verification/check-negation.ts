import type { Check } from './check.js'
import { contextOf, liesIn } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import {
  claimMarkers,
  overlapOf,
  type PlacedMarker,
  sourceMarkers,
  spokenShare,
} from './placed-markers.js'

/** Share of what is denied from which a sentence speaks of it. */
const KEEP_SHARE = 0.6

/** Words that a denial reaches; 的 ends it before. */
const SCOPE = { left: 3, right: 4 }

/** Words around a denial of a paraphrase that it may be about. */
const WIDE = { left: 8, right: 6 }

/** What is denied must be denied by the source, and what the source denies must stay denied. */
export function createNegationCheck(contrasts: Negations): Check {
  return (claim, source) => added(claim, source, contrasts) ?? dropped(claim, source, contrasts)
}

type Negations = Pick<Contrasts, 'negation'>

function added(claim: Claim, source: Source, { negation }: Negations): string | undefined {
  const sentences = [...source.cited, ...source.backing]
  const held = sourceMarkers(sentences, negation)
  for (const marker of claimMarkers(claim.reading, negation)) {
    const word = claim.reading.text.slice(marker.start, marker.end)
    const around = wide(marker)
    if (around.context.length === 0 && held.length > 0) continue
    if (held.some((other) => overlapOf(around, reaching(other)) > 0)) continue
    return `negation: ${word} is not in the source`
  }
  return undefined
}

/** English denies before and behind (is not required, no review); a bare 无法进行 has its words before. */
function reaching(marker: PlacedMarker): PlacedMarker {
  const { reading, context } = marker
  return reading.language === 'en' || context.length === 0 ? wide(marker) : marker
}

function dropped(claim: Claim, source: Source, { negation }: Negations): string | undefined {
  const own = claimMarkers(claim.reading, negation)
  for (const marker of sourceMarkers(source.cited, negation)) {
    const { reading } = marker
    if (marker.quoted || liesIn(marker, reading.bracketed)) continue
    const denied = scopeOf(marker)
    if (spokenShare(denied, claim.reading) < KEEP_SHARE) continue
    // A paraphrase may deny in other words and places, but it denies what it speaks of.
    const kept = own.some((other) => overlapOf({ ...marker, context: denied }, wide(other)) > 0)
    if (!kept) return `negation: ${reading.text.slice(marker.start, marker.end)} is dropped`
  }
  return undefined
}

function scopeOf(marker: PlacedMarker): PlacedMarker['context'] {
  const { reading } = marker
  const units = contextOf(reading, marker, SCOPE)
  if (reading.language === 'en' || marker.attach === 'left') return units
  const end = reading.text.indexOf('的', marker.end)
  const before = end < 0 ? units : units.filter((unit) => unit.start < end)
  return before.length > 0 ? before : units
}

/** A denial with the words around it: 现场评审可免, and what stands before a comma. */
function wide(marker: PlacedMarker): PlacedMarker {
  const { reading } = marker
  const units = reading.units.filter(({ kind }) => kind !== 'neutral')
  const before = units.filter(({ end }) => end <= marker.start).slice(-WIDE.left)
  const behind = units.filter(({ end }) => end > marker.end).slice(0, WIDE.right)
  return { ...marker, context: [...behind, ...before.toReversed()] }
}
