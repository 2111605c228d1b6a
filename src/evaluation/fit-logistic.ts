/** A labelled example: feature values in a fixed order, and whether it is positive. */
export interface LabelledExample {
  readonly values: readonly number[]
  readonly positive: boolean
  /** What it counts beside the others of its class; 1 when left out. */
  readonly weight?: number
}

/** A fitted logistic regression over standardised features. */
export interface FittedLogistic {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly weights: readonly number[]
  readonly bias: number
  probability(values: readonly number[]): number
}

/** Strength of the L2 penalty on the weights: a few hundred examples and correlated features need some. */
export const RIDGE = 10
const ITERATIONS = 4000
const STEP = 0.5

/**
 * Logistic regression with an L2 penalty by gradient descent over standardised features; both
 * classes count alike, however many examples each has, or how much these count. Deterministic.
 */
export function fitLogistic(examples: readonly LabelledExample[]): FittedLogistic {
  const width = examples[0]?.values.length ?? 0
  const columns = Array.from({ length: width }, (_, column) =>
    examples.map(({ values }) => values[column] ?? 0),
  )
  const mean = columns.map((column) => average(column))
  const deviation = columns.map((column, index) => {
    const variance = average(column.map((value) => (value - (mean[index] ?? 0)) ** 2))
    return variance > 0 ? Math.sqrt(variance) : 1
  })
  const rows = examples.map(({ values }) => standardise(values, mean, deviation))
  const weightOf = (example: LabelledExample): number => example.weight ?? 1
  const sums = { positive: 0, negative: 0 }
  for (const example of examples) {
    sums[example.positive ? 'positive' : 'negative'] += weightOf(example)
  }
  const shares = examples.map(
    (example) =>
      (0.5 * weightOf(example)) / (sums[example.positive ? 'positive' : 'negative'] || 1),
  )
  const weights = new Array<number>(width).fill(0)
  let bias = 0
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const gradient = new Array<number>(width).fill(0)
    let biasGradient = 0
    rows.forEach((row, index) => {
      const positive = examples[index]?.positive ?? false
      const error = (sigmoid(dot(weights, row) + bias) - (positive ? 1 : 0)) * (shares[index] ?? 0)
      row.forEach((value, column) => {
        gradient[column] = (gradient[column] ?? 0) + error * value
      })
      biasGradient += error
    })
    for (let column = 0; column < width; column++) {
      const penalty = ((weights[column] ?? 0) * RIDGE) / Math.max(1, examples.length)
      weights[column] = (weights[column] ?? 0) - STEP * ((gradient[column] ?? 0) + penalty)
    }
    bias -= STEP * biasGradient
  }
  return {
    mean,
    deviation,
    weights,
    bias,
    probability: (values) => sigmoid(dot(weights, standardise(values, mean, deviation)) + bias),
  }
}

function standardise(
  values: readonly number[],
  mean: readonly number[],
  deviation: readonly number[],
): number[] {
  return values.map((value, index) => (value - (mean[index] ?? 0)) / (deviation[index] ?? 1))
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
