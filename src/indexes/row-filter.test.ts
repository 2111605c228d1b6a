import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesOf, rowsIn } from './row-filter.js'

/** Runs of rows with a gap before each. */
const runs = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 5 }), length: fc.nat(70) }), {
  maxLength: 8,
})

test('rows as ranges: the longest there are, and the same rows', () => {
  fc.assert(
    fc.property(runs, (parts) => {
      let next = 0
      const rows = parts.flatMap(({ gap, length }) => {
        const start = next + gap
        next = start + length
        return Array.from({ length }, (_, i) => start + i)
      })
      const ranges = rangesOf(Uint32Array.from(rows))
      expect([...rowsIn(ranges)]).toEqual(rows)
      ranges.forEach(({ start, end }, i) => {
        expect(end).toBeGreaterThan(start)
        expect(start).toBeGreaterThan(ranges[i - 1]?.end ?? -1)
      })
    }),
  )
})
