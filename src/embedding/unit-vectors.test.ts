import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUnitVector, toUnitVector } from './unit-vectors.js'

const badModel = (message: string) =>
  expect.objectContaining({ code: 'bad_model', message: expect.stringContaining(message) })

describe('checkUnitVector', () => {
  test('accepts a vector of length 1', () => {
    expect(() => checkUnitVector(Float32Array.of(0.6, 0.8), 2, 'model')).not.toThrow()
  })

  test.each([
    ['another size', [1], 'model: expected 2 dimensions, found 1'],
    ['NaN', [Number.NaN, 1], 'model: expected a vector of length 1, found NaN'],
    ['infinity', [Number.POSITIVE_INFINITY, 0], 'found Infinity'],
    ['zero', [0, 0], 'found 0'],
    ['another length', [1, 1], 'found 1.41'],
  ])('refuses %s', (_, components, message) => {
    expect(() => checkUnitVector(Float32Array.from(components), 2, 'model')).toThrow(
      badModel(message),
    )
  })
})

describe('toUnitVector', () => {
  test('keeps the direction and has length 1', () => {
    const component = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(fc.array(component, { minLength: 3, maxLength: 3 }), (components) => {
        fc.pre(components.some((one) => Math.abs(one) > 1e-3))
        const vector = toUnitVector(components, 3, 'host')
        expect(() => checkUnitVector(vector, 3, 'host')).not.toThrow()
        const length = Math.hypot(...components)
        vector.forEach((one, index) => {
          expect(one * length).toBeCloseTo(components[index] ?? Number.NaN, -Math.log10(length) + 5)
        })
      }),
    )
  })

  test.each([
    ['zero', [0, 0]],
    ['NaN', [Number.NaN, 1]],
    ['infinity', [Number.POSITIVE_INFINITY, 1]],
    ['another size', [1, 2, 3]],
  ])('refuses %s', (_, components) => {
    expect(() => toUnitVector(components, 2, 'host')).toThrow(badModel('host: expected'))
  })
})
