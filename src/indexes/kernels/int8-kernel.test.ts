import { describe, expect, test } from 'vitest'
import { createRandom } from '../../evaluation/statistics/random.js'
import { createInt8Kernel, createInt8Scanner } from './int8-kernel.js'

function filled(size: number, length: number) {
  const random = createRandom(size + length)
  const kernel = createInt8Scanner(size, length)
  kernel.codes.forEach((_, i) => {
    kernel.codes[i] = Math.round(random() * 254) - 127
  })
  // The sum of all products is to stay within an int32.
  const most = Math.min(16_383, Math.floor(2 ** 31 / (128 * length)) - 1)
  const question = Int16Array.from({ length }, () => Math.round((random() * 2 - 1) * most))
  const expected = Int32Array.from({ length: size }, (_, row) =>
    question.reduce((sum, code, k) => sum + code * (kernel.codes[row * length + k] ?? 0), 0),
  )
  return { kernel, question, expected }
}

describe.each([
  [1, 8],
  [257, 16],
  [1_000, 64],
  [70, 72],
  [33, 128],
  [40, 384],
])('inner products of %i rows of %i codes', (size, length) => {
  const { kernel, question, expected } = filled(size, length)

  test('by a scan', () => {
    kernel.scan(question, 0, size)
    expect(kernel.scores).toEqual(expected)
    expect([...kernel.select(0, [{ start: 0, end: size }])]).toEqual(
      [...expected.keys()].filter((row) => (expected[row] ?? 0) >= 0),
    )
  })

  test('of single rows', () => {
    const rows = Uint32Array.from({ length: size }, (_, i) => (i * 7 + 3) % size)
    expect([...kernel.dots(question, rows)]).toEqual(Array.from(rows, (row) => expected[row]))
    expect([...kernel.dots(question, rows.subarray(0, 1))]).toEqual([expected[rows[0] ?? 0]])
    expect(kernel.dots(question, new Uint32Array())).toHaveLength(0)
  })
})

test('more rows than are compared at once', () => {
  const { kernel, question, expected } = filled(50, 24)
  const rows = Uint32Array.from({ length: 20_000 }, (_, i) => (i * 3) % 50)
  expect([...kernel.dots(question, rows)]).toEqual(Array.from(rows, (row) => expected[row]))
})

test('does not overflow with the largest codes', () => {
  const kernel = createInt8Scanner(2, 128)
  kernel.codes.fill(127, 0, 128).fill(-127, 128)
  kernel.scan(new Int16Array(128).fill(16_383), 0, 2)
  expect([...kernel.scores]).toEqual([127 * 16_383 * 128, -127 * 16_383 * 128])
})

test('a scan writes the scores of its rows and no others', () => {
  const { kernel, question, expected } = filled(50, 24)
  kernel.scores.fill(7)
  kernel.scan(question, 10, 12)
  kernel.scan(question, 49, 50)
  kernel.scan(question, 20, 20)
  expect([...kernel.scores]).toEqual(
    [...expected].map((score, row) => (row === 10 || row === 11 || row === 49 ? score : 7)),
  )
})

test.each([0, 4, 12])('refuses a length of %i', (length) => {
  expect(() => createInt8Kernel(1, length)).toThrow('multiple of 8')
})

test('refuses more than fits into its memory', () => {
  expect(() => createInt8Kernel(2 ** 24, 384)).toThrow('Memory of WebAssembly: expected at most')
})

test.each([
  [-1, 2],
  [3, 2],
  [0, 6],
])('refuses rows %i to %i of five', (start, end) => {
  const kernel = createInt8Scanner(5, 8)
  expect(() => kernel.scan(new Int16Array(8), start, end)).toThrow('within 0…5')
  expect(() => kernel.scan(new Int16Array(16), 0, 5)).toThrow('8 codes')
})
