import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOfGraphs } from './graph-settings.js'

test('each row is in one graph, and the graphs are of one size', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.integer({ min: 1, max: 300 }), (size, maxRows) => {
      const graphs = rowsOfGraphs(size, maxRows)
      const rows = graphs.flatMap((graph) => [...graph])
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, row) => row))
      const sizes = graphs.map(({ length }) => length)
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(maxRows)
      expect(Math.max(0, ...sizes) - Math.min(maxRows, ...sizes)).toBeLessThanOrEqual(
        sizes.length > 1 ? 1 : maxRows,
      )
    }),
  )
})

test('rows that lie together are dealt out to all graphs', () => {
  const graphs = rowsOfGraphs(400_000)
  for (const rows of graphs) {
    const ofFirstTenth = rows.filter((row) => row < 40_000).length
    expect(ofFirstTenth / rows.length).toBeCloseTo(0.1, 2)
  }
})
