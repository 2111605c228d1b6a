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

/** {@link sharedPairs} of each of some texts with each of others, found by what they share. */
export function sharedPairCounts(
  texts: readonly TextFeatures[],
  others: readonly TextFeatures[],
): Uint32Array[] {
  const holders = new Map<string, { readonly place: number; readonly count: number }[]>()
  for (const [place, { counts }] of others.entries()) {
    for (const [pair, count] of counts) {
      const known = holders.get(pair)
      if (known === undefined) holders.set(pair, [{ place, count }])
      else known.push({ place, count })
    }
  }
  return texts.map(({ counts }) => {
    const shared = new Uint32Array(others.length)
    for (const [pair, own] of counts) {
      for (const { place, count } of holders.get(pair) ?? []) {
        shared[place] = (shared[place] ?? 0) + Math.min(own, count)
      }
    }
    return shared
  })
}

/** Share of the pairs of words of two texts that they have in common: 0 to 1 (Dice). */
export function textSimilarity(a: TextFeatures, b: TextFeatures): number {
  return (2 * sharedPairs(a, b)) / (a.total + b.total)
}
