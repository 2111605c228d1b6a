import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSelectKernel, SELECT_BOUND_BYTES } from './select-kernel.js'
import { createWasmMemory } from './wasm-function.js'

const scoreOf = {
  int32: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()),
  float64: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })),
}

test.each(['int32', 'float64'] as const)('finds the rows that a loop finds: %s', (kind) => {
  const bytes = kind === 'int32' ? 4 : 8
  fc.assert(
    fc.property(
      fc.array(scoreOf[kind], { minLength: 1, maxLength: 70 }),
      scoreOf[kind],
      fc.array(fc.nat(70), { maxLength: 6 }),
      (values, bound, cuts) => {
        const foundAt = SELECT_BOUND_BYTES + values.length * bytes
        const memory = createWasmMemory(foundAt + values.length * 4)
        const places = { bound: 0, scores: SELECT_BOUND_BYTES, found: foundAt }
        const Kind = kind === 'int32' ? Int32Array : Float64Array
        new Kind(memory.buffer, SELECT_BOUND_BYTES, values.length).set(values)
        const select = createSelectKernel(memory, places, kind)
        const edges = [0, ...cuts, values.length]
          .filter((cut) => cut <= values.length)
          .toSorted((a, b) => a - b)
        const ranges = edges.slice(1).map((end, i) => ({ start: edges[i] ?? 0, end }))
        for (const some of [ranges, ranges.filter((_, i) => i % 2 === 0)]) {
          const expected = some.flatMap(({ start, end }) =>
            values.flatMap((value, row) =>
              row >= start && row < end && value >= bound ? [row] : [],
            ),
          )
          expect([...select(bound, some)]).toEqual(expected)
        }
        expect([...new Kind(memory.buffer, SELECT_BOUND_BYTES, values.length)]).toEqual([
          ...Kind.from(values),
        ])
      },
    ),
  )
})
