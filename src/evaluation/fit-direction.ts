import type { Direction } from '../domain/gate.js'

/** A vector and the side it belongs to. */
export interface LabelledVector {
  readonly vector: Float32Array
  readonly positive: boolean
}

/** Strength of the L2 penalty in the standardised space: it has hundreds of dimensions. */
const RIDGE = 10
/** Steps after which the direction moves no more in the digits that are kept. */
const ITERATIONS = 400
const STEP = 0.5
const MOMENTUM = 0.9

/**
 * The direction in the space of embeddings that tells two sets of texts apart: logistic regression
 * over standardised dimensions, both sets counting alike, by gradient descent with momentum.
 * Deterministic.
 */
export function fitDirection(examples: readonly LabelledVector[]): Direction {
  const width = examples[0]?.vector.length ?? 0
  const count = Math.max(1, examples.length)
  const mean = new Float64Array(width)
  const deviation = new Float64Array(width)
  for (const { vector } of examples) vector.forEach((value, d) => add(mean, d, value / count))
  for (const { vector } of examples) {
    vector.forEach((value, d) => add(deviation, d, (value - at(mean, d)) ** 2 / count))
  }
  for (let d = 0; d < width; d++) deviation[d] = Math.sqrt(at(deviation, d)) || 1
  const rows = examples.map(({ vector }) =>
    Float64Array.from(vector, (value, d) => (value - at(mean, d)) / at(deviation, d)),
  )
  const positives = examples.filter(({ positive }) => positive).length
  const share = (positive: boolean): number =>
    0.5 / Math.max(1, positive ? positives : count - positives)
  const weights = new Float64Array(width)
  const speed = new Float64Array(width)
  let bias = 0
  let biasSpeed = 0
  // The largest curvature of a logistic loss is a quarter of the squared length of its rows.
  const step = STEP / (0.25 * Math.max(1, width) + RIDGE / count)
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = new Float64Array(width)
    let biasGradient = 0
    rows.forEach((row, index) => {
      const positive = examples[index]?.positive ?? false
      const error = (sigmoid(dot(weights, row) + bias) - (positive ? 1 : 0)) * share(positive)
      for (let d = 0; d < width; d++) add(gradient, d, error * at(row, d))
      biasGradient += error
    })
    for (let d = 0; d < width; d++) {
      const pull = at(gradient, d) + (at(weights, d) * RIDGE) / count
      speed[d] = MOMENTUM * at(speed, d) - step * pull
      add(weights, d, at(speed, d))
    }
    biasSpeed = MOMENTUM * biasSpeed - step * biasGradient
    bias += biasSpeed
  }
  const raw = weights.map((weight, d) => weight / at(deviation, d))
  return {
    weights: Array.from(raw, rounded),
    bias: rounded(bias - dot(raw, mean)),
  }
}

/** Four decimals: a cosine-like sum over hundreds of dimensions needs no more. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0
}

function add(values: Float64Array, index: number, value: number): void {
  values[index] = at(values, index) + value
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += at(a, d) * at(b, d)
  return sum
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
