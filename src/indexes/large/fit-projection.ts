import { momentsOf, principalComponents } from '../principal-components.js'
import type { VectorRows } from '../vector-index.js'
import { createProjection, PROJECTED_DIMENSIONS, type Projection } from './projection.js'

/**
 * Finds the principal components of the rows.
 *
 * @returns the same for the same rows; no more dimensions than the rows have, and one.
 */
export function fitProjection(
  { values, dimensions }: VectorRows,
  projected = PROJECTED_DIMENSIONS,
): Projection {
  const { mean, covariance } = momentsOf(values, dimensions)
  const components = principalComponents(covariance, projected - 1)
  const table = new Float32Array((components.length + 1) * dimensions)
  table.set(mean)
  components.forEach((component, i) => table.set(component, (i + 1) * dimensions))
  return createProjection(table, dimensions)
}
