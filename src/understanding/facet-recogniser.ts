import type { AskedFacet } from '../domain/cues.js'
import type { FacetModel } from '../domain/facet-model.js'
import { FACET_SORTS } from '../domain/facet-sorts.js'
import { facetFeatures } from './facet-features.js'

/** Reads what a question asks of a measure by fitted weights. */
export interface FacetRecogniser {
  /** Probability of each facet of the model, in its order: 0 to 1. */
  probabilities(text: string): number[]
  /**
   * The facet that is asked for most likely, where that is likely enough.
   *
   * @param text The folded question without the names of offices.
   */
  recognise(text: string): AskedFacet | undefined
}

/**
 * Makes a {@link FacetRecogniser}: a logistic regression for each facet. Facets that are asked for in
 * each other's words share their probability.
 */
export function createFacetRecogniser({
  facets,
  threshold,
  bias,
  weights,
}: Pick<FacetModel, 'facets' | 'threshold' | 'bias' | 'weights'>): FacetRecogniser {
  const byFeature = new Map(Object.entries(weights))
  const probabilities = (text: string): number[] => {
    const scores = [...bias]
    for (const [feature, value] of facetFeatures(text)) {
      const pairs = byFeature.get(feature) ?? []
      for (let at = 0; at < pairs.length; at += 2) {
        const facet = pairs[at] ?? 0
        scores[facet] = (scores[facet] ?? 0) + (pairs[at + 1] ?? 0) * value
      }
    }
    return scores.map((score) => 1 / (1 + Math.exp(-score)))
  }
  return {
    probabilities,
    recognise(text) {
      const likely = probabilities(text)
      const of = (facet: AskedFacet): number => likely[facets.indexOf(facet)] ?? 0
      const sorts = FACET_SORTS.map((sort) => ({
        sort,
        likely: sort.reduce((sum, facet) => sum + of(facet), 0),
      }))
      const best = sorts.toSorted((a, b) => b.likely - a.likely)[0]
      if (best === undefined || best.likely < threshold) return undefined
      return best.sort.toSorted((a, b) => of(b) - of(a))[0]
    },
  }
}
