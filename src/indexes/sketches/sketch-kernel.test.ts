import { describe, expect, test } from 'vitest'
import { createRandom } from '../../evaluation/statistics/random.js'
import { createSketchKernel } from './sketch-kernel.js'

function filled(views: number, length: number) {
  const random = createRandom(views + length)
  const kernel = createSketchKernel(views, length)
  kernel.codes.forEach((_, i) => {
    kernel.codes[i] = Math.round(random() * 254) - 127
  })
  const question = Int16Array.from({ length }, () => Math.round(random() * 32_766) - 16_383)
  const expected = Int32Array.from({ length: views }, (_, row) =>
    question.reduce((sum, code, k) => sum + code * (kernel.codes[row * length + k] ?? 0), 0),
  )
  return { kernel, question, expected }
}

describe('a scan of sketches', () => {
  test.each([
    [1, 8],
    [257, 16],
    [1_000, 96],
    [70, 120],
    [33, 128],
  ])('gives the inner products of %i views with %i codes', (views, length) => {
    const { kernel, question, expected } = filled(views, length)
    kernel.scan(question, 0, views)
    expect(kernel.scores).toEqual(expected)
  })

  test('does not overflow with the largest codes', () => {
    const kernel = createSketchKernel(2, 128)
    kernel.codes.fill(127, 0, 128).fill(-127, 128)
    kernel.scan(new Int16Array(128).fill(16_383), 0, 2)
    expect([...kernel.scores]).toEqual([127 * 16_383 * 128, -127 * 16_383 * 128])
  })

  test('writes the scores of its rows and no others', () => {
    const { kernel, question, expected } = filled(50, 24)
    kernel.scores.fill(7)
    kernel.scan(question, 10, 12)
    kernel.scan(question, 49, 50)
    kernel.scan(question, 20, 20)
    expect([...kernel.scores]).toEqual(
      [...expected].map((score, row) => (row === 10 || row === 11 || row === 49 ? score : 7)),
    )
  })

  test.each([0, 4, 12, 136])('refuses a length of %i', (length) => {
    expect(() => createSketchKernel(1, length)).toThrow('multiple of 8 up to 128')
  })

  test.each([
    [-1, 2],
    [3, 2],
    [0, 6],
  ])('refuses rows %i to %i of five', (start, end) => {
    const kernel = createSketchKernel(5, 8)
    expect(() => kernel.scan(new Int16Array(8), start, end)).toThrow('within 0…5')
    expect(() => kernel.scan(new Int16Array(16), 0, 5)).toThrow('8 codes')
  })
})
