import { AppError } from '../errors.js'
import type { Embedder, TextRole } from './embedder.js'
import type { VectorCache } from './vector-cache.js'
import { vectorKey } from './vector-key.js'

/**
 * Texts given to the embedder at once: a few batches, so that it can put texts of similar length
 * together, and progress is seen every quarter to half a second.
 */
const TEXTS_PER_CALL = 64

/** Options of {@link embedWithCache}. */
export interface EmbedWithCacheOptions {
  /** Called after each step with the texts that have their vector and the number of all texts. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Vectors of the texts, in order: those the cache knows from there, the others, each once, from
 * the embedder and added to the cache (which the caller saves).
 *
 * @throws whatever the embedder throws; what had been computed by then is in the cache.
 */
export async function embedWithCache(
  texts: readonly string[],
  role: TextRole,
  embedder: Pick<Embedder, 'embed' | 'fingerprint'>,
  cache: Pick<VectorCache, 'get' | 'add'>,
  options: EmbedWithCacheOptions = {},
): Promise<Float32Array[]> {
  const { onProgress, signal } = options
  const keys = texts.map((text) => vectorKey(embedder.fingerprint, role, text))
  const vectors = new Map<string, Float32Array>()
  const missing = new Map<string, string>()
  texts.forEach((text, index) => {
    const key = keys[index] ?? ''
    if (vectors.has(key)) return
    const vector = cache.get(key)
    if (vector === undefined) missing.set(key, text)
    else vectors.set(key, vector)
  })
  const progress = () => onProgress?.(keys.filter((key) => vectors.has(key)).length, texts.length)

  progress()
  const rest = [...missing]
  for (let start = 0; start < rest.length; start += TEXTS_PER_CALL) {
    const group = rest.slice(start, start + TEXTS_PER_CALL)
    const computed = await embedder.embed(
      group.map(([, text]) => text),
      role,
      signal,
    )
    group.forEach(([key], index) => {
      const vector = computed[index]
      if (vector === undefined) {
        throw new AppError(
          'bad_model',
          `expected ${group.length} vectors, found ${computed.length}`,
        )
      }
      cache.add(key, vector)
      vectors.set(key, vector)
    })
    progress()
  }
  return keys.map((key) => (vectors.get(key) ?? new Float32Array()).slice())
}
