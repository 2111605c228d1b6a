import type { Span } from '../domain/measure.js'
import type { Check } from './check.js'
import { createDenialCheck, isReplaced } from './check-denials.js'
import { likenessOf, liesIn, nearestClauses, sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import {
  attachedTo,
  claimMarkers,
  type PlacedMarker,
  placeSpan,
  type Placing,
  sourceMarkers,
} from './placed-markers.js'
import type { Clause, Unit } from './read-text.js'

const IN_CLAUSE: Placing = { reach: 6, within: 'clause' }
const NEAR: Placing = { reach: 6, within: 'clause-first' }
const IN_GROUP: Placing = { reach: 8, within: 'group' }

/** Share of what is denied from which a clause speaks of it. */
const KEEP_SHARE = 0.6

/** Likeness (words shared of all words of both) from which a clause repeats its source. */
const NEARLY_VERBATIM = 0.6

/** Not A or B denies both at once. */
const JOINED = / (?:or|nor) /u

/** Characters of a denial that is a term: exemption. */
const TERM = 7

/** Words that a denial reaches. */
const SCOPE = 4

/** What is denied must be denied by the source, and what the source denies must stay denied. */
export function createNegationCheck(contrasts: Negations): Check {
  const denial = createDenialCheck(contrasts)
  return (claim, source) =>
    added(claim, source, contrasts) ?? denial(claim, source) ?? dropped(claim, source, contrasts)
}

type Negations = Pick<Contrasts, 'negation' | 'file' | 'axes'>

function added(claim: Claim, source: Source, { negation, axes }: Negations): string | undefined {
  const held = sourceMarkers(source.cited, negation, IN_GROUP)
  const explained = sourceMarkers(source.backing, negation, IN_GROUP)
  for (const marker of claimMarkers(claim.reading, negation, NEAR)) {
    const far = placeSpan(claim.reading, marker, IN_GROUP)
    const around = [...marker.right, ...far.left]
    if (isReplaced(marker, source, axes)) continue
    if (around.length === 0 && held.length > 0) continue
    const shares = (other: PlacedMarker): boolean => sharedUnits(around, reachOf(other)).length > 0
    if (held.some(shares) || explained.some(shares)) continue
    const word = claim.reading.text.slice(marker.start, marker.end)
    // In a phrase that denies nothing by itself: reduction and exemption.
    if (word.length >= TERM && source.cited.some(({ reading }) => reading.text.includes(word)))
      continue
    return `negation: ${word} is not in the source`
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
  const held = sourceMarkers(source.cited, negation, IN_CLAUSE).filter(
    (marker) => !marker.quoted && !liesIn(marker, marker.reading.bracketed),
  )
  for (const marker of held) {
    const denied = deniedBy(marker)
    const found = clauseOf(denied, marker, claim)
    if (found === undefined) continue
    const { clause, likeness } = found
    const nearest = nearestTo(marker, claim)
    const kept = own.some(
      (other) =>
        denies(other, denied, clause, claim) ||
        isWithin(other, nearest) ||
        // 省去现场评审，其余按级别接受评审: the clause that speaks of it most need not be the one.
        (denied.length > 1 && sharedUnits(denied, attachedTo(other)).length === denied.length),
    )
    // A clause that repeats its source nearly word for word denies as often.
    const fewer =
      likeness >= NEARLY_VERBATIM &&
      !JOINED.test(claim.reading.text.slice(clause.start, clause.end)) &&
      isNearest(marker, clause, likeness) &&
      own.filter((other) => isWithin(other, clause) || denies(other, denied, clause, claim))
        .length <
        held.filter(
          (other) =>
            other.reading === marker.reading &&
            isWithin(other, clauseHolding(marker)) &&
            isSpoken(deniedBy(other), clause),
        ).length
    if (!kept || fewer) {
      return `negation: ${marker.reading.text.slice(marker.start, marker.end)} is dropped`
    }
  }
  return undefined
}

/** The clause of a claim most like the one that denies, if it shares two words with it. */
function nearestTo(marker: PlacedMarker, { reading }: Claim): Clause | undefined {
  const own = clauseHolding(marker)
  if (own === undefined) return undefined
  const nearest = nearestClauses(own, reading.clauses)
  const [only] = nearest
  return nearest.length === 1 && only !== undefined && sharedUnits(own.units, only.units).length > 1
    ? only
    : undefined
}

function isSpoken(denied: readonly Unit[], clause: Clause): boolean {
  const spoken = sharedUnits(denied, clause.units).length
  return spoken > 0 && spoken >= denied.length * KEEP_SHARE
}

function isWithin({ start, end }: Span, clause: Span | undefined): boolean {
  return clause !== undefined && clause.start <= start && end <= clause.end
}

/** Whether no other clause of the source is as like a clause of the claim. */
function isNearest(marker: PlacedMarker, clause: Clause, likeness: number): boolean {
  const own = clauseHolding(marker)
  return marker.reading.clauses.every(
    (other) => other === own || likenessOf(other, clause) < likeness,
  )
}

function clauseHolding(marker: PlacedMarker): Clause | undefined {
  return marker.reading.clauses.find((clause) => isWithin(marker, clause))
}

/** Reduce or waive, in accordance with the law, the fees: what is waived stands behind the remark. */
function reachBehindRemark(marker: PlacedMarker): Unit[] | undefined {
  const { reading, attach, end } = marker
  const clause = clauseHolding(marker)
  const ends = clause !== undefined && reading.text.slice(end, clause.end).trim() === ''
  if (reading.language === 'zh' || attach !== 'right' || !ends) return undefined
  return placeSpan(reading, marker, IN_GROUP).right.slice(0, SCOPE)
}

/** What a marker of the source denies: the words it belongs to, 的 ending it; else those around it. */
function deniedBy(marker: PlacedMarker): readonly Unit[] {
  const { reading } = marker
  const attached = reachBehindRemark(marker) ?? attachedTo(marker).slice(0, SCOPE)
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
): { clause: Clause; likeness: number } | undefined {
  const own = clauseHolding(marker)
  let best: Clause | undefined
  let likeness = 0
  for (const clause of reading.clauses) {
    if (!isSpoken(denied, clause)) continue
    const like = own === undefined ? 0 : likenessOf(own, clause)
    if (best === undefined || like > likeness) {
      best = clause
      likeness = like
    }
  }
  return best === undefined ? undefined : { clause: best, likeness }
}

/** Whether a denial of the claim is about it: in that clause, or bare at the end of the next one. */
function denies(
  marker: PlacedMarker,
  denied: readonly Unit[],
  clause: Clause,
  { reading }: Claim,
): boolean {
  const behind = reachBehindRemark(marker)
  if (behind !== undefined && sharedUnits(denied, behind).length > 0) return true
  if (isWithin(marker, clause)) {
    const words = reading.language === 'en' ? [...marker.right, ...marker.left] : attachedTo(marker)
    return words.length === 0 || sharedUnits(denied, words).length > 0
  }
  // 清单以外的费用，一律不可收取: the clause behind says what is denied again.
  if (isBehind(marker, clause, { reading }) && sharedUnits(denied, attachedTo(marker)).length > 0)
    return true
  return isBareBehind(marker, clause, { reading })
}

/** Whether a denial closes the clause behind another: 设备交接单，正在探索取消. */
function isBareBehind(
  marker: PlacedMarker,
  clause: Clause,
  claim: Pick<Claim, 'reading'>,
): boolean {
  return isBehind(marker, clause, claim) && marker.right.length === 0
}

/** Whether a denial stands in the clause behind another, joined by no more than a comma. */
function isBehind(
  marker: PlacedMarker,
  clause: Clause,
  { reading }: Pick<Claim, 'reading'>,
): boolean {
  const next = reading.clauses[reading.clauses.indexOf(clause) + 1]
  const joined =
    next !== undefined && /^[，,、\s]*$/u.test(reading.text.slice(clause.end, next.start))
  return joined && isWithin(marker, next)
}
