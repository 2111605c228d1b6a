import { expect, test } from 'vitest'
import { randomVectors } from '../test-vectors.js'
import { dotAt } from '../vector-index.js'
import { createDotsKernel } from './dots-kernel.js'

test.each([
  [1, 1],
  [3, 8],
  [5, 21],
  [256, 384],
])('gives the inner products of %i vectors of %i numbers', (count, dimensions) => {
  const { values } = randomVectors(count + 2, dimensions, 5)
  const kernel = createDotsKernel(values.slice(0, count * dimensions), dimensions)
  for (const row of [count, count + 1]) {
    const vector = values.slice(row * dimensions, (row + 1) * dimensions)
    const found = kernel.dots(vector)
    expect(found).toHaveLength(count)
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(dotAt(values, k * dimensions, vector), 5)
    })
  }
})

test('gives nothing for no vectors', () => {
  expect(createDotsKernel(new Float32Array(), 8).dots(new Float32Array(8))).toHaveLength(0)
})
