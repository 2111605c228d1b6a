/** A stream of numbers in [0, 1) that a seed fixes. */
export type Random = () => number

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, the same stream on every machine.
 * Good enough to draw samples, not for secrets.
 *
 * @param seed Any integer; its lowest 32 bits count.
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A seed of its own for each purpose, so that one stream does not depend on what was drawn before (FNV-1a). */
export function seedFor(seed: number, purpose: string): number {
  const text = `${seed}:${purpose}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** `count` of the items (all when there are fewer) in a seeded order, by a partial Fisher-Yates shuffle. */
export function sample<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const pool = [...items]
  const chosen: Item[] = []
  while (chosen.length < count && pool.length > 0) {
    const [item] = pool.splice(Math.floor(random() * pool.length), 1)
    if (item !== undefined) chosen.push(item)
  }
  return chosen
}
