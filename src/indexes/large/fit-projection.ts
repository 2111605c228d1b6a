import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import type { VectorRows } from '../vector-index.js'
import { createProjection, PROJECTED_DIMENSIONS, type Projection } from './projection.js'

/** Rows from which the components are found: enough for a covariance of some hundred dimensions. */
const SAMPLE_ROWS = 10_000

/**
 * Finds the principal components of the rows (Pearson 1901), from a sample spread evenly over them.
 *
 * @returns the same for the same rows; no more dimensions than the rows have, and one.
 */
export function fitProjection(
  { values, dimensions }: VectorRows,
  projected = PROJECTED_DIMENSIONS,
): Projection {
  const rows = values.length / dimensions
  const sampled = Math.min(rows, SAMPLE_ROWS)
  const sample = Array.from({ length: sampled }, (_, i) => {
    const start = Math.floor((i * rows) / sampled) * dimensions
    return values.subarray(start, start + dimensions)
  })
  const mean = new Float64Array(dimensions)
  for (const vector of sample) {
    for (let i = 0; i < dimensions; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / sampled
  }
  const covariance = new Float64Array(dimensions * dimensions)
  const centred = new Float64Array(dimensions)
  for (const vector of sample) {
    for (let i = 0; i < dimensions; i++) centred[i] = (vector[i] ?? 0) - (mean[i] ?? 0)
    for (let i = 0; i < dimensions; i++) {
      const own = centred[i] ?? 0
      const start = i * dimensions
      for (let j = 0; j <= i; j++) {
        covariance[start + j] = (covariance[start + j] ?? 0) + own * (centred[j] ?? 0)
      }
    }
  }
  const matrix = new Matrix(dimensions, dimensions)
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j <= i; j++) {
      const value = covariance[i * dimensions + j] ?? 0
      matrix.set(i, j, value)
      matrix.set(j, i, value)
    }
  }
  // Ascending by eigenvalue, one vector a column.
  const { eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true })
  const kept = Math.min(projected - 1, dimensions)
  const table = new Float32Array((kept + 1) * dimensions)
  table.set(mean)
  for (let component = 0; component < kept; component++) {
    const column = eigenvectorMatrix.getColumn(dimensions - 1 - component)
    table.set(column, (component + 1) * dimensions)
  }
  return createProjection(table, dimensions)
}
