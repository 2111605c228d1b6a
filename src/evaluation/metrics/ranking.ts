import type { Gold } from '../question-groups.js'

/**
 * Recall at `k`: the share of the gold measures among the first `k`. Where one of them is enough
 * (`any`) it is 1 as soon as one is there, which is also called the hit rate.
 */
export function recallAt(ranked: readonly string[], { measures, mode }: Gold, k: number): number {
  const first = new Set(ranked.slice(0, k))
  const found = measures.filter((id) => first.has(id)).length
  return mode === 'any' ? Math.min(1, found) : found / measures.length
}

/** Reciprocal of the rank of the first gold measure; 0 when none is ranked. */
export function reciprocalRank(ranked: readonly string[], { measures }: Gold): number {
  const index = ranked.findIndex((id) => measures.includes(id))
  return index === -1 ? 0 : 1 / (index + 1)
}

/**
 * Normalised discounted cumulative gain at `k` (Järvelin and Kekäläinen 2002): gains divided by
 * log2(rank + 1), over the same sum in the best order.
 *
 * @param gains Gain of each document that has one; others gain nothing.
 */
export function ndcgAt(
  ranked: readonly string[],
  gains: ReadonlyMap<string, number>,
  k: number,
): number {
  const discounted = (values: readonly number[]): number =>
    values.slice(0, k).reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0)
  const ideal = discounted([...gains.values()].toSorted((a, b) => b - a))
  return ideal === 0 ? 0 : discounted(ranked.map((id) => gains.get(id) ?? 0)) / ideal
}

/** nDCG at `k` of gold measures that gain 1 each; where one is enough only the first one counts. */
export function goldNdcgAt(ranked: readonly string[], gold: Gold, k: number): number {
  if (gold.mode === 'all') return ndcgAt(ranked, new Map(gold.measures.map((id) => [id, 1])), k)
  const first = ranked.find((id) => gold.measures.includes(id))
  return first === undefined ? 0 : ndcgAt(ranked, new Map([[first, 1]]), k)
}
