import type { RegionModel } from '../domain/region-model.js'

/** Tells by fitted weights whether a Traditional text was written in Taiwan. */
export interface RegionRecogniser {
  /** Probability that it was, 0 to 1. */
  probability(text: string): number
  /** Whether that is likely enough; where it is not, the text may come from Hong Kong or from either. */
  isTaiwan(text: string): boolean
}

/** One Han character, a Latin word, a number, or a mark. */
const TOKEN = /\p{Script=Han}|\p{Script=Latin}+|\d+|[?？,，。、!！;；:：]/gu
/** Most tokens of a feature: what tells the regions apart is mostly words of one to three characters. */
const MAX_TOKENS = 3

/**
 * What is looked at of a text: its runs of up to three tokens, each with the same weight. The text as
 * it stands, not folded: variants of characters are signs.
 */
export function regionFeatures(text: string): Map<string, number> {
  const tokens = text.toLowerCase().match(TOKEN) ?? []
  const runs = new Set<string>()
  for (let start = 0; start < tokens.length; start++) {
    for (let count = 1; count <= MAX_TOKENS && start + count <= tokens.length; count++) {
      runs.add(tokens.slice(start, start + count).join(''))
    }
  }
  const value = 1 / Math.sqrt(Math.max(1, runs.size))
  return new Map(Array.from(runs, (run) => [run, value]))
}

/** Makes a {@link RegionRecogniser}: a logistic regression over runs of characters. */
export function createRegionRecogniser({
  bias,
  threshold,
  weights,
}: Pick<RegionModel, 'bias' | 'threshold' | 'weights'>): RegionRecogniser {
  const byFeature = new Map(Object.entries(weights))
  const probability = (text: string): number => {
    let score = bias
    for (const [feature, value] of regionFeatures(text)) {
      score += (byFeature.get(feature) ?? 0) * value
    }
    return 1 / (1 + Math.exp(-score))
  }
  return { probability, isTaiwan: (text) => probability(text) >= threshold }
}
