import type { VectorRows } from './vector-index.js'

/**
 * Random unit vectors for tests, the same for the same seed: `clusters` centres, each row near one
 * of them, as near as texts on one subject are.
 */
export function randomVectors(
  rows: number,
  dimensions: number,
  seed: number,
  clusters = Math.ceil(rows / 50),
): VectorRows {
  const random = gaussian(seed)
  const centres = Array.from({ length: clusters }, () => Array.from({ length: dimensions }, random))
  const values = new Float32Array(rows * dimensions)
  for (let row = 0; row < rows; row++) {
    const centre = centres[row % clusters] ?? []
    const vector = centre.map((value) => value + random())
    const length = Math.hypot(...vector)
    values.set(
      vector.map((value) => value / length),
      row * dimensions,
    )
  }
  return { values, dimensions }
}

/** Standard normal numbers: Box and Muller over the generator `mulberry32`. */
function gaussian(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}
