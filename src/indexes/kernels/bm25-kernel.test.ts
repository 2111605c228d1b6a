import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bm25Saturation } from '../bm25.js'
import { createBm25Kernel } from './bm25-kernel.js'

const SIZE = 40

const postings = fc
  .uniqueArray(fc.record({ row: fc.nat(SIZE - 1), count: fc.integer({ min: 1, max: 65_535 }) }), {
    selector: ({ row }) => row,
  })
  .map((found) => {
    const ordered = found.toSorted((a, b) => a.row - b.row)
    return {
      rows: Uint32Array.from(ordered, ({ row }) => row),
      counts: Uint16Array.from(ordered, ({ count }) => count),
    }
  })

test('adds the very numbers that a loop adds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.3, max: 9, noNaN: true }), {
        minLength: SIZE,
        maxLength: SIZE,
      }),
      fc.array(fc.tuple(postings, fc.double({ min: 0, max: 12, noNaN: true }), fc.nat(SIZE))),
      (norms, terms) => {
        const kernel = createBm25Kernel(Float64Array.from(norms))
        const expected = new Float64Array(SIZE)
        for (const [term, weight, cut] of terms) {
          const start = Math.min(cut, term.rows.length)
          kernel.add(term, start, term.rows.length, weight)
          term.rows.slice(start).forEach((row, i) => {
            const share = bm25Saturation(term.counts[start + i] ?? 0, norms[row] ?? 0)
            expected[row] = (expected[row] ?? 0) + weight * share
          })
        }
        expect([...kernel.scores]).toEqual([...expected])
      },
    ),
  )
})

test('takes more postings than it copies at once', () => {
  const size = 20_001
  const kernel = createBm25Kernel(new Float64Array(size).fill(1))
  const rows = Uint32Array.from({ length: size }, (_, row) => row)
  const counts = Uint16Array.from(rows, (row) => 1 + (row % 9))
  kernel.add({ rows, counts }, 1, size, 2)
  expect([...kernel.scores]).toEqual(
    Array.from(counts, (count, row) => (row === 0 ? 0 : 2 * bm25Saturation(count, 1))),
  )
  expect(kernel.select(2 * bm25Saturation(9, 1), [{ start: 0, end: size }])).toHaveLength(
    Math.floor(size / 9),
  )
})
