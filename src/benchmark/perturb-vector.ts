import type { Random } from '../evaluation/statistics/random.js'

/** Gives unit vectors near others. */
export interface VectorNoise {
  /** A unit vector near `vector`, which stays as it is. */
  perturb(vector: Float32Array): Float32Array
}

/**
 * Vectors of which each noise is mixed. With fewer a copy lies towards single texts; with more it
 * costs more and changes nothing.
 */
const MIXED_VECTORS = 16

/**
 * Gaussian noise with the covariance of the given vectors: a sum, with normal weights, of what some
 * of them differ from their mean. Noise alike in all directions puts the copies of a text into a
 * narrow bundle of its own, as texts do not lie, and a graph of such bundles falls apart: at 173,000
 * rows recall@300 was .23 with it (cosine .97 with the source) and .77 with this (.96).
 *
 * @param vectors Unit vectors of the same dimension, at least one.
 * @param noise Length of the noise in units of how far the vectors themselves lie from their mean.
 */
export function createVectorNoise(
  vectors: readonly Float32Array[],
  noise: number,
  random: Random,
): VectorNoise {
  const mean = meanOf(vectors)
  return {
    perturb(vector) {
      const moved = Float64Array.from(vector)
      for (let mixed = 0; mixed < MIXED_VECTORS; mixed++) {
        const other = vectors[Math.floor(random() * vectors.length)] ?? vector
        const weight = (noise / Math.sqrt(MIXED_VECTORS)) * gaussian(random)
        for (let i = 0; i < moved.length; i++) {
          moved[i] = (moved[i] ?? 0) + weight * ((other[i] ?? 0) - (mean[i] ?? 0))
        }
      }
      const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0))
      return Float32Array.from(moved, (value) => value / length)
    },
  }
}

function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) {
    for (let i = 0; i < mean.length; i++) {
      mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length
    }
  }
  return mean
}

/** A standard normal number: Box and Muller (1958). */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
