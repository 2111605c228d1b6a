import { describe, expect, test } from 'vitest'
import { clusterBootstrap, clusterSums } from './cluster-bootstrap.js'

const single = Array.from({ length: 100 }, (_, index) => ({
  cluster: `c${index}`,
  value: index < 80 ? 1 : 0,
}))

describe('clusterBootstrap', () => {
  test('with clusters of one it comes to the interval of a mean (0.8 ± 1.96 × 0.04)', () => {
    const { low, high } = clusterBootstrap(single, 1)
    expect(low).toBeCloseTo(0.72, 1)
    expect(Math.abs(low - 0.7216)).toBeLessThan(0.012)
    expect(Math.abs(high - 0.8784)).toBeLessThan(0.012)
  })

  test('copies of a question within its cluster do not make it surer', () => {
    const copied = single.flatMap((value) => [value, value, value])
    expect(clusterBootstrap(copied, 1)).toEqual(clusterBootstrap(single, 1))
  })

  test('the same seed gives the same interval in any order, another seed another', () => {
    const again = clusterBootstrap([...single].reverse(), 3)
    expect(again).toEqual(clusterBootstrap(single, 3))
    expect(clusterBootstrap(copyWithNoise(), 4)).not.toEqual(clusterBootstrap(copyWithNoise(), 3))
  })

  test('one cluster has no spread, no value is refused', () => {
    const one = [
      { cluster: 'a', value: 0.25 },
      { cluster: 'a', value: 0.75 },
    ]
    expect(clusterBootstrap(one, 1)).toEqual({ low: 0.5, high: 0.5 })
    expect(() => clusterBootstrap([], 1)).toThrow(RangeError)
  })
})

test('clusterSums adds up by cluster in the order of names', () => {
  const { sums, counts } = clusterSums([
    { cluster: 'b', value: 1 },
    { cluster: 'a', value: 0.5 },
    { cluster: 'b', value: 0 },
  ])
  expect([...sums]).toEqual([0.5, 1])
  expect([...counts]).toEqual([1, 2])
})

function copyWithNoise() {
  return single.map(({ cluster, value }, index) => ({ cluster, value: value + index / 1000 }))
}
