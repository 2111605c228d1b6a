import type { Gold } from '../question-groups.js'

/** Measures in the order in which an answer first cites them. */
export function citedMeasures(citations: readonly { readonly measureId: string }[]): string[] {
  return [...new Set(citations.map(({ measureId }) => measureId))]
}

/** Whether the first measure cited is a gold one; citing nothing is wrong. */
export function isFirstCitationRight(cited: readonly string[], { measures }: Gold): boolean {
  const first = cited[0]
  return first !== undefined && measures.includes(first)
}

/** Share of the measures cited that are gold; `undefined` when nothing is cited. */
export function citationPrecision(
  cited: readonly string[],
  { measures }: Gold,
): number | undefined {
  if (cited.length === 0) return undefined
  return cited.filter((id) => measures.includes(id)).length / cited.length
}

/** Share of the gold measures that are cited; where one is enough, 1 as soon as one is. */
export function citationRecall(cited: readonly string[], { measures, mode }: Gold): number {
  const found = measures.filter((id) => cited.includes(id)).length
  return mode === 'any' ? Math.min(1, found) : found / measures.length
}
