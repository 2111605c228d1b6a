/** Examples as the features that enough of them have. */
export interface SparseFeatures {
  readonly names: readonly string[]
  /** By example: what it has of these, by place in `names`. */
  readonly rows: readonly (readonly { readonly column: number; readonly value: number }[])[]
}

/** A logistic regression: weights by feature, those that weigh next to nothing left out. */
export interface SparseLogistic {
  readonly bias: number
  readonly weights: ReadonlyMap<string, number>
}

/** A feature of fewer examples says more of them than of what is asked of it. */
const MIN_EXAMPLES = 3
const EPOCHS = 30
const STEP = 0.5
/** Weights are shrunk by this share of a step for each example they stand in: keeps the model small. */
const SHRINK = 0.002
/** Weights below this change no answer and are left out. */
const MIN_WEIGHT = 0.3

/** Numbers the features of examples; what fewer than three have is left out. */
export function sparseFeatures(examples: readonly ReadonlyMap<string, number>[]): SparseFeatures {
  const counts = new Map<string, number>()
  for (const example of examples) {
    for (const name of example.keys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const names = [...counts].filter(([, count]) => count >= MIN_EXAMPLES).map(([name]) => name)
  const columns = new Map(names.map((name, column) => [name, column]))
  return {
    names,
    rows: examples.map((example) =>
      [...example].flatMap(([name, value]) => {
        const column = columns.get(name)
        return column === undefined ? [] : [{ column, value }]
      }),
    ),
  }
}

/**
 * Fits a logistic regression by AdaGrad with an L1 penalty (Duchi et al. 2011). Deterministic: the
 * examples come in the same pseudo-random order each time.
 *
 * @param positive By example whether it is one of those sought.
 */
export function fitSparseLogistic(
  { names, rows }: SparseFeatures,
  positive: readonly boolean[],
): SparseLogistic {
  const order = shuffled(rows.length)
  const weights = new Float64Array(names.length)
  const squares = new Float64Array(names.length).fill(1e-4)
  let bias = -2
  let biasSquares = 1
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const index of order) {
      const row = rows[index] ?? []
      let score = bias
      for (const { column, value } of row) score += (weights[column] ?? 0) * value
      const error = 1 / (1 + Math.exp(-score)) - (positive[index] === true ? 1 : 0)
      for (const { column, value } of row) {
        const gradient = error * value
        squares[column] = (squares[column] ?? 0) + gradient * gradient
        const rate = STEP / Math.sqrt(squares[column] ?? 1)
        const moved = (weights[column] ?? 0) - rate * gradient
        const shrunk = Math.max(0, Math.abs(moved) - rate * SHRINK)
        weights[column] = Math.sign(moved) * shrunk
      }
      biasSquares += error * error
      bias -= (STEP / Math.sqrt(biasSquares)) * error
    }
  }
  return {
    bias: Math.round(bias * 1000) / 1000,
    weights: new Map(
      names.flatMap((name, column) => {
        const weight = weights[column] ?? 0
        return Math.abs(weight) < MIN_WEIGHT ? [] : [[name, Math.round(weight * 10) / 10]]
      }),
    ),
  }
}

/** Indexes in a fixed pseudo-random order: a linear congruential generator (Knuth’s MMIX constants cut to 32 bits). */
function shuffled(length: number): number[] {
  const indexes = Array.from({ length }, (_, index) => index)
  let state = 1
  for (let left = length - 1; left > 0; left--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = state % (left + 1)
    const held = indexes[left] ?? 0
    indexes[left] = indexes[other] ?? 0
    indexes[other] = held
  }
  return indexes
}
