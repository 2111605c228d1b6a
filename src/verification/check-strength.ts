import type { CommitmentRules } from '../measures/load-commitments.js'
import { type CommitmentClass, isWeaker } from '../measures/strength.js'
import type { Check } from './check.js'
import { clauseStrengths, type ClauseStrength, weakestOf } from './clause-strength.js'
import { sharedUnits } from './context.js'
import type { Claim, Source } from './evidence.js'
import type { Contrasts } from './load-contrasts.js'
import { claimMarkers, overlapOf, sourceMarkers } from './placed-markers.js'
import type { Clause } from './read-text.js'

/** Classes of promises that give nobody anything to use today. */
const NOT_YET: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>([
  'pilot',
  'supported',
  'explored',
])

/** Classes of which 已 and 现在 may be said. */
const IN_USE: ReadonlySet<CommitmentClass> = new Set<CommitmentClass>(['in_force', 'reported'])

/** A source clause that shares this much of what the best one shares is as likely the one meant. */
const AS_GOOD = 0.95

/** A claim may promise no more than the clauses it renders. */
export function createStrengthCheck(
  contrasts: Pick<Contrasts, 'weak' | 'now'>,
  rules: CommitmentRules,
): Check {
  return (claim, source) => {
    const held = heldStrengths(source, contrasts, rules)
    const own = clauseStrengths(claim.reading, contrasts, rules)
    for (const { clause } of own) {
      const wanted = strengthOf(clause, held)
      if (wanted === undefined || !NOT_YET.has(wanted)) continue
      if (!isKept(clause, wanted, own)) {
        return `strength: ${wanted} (${claim.reading.text.slice(clause.start, clause.end)})`
      }
    }
    return saysNow(claim, source, contrasts)
  }
}

/** A sentence that is in force has no weak clause; one of a press report is as strong as a whole. */
function heldStrengths(
  { cited, sentences, measure, nature }: Source,
  contrasts: Pick<Contrasts, 'weak'>,
  rules: CommitmentRules,
): ClauseStrength[] {
  return cited.flatMap(({ reading }, position) => {
    const whole = measure.commitments[sentences[position] ?? 0]?.class
    if (whole !== undefined && (nature === 'press-report' || !NOT_YET.has(whole))) {
      return reading.clauses.map((clause) => ({ clause, weak: whole, own: false }))
    }
    return clauseStrengths(reading, contrasts, rules)
  })
}

/** The strength of the source clause that a claim's clause renders. */
function strengthOf(clause: Clause, held: readonly ClauseStrength[]): CommitmentClass | undefined {
  const content = clause.units.filter(({ kind }) => kind !== 'neutral')
  const shared = held.map((each) => sharedUnits(content, each.clause.units).length)
  const best = Math.max(0, ...shared)
  if (best === 0) return undefined
  const meant = held.filter((_, index) => (shared[index] ?? 0) >= best * AS_GOOD)
  // Several clauses may be meant: the claim need not be weaker than the strongest of them.
  return meant.some(({ weak }) => weak === undefined)
    ? undefined
    : meant.map(({ weak }) => weak).reduce((a, b) => (a && b && isWeaker(a, b) ? b : a))
}

/** Clauses behind one in which its weak word may still stand: topic, remark, verb. */
const LOOK_AHEAD = 2

function isKept(clause: Clause, wanted: CommitmentClass, own: readonly ClauseStrength[]): boolean {
  const index = own.findIndex((each) => each.clause === clause)
  const near = own.filter((_, position) => position <= index + LOOK_AHEAD).map(({ weak }) => weak)
  const weakest = weakestOf(near.filter((each) => each !== undefined))
  return weakest !== undefined && !isWeaker(wanted, weakest)
}

function saysNow(
  { reading }: Claim,
  { measure, sentences, cited }: Source,
  { now }: Pick<Contrasts, 'now'>,
): string | undefined {
  const classes = sentences.flatMap((index) => measure.commitments[index]?.class ?? [])
  if (classes.every((each) => IN_USE.has(each))) return undefined
  const held = sourceMarkers(cited, now)
  const added = claimMarkers(reading, now).find(
    (marker) => !held.some((other) => overlapOf(marker, other) > 0),
  )
  return added === undefined
    ? undefined
    : `strength: ${reading.text.slice(added.start, added.end)} is not in the source`
}
