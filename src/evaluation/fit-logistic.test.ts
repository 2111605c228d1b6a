import { describe, expect, test } from 'vitest'
import { fitLogistic, RIDGE, type LabelledExample } from './fit-logistic.js'

/** Two features of which only the first tells; every fifth label is wrong. */
const examples: LabelledExample[] = Array.from({ length: 200 }, (_, index) => ({
  values: [index / 10, (index * 7) % 13],
  positive: index % 5 === 0 ? index < 100 : index >= 100,
}))

describe('fitLogistic', () => {
  const fitted = fitLogistic(examples)

  test('the feature that tells has the weight, and probabilities rise with it', () => {
    const [first = 0, second = 0] = fitted.weights
    expect(first).toBeGreaterThan(0.5)
    expect(Math.abs(second)).toBeLessThan(first / 4)
    expect(fitted.probability([0, 6])).toBeLessThan(0.4)
    expect(fitted.probability([10, 6])).toBeCloseTo(0.5, 1)
    expect(fitted.probability([20, 6])).toBeGreaterThan(0.6)
  })

  test('features are standardised: their unit does not matter', () => {
    const scaled = fitLogistic(
      examples.map(({ values: [a = 0, b = 0], positive }) => ({
        values: [1000 * a + 5, b],
        positive,
      })),
    )
    for (const value of [0, 7, 20]) {
      expect(scaled.probability([1000 * value + 5, 3])).toBeCloseTo(
        fitted.probability([value, 3]),
        9,
      )
    }
    expect(fitted.mean[0]).toBeCloseTo(9.95, 9)
    expect(fitted.deviation[0]).toBeCloseTo(Math.sqrt((200 ** 2 - 1) / 12) / 10, 9)
  })

  test('is at a minimum: balanced residuals and shrunken weights', () => {
    // The gradient of the loss with both classes of equal weight and the ridge must vanish.
    const weightOf = (positive: boolean): number =>
      0.5 / examples.filter((example) => example.positive === positive).length
    const residual = examples.map(
      ({ values, positive }) =>
        (fitted.probability(values) - (positive ? 1 : 0)) * weightOf(positive),
    )
    expect(residual.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6)
    fitted.weights.forEach((weight, column) => {
      const gradient = examples.reduce((sum, { values }, index) => {
        const standard =
          ((values[column] ?? 0) - (fitted.mean[column] ?? 0)) / (fitted.deviation[column] ?? 1)
        return sum + (residual[index] ?? 0) * standard
      }, 0)
      expect(gradient + (weight * RIDGE) / examples.length).toBeCloseTo(0, 6)
    })
  })

  test('both classes count alike, however many examples each has', () => {
    const many = examples.flatMap((example) =>
      example.positive ? [example, example, example] : [example],
    )
    // Tripled positives move the standardisation and the ridge a little, the middle hardly.
    expect(fitLogistic(many).probability([10, 6])).toBeCloseTo(fitted.probability([10, 6]), 1)
  })

  test('what counts half counts as half as many of it', () => {
    const halved = examples.map((example, index) => ({
      ...example,
      weight: index % 2 === 0 ? 0.5 : 1,
    }))
    const doubled = halved.map((example) => ({ ...example, weight: example.weight * 2 }))
    expect(fitLogistic(doubled).weights).toEqual(fitLogistic(halved).weights)
    expect(fitLogistic(halved).weights).not.toEqual(fitted.weights)
  })

  test('what counts nothing does not move the weights', () => {
    const [first] = examples
    if (first === undefined) throw new Error('expected examples')
    const flipped = { ...first, positive: !first.positive }
    const silent = fitLogistic([...examples, { ...flipped, weight: 0 }])
    const loud = fitLogistic([...examples, flipped])
    const distance = (other: typeof silent): number =>
      Math.abs(other.probability([10, 6]) - fitted.probability([10, 6]))
    expect(distance(silent)).toBeLessThan(distance(loud))
  })

  test('a feature that never varies is left alone', () => {
    const constant = fitLogistic(
      examples.map(({ values: [a = 0], positive }) => ({ values: [a, 4], positive })),
    )
    expect(constant.weights[1]).toBe(0)
    expect(constant.deviation[1]).toBe(1)
    expect(Number.isFinite(constant.probability([10, 4]))).toBe(true)
  })

  test('is deterministic', () => {
    expect(fitLogistic(examples).weights).toEqual(fitted.weights)
  })
})
