import { normaliseQuantities } from './normalise-quantities.js'

/** Stands between the texts that are searched, so that no fact is found across two of them. */
const SEPARATOR = '¦'

/**
 * Share of the facts that stand in an answer or its quotes, numbers and dates in whatever form; a
 * number is found only whole (`1000` is not in `10000`). `undefined` without facts.
 *
 * @param texts The answer's text and each quote.
 */
export function factCoverage(
  facts: readonly string[],
  texts: readonly string[],
): number | undefined {
  if (facts.length === 0) return undefined
  const searched = texts.map(normaliseQuantities).join(SEPARATOR)
  return facts.filter((fact) => holds(searched, normaliseQuantities(fact))).length / facts.length
}

function holds(searched: string, fact: string): boolean {
  for (let at = searched.indexOf(fact); at !== -1; at = searched.indexOf(fact, at + 1)) {
    const before = searched.slice(Math.max(0, at - 2), at)
    const after = searched.slice(at + fact.length, at + fact.length + 2)
    const cutsBefore = /^\d/u.test(fact) && /\d[.,]?$/u.test(before)
    const cutsAfter = /\d$/u.test(fact) && /^(?:\d|[.,]\d)/u.test(after)
    if (!cutsBefore && !cutsAfter) return true
  }
  return false
}
