import { LRUCache } from 'lru-cache'
import type { Embedder } from './embedder.js'
import { INTERACTIVE_TEXTS } from './embedding-queue.js'

/** Questions kept: 1,000 vectors of 384 numbers are 1.5 MB, and people ask the same few hundred. */
export const DEFAULT_QUERY_CACHE_SIZE = 1_000

/** Longer texts are pasted documents, which nobody asks twice; their keys would fill the memory. */
const MAX_CACHED_CHARACTERS = 500

/** How often a question's vector was found, since the start. */
export interface QueryCacheStats {
  readonly hits: number
  readonly misses: number
}

/** {@link cacheQueries}'s `embed` and its figures. */
export interface QueryCache {
  readonly embed: Embedder['embed']
  readonly stats: () => QueryCacheStats
}

/**
 * `embed` with the vectors of the last `size` questions kept. Only small calls fill the cache, so
 * that building an index does not push out what people ask.
 */
export function cacheQueries(embed: Embedder['embed'], size: number): QueryCache {
  const vectors = size > 0 ? new LRUCache<string, Float32Array>({ max: size }) : undefined
  let hits = 0
  let misses = 0

  return {
    async embed(texts, role, signal) {
      if (vectors === undefined || role !== 'query' || texts.length > INTERACTIVE_TEXTS) {
        return embed(texts, role, signal)
      }
      signal?.throwIfAborted()
      const known = texts.map((text) => vectors.get(text))
      const missing = texts.filter((_, index) => known[index] === undefined)
      hits += texts.length - missing.length
      misses += missing.length
      const computed = missing.length === 0 ? [] : await embed(missing, role, signal)
      computed.forEach((vector, index) => {
        const text = missing[index] ?? ''
        if (text.length <= MAX_CACHED_CHARACTERS) vectors.set(text, vector.slice())
      })
      const rest = computed.values()
      // A copy, because the caller may change what it was given.
      return known.flatMap((vector) => vector?.slice() ?? rest.next().value ?? [])
    },
    stats: () => ({ hits, misses }),
  }
}
