import type { Check } from './check.js'
import type { Claim, Source } from './evidence.js'
import { liesIn } from './context.js'
import type { ComparedLanguage, Unit } from './read-text.js'

/** Weight of a word: its rarity in the corpus. */
export type WordWeight = (unit: Unit, language: ComparedLanguage) => number

/** How much of a claim its source bears. */
export interface Support {
  /** Share, 0 to 1, of the weight of the claim's words. 1 for a claim without words of its own. */
  readonly share: number
  /** The least borne clause with at least two words of its own; 1 without one. */
  readonly weakestClause: number
  /** Words of the claim that the source does not have. */
  readonly missing: readonly Unit[]
}

/** Least support that a claim needs; fitted, see `fit-verifier.ts`. */
export interface SupportThresholds {
  readonly share: number
  /** Words that may be missing. */
  readonly missing: number
}

/** A phrase of light words (no longer, go through) is compared by the tables, not looked for. */
function isLight({ text, parts }: Unit): boolean {
  return text.includes(' ') && parts.length === 0
}

/** Measures the support of a claim. Quoted words are compared by another check. */
export function supportOf(
  { reading }: Claim,
  { bearing }: Pick<Source, 'bearing'>,
  weight: WordWeight,
): Support {
  const missing: Unit[] = []
  let total = 0
  let borne = 0
  let weakestClause = 1
  for (const { units } of reading.clauses) {
    const own = units.filter(
      (unit) => unit.kind === 'content' && !isLight(unit) && !liesIn(unit, reading.quoted),
    )
    let clauseTotal = 0
    let clauseBorne = 0
    for (const unit of own) {
      const mass = weight(unit, reading.language)
      clauseTotal += mass
      if (bearing.bears(unit)) clauseBorne += mass
      else missing.push(unit)
    }
    total += clauseTotal
    borne += clauseBorne
    if (own.length > 1) weakestClause = Math.min(weakestClause, clauseBorne / clauseTotal)
  }
  return { share: total === 0 ? 1 : borne / total, weakestClause, missing }
}

/** The cited sentences must bear the words of every clause. */
export function createSupportCheck(
  weight: WordWeight,
  thresholds: Readonly<Record<ComparedLanguage, SupportThresholds>>,
): Check {
  return (claim, source) => {
    const { share, missing } = supportOf(claim, source, weight)
    const limit = thresholds[claim.language]
    if (missing.length <= limit.missing && share >= limit.share) return undefined
    return `support: ${missing.map(({ text }) => text).join(' ')}`
  }
}
