import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TopRows } from './top-rows.js'

test('keeps the best rows whatever the order of offers, the lower row among equals', () => {
  const offers = fc.uniqueArray(
    fc.record({ row: fc.nat(200), score: fc.constantFrom(-1, 0, 0.5, 0.5000001, 2) }),
    { selector: ({ row }) => row, maxLength: 60 },
  )
  fc.assert(
    fc.property(offers, fc.nat(20), (rows, limit) => {
      const top = new TopRows(limit)
      for (const { row, score } of rows) top.add(row, score)
      const best = rows.toSorted((a, b) => b.score - a.score || a.row - b.row).slice(0, limit)
      expect(top.sorted()).toEqual(best)
      const worst = best.at(-1)
      if (worst !== undefined && best.length === limit) {
        expect(top.accepts(worst.row - 0.5, worst.score)).toBe(true)
        expect(top.accepts(worst.row + 0.5, worst.score)).toBe(false)
      }
    }),
  )
})
