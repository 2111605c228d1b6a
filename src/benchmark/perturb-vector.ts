import type { Random } from '../evaluation/statistics/random.js'

/**
 * A unit vector near another: Gaussian noise of the given expected length is added and the sum is
 * made a unit vector again. Noise of length `r` gives a cosine of about 1 / √(1 + r²).
 */
export function perturbVector(vector: Float32Array, noise: number, random: Random): Float32Array {
  const deviation = noise / Math.sqrt(vector.length)
  const moved = new Float64Array(vector.length)
  let squared = 0
  for (let i = 0; i < vector.length; i += 2) {
    // Box and Muller (1958): two uniform numbers give two independent normal ones.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    const first = (vector[i] ?? 0) + radius * Math.cos(angle)
    const second = i + 1 < vector.length ? (vector[i + 1] ?? 0) + radius * Math.sin(angle) : 0
    moved[i] = first
    if (i + 1 < vector.length) moved[i + 1] = second
    squared += first * first + second * second
  }
  const length = Math.sqrt(squared)
  return Float32Array.from(moved, (value) => value / length)
}
