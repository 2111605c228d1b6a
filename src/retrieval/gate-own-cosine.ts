import type { Hit } from './search-measures.js'
import { VIEW_KINDS, type ViewTable } from './views.js'

const LAY = VIEW_KINDS.indexOf('lay')

/**
 * Tells of the best hit what the gate weighs where its measure has no lay questions, as one that was
 * just taken in: the cosine of the question with the nearest of its sentences. `undefined` where it has
 * some, drafts among them, and without a hit.
 */
export function createOwnCosine(
  views: ViewTable,
): (best: Pick<Hit, 'index' | 'sentenceCosines'> | undefined) => number | undefined {
  const hasLay = new Set<number>()
  views.kinds.forEach((kind, row) => {
    if (kind === LAY) hasLay.add(views.measures[row] ?? 0)
  })
  return (best) =>
    best === undefined || hasLay.has(best.index) ? undefined : Math.max(0, ...best.sentenceCosines)
}
