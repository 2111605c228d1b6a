import { AppError } from '../errors.js'
import { readVectorFiles, type VectorCacheModel, writeVectorFiles } from './vector-cache-files.js'
import { VECTOR_KEY_PATTERN } from './vector-key.js'

/** How {@link VectorCache.save} writes. */
export interface SaveOptions {
  /** Keys that are still used: all others are dropped. Without it everything is kept. */
  readonly keepOnly?: ReadonlySet<string>
}

/** Vectors of texts that have been embedded before, by their `vectorKey`. */
export interface VectorCache {
  /** Number of vectors. */
  readonly size: number
  /** A copy of the vector, or `undefined` when it is not known. */
  get(key: string): Float32Array | undefined
  /**
   * Keeps a copy of a vector, in memory until `save`.
   *
   * @throws AppError `internal` when the key has another form or the vector another size or a
   * component that is not finite.
   */
  add(key: string, vector: Float32Array): void
  /**
   * Writes the files anew; the same vectors give the same bytes. Nothing is written when nothing
   * has changed since they were read or saved.
   *
   * @throws AppError `bad_index` that names the folder when it cannot be written.
   */
  save(options?: SaveOptions): Promise<void>
}

/**
 * Opens the vectors of `model` in a folder; a missing or empty folder is an empty cache.
 *
 * @throws AppError `bad_index` that names the file when the files are damaged or of another model.
 * The caller may then go on with {@link emptyVectorCache} and embed again.
 */
export async function openVectorCache(
  folder: string,
  model: VectorCacheModel,
): Promise<VectorCache> {
  return createVectorCache(folder, model, await readVectorFiles(folder, model), false)
}

/** A cache without vectors, whose `save` replaces whatever the folder holds. */
export function emptyVectorCache(folder: string, model: VectorCacheModel): VectorCache {
  return createVectorCache(folder, model, new Map(), true)
}

function createVectorCache(
  folder: string,
  { fingerprint, dimensions }: VectorCacheModel,
  vectors: Map<string, Float32Array>,
  initiallyChanged: boolean,
): VectorCache {
  let changed = initiallyChanged

  return {
    get size() {
      return vectors.size
    },
    get: (key) => vectors.get(key)?.slice(),
    add(key, vector) {
      if (!VECTOR_KEY_PATTERN.test(key)) {
        throw new AppError(
          'internal',
          `vector cache: expected a key of 16 hex digits, found ${key}`,
        )
      }
      if (vector.length !== dimensions || !vector.every(Number.isFinite)) {
        throw new AppError(
          'internal',
          `vector cache: expected ${dimensions} finite numbers, found ${vector.length} or NaN`,
        )
      }
      vectors.set(key, vector.slice())
      changed = true
    },
    async save({ keepOnly } = {}) {
      for (const key of vectors.keys()) {
        if (keepOnly === undefined || keepOnly.has(key)) continue
        vectors.delete(key)
        changed = true
      }
      if (!changed) return
      await writeVectorFiles(folder, { fingerprint, dimensions }, vectors)
      changed = false
    },
  }
}
