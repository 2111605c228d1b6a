import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** Vectors that mean and covariance are taken from; twice as many change nothing. */
const SAMPLE = 8_192

/** Step of the golden ratio, by which the sample is spread over any pattern of rows. */
const GOLDEN_STEP = (Math.sqrt(5) - 1) / 2

/** A component whose variance is this part of the largest is the rounding of none. */
const MIN_VARIANCE = 1e-12

/** How vectors are spread. */
export interface Moments {
  readonly mean: Float64Array
  /** One row and one column for each number of a vector. */
  readonly covariance: Matrix
  /** The rows that they are taken from: spread over all, the same each time. */
  readonly sampled: readonly number[]
}

/** Mean and covariance of vectors that stand one after the other, from a sample of them; 0 without any. */
export function momentsOf(vectors: Float32Array, dimensions: number): Moments {
  const rows = vectors.length / dimensions
  const sampled = [
    ...new Set(
      Array.from({ length: Math.min(rows, SAMPLE) }, (_, i) =>
        rows <= SAMPLE ? i : Math.floor(((i * GOLDEN_STEP) % 1) * rows),
      ),
    ),
  ]
  const count = Math.max(1, sampled.length)
  const mean = new Float64Array(dimensions)
  const sums = Array.from({ length: dimensions }, () => new Float64Array(dimensions))
  for (const row of sampled) {
    const vector = Float64Array.from(vectors.subarray(row * dimensions, (row + 1) * dimensions))
    sums.forEach((own, i) => {
      const value = vector[i] ?? 0
      mean[i] = (mean[i] ?? 0) + value / count
      for (let j = 0; j <= i; j++) own[j] = (own[j] ?? 0) + value * (vector[j] ?? 0)
    })
  }
  const covariance = new Matrix(dimensions, dimensions)
  sums.forEach((own, i) => {
    for (let j = 0; j <= i; j++) {
      const value = (own[j] ?? 0) / count - (mean[i] ?? 0) * (mean[j] ?? 0)
      covariance.set(i, j, value)
      covariance.set(j, i, value)
    }
  })
  return { mean, covariance, sampled }
}

/**
 * The directions in which most of the variance lies (Pearson 1901), each of length 1 and at right angles
 * to the others; fewer than asked for where there is no variance left.
 */
export function principalComponents(covariance: Matrix, count: number): Float64Array[] {
  // Ascending by eigenvalue, one vector a column.
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  })
  const least = (realEigenvalues.at(-1) ?? 0) * MIN_VARIANCE
  return realEigenvalues
    .flatMap((variance, column) =>
      variance > least ? [Float64Array.from(eigenvectorMatrix.getColumn(column))] : [],
    )
    .reverse()
    .slice(0, count)
}
