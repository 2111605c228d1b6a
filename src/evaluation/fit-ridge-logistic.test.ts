import { describe, expect, test } from 'vitest'
import { fitRidgeLogistic, type RidgeProblem } from './fit-ridge-logistic.js'

/** Two features of which only the first tells; every fifth label is wrong. */
const problem: RidgeProblem = {
  rows: Array.from({ length: 200 }, (_, index) =>
    Float32Array.from([index / 100, ((index * 7) % 13) / 10]),
  ),
  positive: Array.from({ length: 200 }, (_, index) =>
    index % 5 === 0 ? index < 100 : index >= 100,
  ),
  counts: Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? 0.3 : 1)),
  cost: 2,
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/** Derivatives of the penalised loss by each weight and, last, by the bias. */
function gradientAt(
  { rows, positive, counts, cost }: RidgeProblem,
  weights: readonly number[],
  bias: number,
): number[] {
  const residuals = rows.map((row, index) => {
    const margin = row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), bias)
    return (sigmoid(margin) - (positive[index] === true ? 1 : 0)) * (counts[index] ?? 0) * cost
  })
  return [
    ...weights.map((weight, column) =>
      rows.reduce((sum, row, index) => sum + (residuals[index] ?? 0) * (row[column] ?? 0), weight),
    ),
    residuals.reduce((sum, residual) => sum + residual, 0),
  ]
}

describe('fitRidgeLogistic', () => {
  const { weights, bias } = fitRidgeLogistic(problem)

  test('is at a minimum: the gradient is a thousandth of that at the beginning', () => {
    const begin = Math.max(...gradientAt(problem, [0, 0], 0).map(Math.abs))
    const end = Math.max(...gradientAt(problem, [...weights], bias).map(Math.abs))
    expect(begin).toBeGreaterThan(10)
    expect(end).toBeLessThan(begin / 300)
  })

  test('the feature that tells has the weight', () => {
    expect(weights[0]).toBeGreaterThan(0.5)
    expect(Math.abs(weights[1] ?? 0)).toBeLessThan((weights[0] ?? 0) / 4)
  })

  test('does the same again', () => {
    expect(fitRidgeLogistic(problem)).toEqual({ weights, bias })
  })

  test('an example counted twice is as one that stands there twice', () => {
    const count = problem.counts.map((own, index) => (index < 50 ? 2 : own))
    const repeat = <Value>(values: readonly Value[]): Value[] => [...values, ...values.slice(0, 50)]
    const counted = fitRidgeLogistic({ ...problem, counts: count })
    const repeated = fitRidgeLogistic({
      ...problem,
      rows: repeat(problem.rows),
      positive: repeat(problem.positive),
      counts: repeat(count.map((own, index) => (index < 50 ? 1 : own))),
    })
    expect(repeated.weights[0]).toBeCloseTo(counted.weights[0] ?? 0, 1)
    expect(repeated.bias).toBeCloseTo(counted.bias, 1)
  })

  test('the cheaper the loss, the smaller the weights', () => {
    const shrunken = fitRidgeLogistic({ ...problem, cost: 0.01 })
    expect(Math.abs(shrunken.weights[0] ?? 0)).toBeLessThan((weights[0] ?? 0) / 2)
  })

  test('a label that nothing has is improbable everywhere', () => {
    const none = fitRidgeLogistic({ ...problem, positive: problem.rows.map(() => false) })
    expect(none.bias).toBeLessThan(-3)
  })
})
