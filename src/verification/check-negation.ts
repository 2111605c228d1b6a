import type { Check } from './check.js'
import { liesIn, sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import {
  attachedTo,
  claimMarkers,
  type PlacedMarker,
  type Placing,
  sourceMarkers,
} from './placed-markers.js'
import type { Clause, Unit } from './read-text.js'

const IN_CLAUSE: Placing = { reach: 6, within: 'clause' }
const IN_GROUP: Placing = { reach: 8, within: 'group' }

/** Share of what is denied from which a clause speaks of it. */
const KEEP_SHARE = 0.6

/** Words that a denial reaches. */
const SCOPE = 4

/** What is denied must be denied by the source, and what the source denies must stay denied. */
export function createNegationCheck(contrasts: Negations): Check {
  return (claim, source) => added(claim, source, contrasts) ?? dropped(claim, source, contrasts)
}

type Negations = Pick<Contrasts, 'negation'>

function added(claim: Claim, source: Source, { negation }: Negations): string | undefined {
  const held = sourceMarkers([...source.cited, ...source.backing], negation, IN_GROUP)
  for (const marker of claimMarkers(claim.reading, negation, IN_GROUP)) {
    const around = [...marker.right, ...marker.left]
    if (around.length === 0 && held.length > 0) continue
    if (held.some((other) => sharedUnits(around, reachOf(other)).length > 0)) continue
    return `negation: ${claim.reading.text.slice(marker.start, marker.end)} is not in the source`
  }
  return undefined
}

/** English denies before and behind (no review, is not required); a bare 无法进行 has its words before. */
function reachOf(marker: PlacedMarker): readonly Unit[] {
  const attached = attachedTo(marker)
  return marker.reading.language === 'en' || attached.length === 0
    ? [...marker.right, ...marker.left]
    : attached
}

function dropped(claim: Claim, source: Source, { negation }: Negations): string | undefined {
  const own = claimMarkers(claim.reading, negation, IN_CLAUSE)
  for (const marker of sourceMarkers(source.cited, negation, IN_CLAUSE)) {
    const { reading } = marker
    if (marker.quoted || liesIn(marker, reading.bracketed)) continue
    const denied = deniedBy(marker)
    const clause = clauseOf(denied, marker, claim)
    if (clause === undefined) continue
    const kept = own.some((other) => denies(other, denied, clause, claim))
    if (!kept) return `negation: ${reading.text.slice(marker.start, marker.end)} is dropped`
  }
  return undefined
}

/** What a marker of the source denies: the words it belongs to, 的 ending it; else those around it. */
function deniedBy(marker: PlacedMarker): readonly Unit[] {
  const { reading } = marker
  const attached = attachedTo(marker).slice(0, SCOPE)
  const end = reading.language === 'zh' ? reading.text.indexOf('的', marker.end) : -1
  const before = attached.filter((unit) => end < 0 || unit.start < end)
  const scope = before.length > 0 ? before : attached
  const content = (scope.length > 0 ? scope : marker.left.slice(0, SCOPE)).filter(
    ({ kind }) => kind === 'content',
  )
  return content
}

/** The clause of a claim that speaks of what is denied: of several the one most like the source's. */
function clauseOf(
  denied: readonly Unit[],
  marker: PlacedMarker,
  { reading }: Claim,
): Clause | undefined {
  const around = [...marker.left, ...marker.right]
  let best: Clause | undefined
  let likeness = 0
  for (const clause of reading.clauses) {
    const spoken = sharedUnits(denied, clause.units).length
    if (spoken === 0 || spoken < denied.length * KEEP_SHARE) continue
    const content = clause.units.filter(({ kind }) => kind !== 'neutral')
    const shared = sharedUnits(around, content).length
    const like = shared / Math.max(1, around.length + content.length - shared)
    if (best === undefined || like > likeness) {
      best = clause
      likeness = like
    }
  }
  return best
}

/** Whether a denial of the claim is about it: in that clause, or bare at the end of a later one. */
function denies(
  marker: PlacedMarker,
  denied: readonly Unit[],
  clause: Clause,
  { reading }: Claim,
): boolean {
  const inside = clause.start <= marker.start && marker.end <= clause.end
  if (inside) {
    const words = reading.language === 'en' ? [...marker.right, ...marker.left] : attachedTo(marker)
    return words.length === 0 || sharedUnits(denied, words).length > 0
  }
  return marker.start > clause.end && marker.right.length === 0
}
