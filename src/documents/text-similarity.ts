import { isWordToken, textTokens } from './text-tokens.js'

/** How often each pair of neighbouring words of a text stands in it. */
export interface TextFeatures {
  readonly counts: ReadonlyMap<string, number>
  readonly total: number
}

/** Pairs of neighbouring Han characters or words, begin and end included; punctuation does not count. */
export function textFeatures(text: string): TextFeatures {
  const words = ['', ...textTokens(text).filter(isWordToken), '']
  const counts = new Map<string, number>()
  for (let index = 1; index < words.length; index += 1) {
    const pair = `${words[index - 1]}\0${words[index]}`
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return { counts, total: words.length - 1 }
}

/** How many pairs of words two texts share, each as often as it stands in both. */
export function sharedPairs(a: TextFeatures, b: TextFeatures): number {
  const [fewer, more] = a.counts.size <= b.counts.size ? [a, b] : [b, a]
  let shared = 0
  for (const [pair, count] of fewer.counts) shared += Math.min(count, more.counts.get(pair) ?? 0)
  return shared
}

/** Share of the pairs of words of two texts that they have in common: 0 to 1 (Dice). */
export function textSimilarity(a: TextFeatures, b: TextFeatures): number {
  return (2 * sharedPairs(a, b)) / (a.total + b.total)
}
