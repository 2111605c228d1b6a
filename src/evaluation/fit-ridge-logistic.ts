/** Rows of features with their labels. */
export interface RidgeProblem {
  /** One row of equal width for each example. */
  readonly rows: readonly Float32Array[]
  readonly positive: readonly boolean[]
  /** How much each example counts, 1 for a whole one. */
  readonly counts: readonly number[]
  /** Cost of the examples' loss beside half the squared length of the weights: `C` of LIBLINEAR. */
  readonly cost: number
}

/** A fitted plane: the probability is the sigmoid of `weights · row + bias`. */
export interface RidgePlane {
  readonly weights: Float64Array
  readonly bias: number
}

/** Pairs of steps that L-BFGS remembers. */
const MEMORY = 8
/** Hundreds of features take some 40. */
const MAX_ITERATIONS = 200
/** The gradient's largest entry at the end, as a share of that at the beginning. */
const TOLERANCE = 1e-3
/** A step must bring this share of what the slope promises (Armijo). */
const SUFFICIENT_DECREASE = 1e-4
const MAX_HALVINGS = 30

/**
 * Logistic regression with an L2 penalty on the weights, not on the bias, by L-BFGS (Nocedal and
 * Wright, Numerical Optimization, algorithm 7.4): for hundreds of features, where the plain descent
 * of `fitLogistic` would take minutes. Features are centred while it fits, not scaled; classes count
 * as often as they stand there. Deterministic.
 */
export function fitRidgeLogistic({ rows, positive, counts, cost }: RidgeProblem): RidgePlane {
  const width = rows[0]?.length ?? 0
  const centre = meanOf(rows, width)
  const signs = Float64Array.from(positive, (is) => (is ? 1 : -1))
  const weight = Float64Array.from(counts, (count) => count * cost)

  /** The last entry is the bias. */
  let point: Float64Array = new Float64Array(width + 1)
  let margins: Float64Array = new Float64Array(rows.length)
  let loss = lossOf(margins, point)
  let gradient = gradientOf(margins, point)
  const enough = TOLERANCE * largest(gradient)
  const memory: { step: Float64Array; change: Float64Array; scale: number }[] = []

  for (let iteration = 0; iteration < MAX_ITERATIONS && largest(gradient) > enough; iteration++) {
    let direction = directionOf(gradient, memory)
    let slope = dot(direction, gradient)
    if (slope >= 0) {
      memory.length = 0
      direction = directionOf(gradient, memory)
      slope = dot(direction, gradient)
    }
    const along = marginsOf(direction)
    let length = memory.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1
    let next = moved(point, direction, length)
    let nextMargins = moved(margins, along, length)
    let nextLoss = lossOf(nextMargins, next)
    for (
      let halving = 0;
      halving < MAX_HALVINGS && nextLoss > loss + SUFFICIENT_DECREASE * length * slope;
      halving++
    ) {
      length /= 2
      next = moved(point, direction, length)
      nextMargins = moved(margins, along, length)
      nextLoss = lossOf(nextMargins, next)
    }
    if (nextLoss >= loss) break
    const nextGradient = gradientOf(nextMargins, next)
    const step = moved(next, point, -1)
    const change = moved(nextGradient, gradient, -1)
    const curvature = dot(step, change)
    if (curvature > 0) {
      memory.push({ step, change, scale: 1 / curvature })
      if (memory.length > MEMORY) memory.shift()
    }
    point = next
    margins = nextMargins
    loss = nextLoss
    gradient = nextGradient
  }
  const weights = point.slice(0, width)
  return { weights, bias: (point[width] ?? 0) - dot(weights, centre) }

  function marginsOf(plane: Float64Array): Float64Array {
    const offset = (plane[width] ?? 0) - dot(plane.subarray(0, width), centre)
    return Float64Array.from(rows, (row) => dot(row, plane) + offset)
  }

  function lossOf(at: Float64Array, plane: Float64Array): number {
    let sum = 0
    for (let row = 0; row < at.length; row++) {
      const margin = (at[row] ?? 0) * (signs[row] ?? 0)
      // The logarithm of 1 + exp(-margin), without an overflow.
      sum += (weight[row] ?? 0) * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin))
    }
    const own = plane.subarray(0, width)
    return sum + dot(own, own) / 2
  }

  function gradientOf(at: Float64Array, plane: Float64Array): Float64Array {
    const result = plane.slice()
    let total = 0
    rows.forEach((row, index) => {
      const sign = signs[index] ?? 0
      const residual = (-sign * (weight[index] ?? 0)) / (1 + Math.exp(sign * (at[index] ?? 0)))
      total += residual
      for (let column = 0; column < width; column++) {
        result[column] = (result[column] ?? 0) + residual * (row[column] ?? 0)
      }
    })
    for (let column = 0; column < width; column++) {
      result[column] = (result[column] ?? 0) - total * (centre[column] ?? 0)
    }
    result[width] = total
    return result
  }
}

/** The two loops of L-BFGS: about the inverse of the curvature, times the gradient, downhill. */
function directionOf(
  gradient: Float64Array,
  memory: readonly { step: Float64Array; change: Float64Array; scale: number }[],
): Float64Array {
  let direction: Float64Array = gradient.map((value) => -value)
  const shares = memory.map(() => 0)
  for (let index = memory.length - 1; index >= 0; index--) {
    const pair = memory[index]
    if (pair === undefined) continue
    const share = pair.scale * dot(pair.step, direction)
    shares[index] = share
    direction = moved(direction, pair.change, -share)
  }
  const last = memory.at(-1)
  if (last !== undefined) {
    const factor = 1 / (last.scale * dot(last.change, last.change))
    direction = direction.map((value) => value * factor)
  }
  memory.forEach(({ step, change, scale }, index) => {
    direction = moved(direction, step, (shares[index] ?? 0) - scale * dot(change, direction))
  })
  return direction
}

function meanOf(rows: readonly Float32Array[], width: number): Float64Array {
  const sums = new Float64Array(width)
  for (const row of rows) {
    for (let column = 0; column < width; column++) {
      sums[column] = (sums[column] ?? 0) + (row[column] ?? 0)
    }
  }
  return sums.map((sum) => sum / Math.max(1, rows.length))
}

function moved(from: Float64Array, direction: Float64Array, length: number): Float64Array {
  return from.map((value, index) => value + length * (direction[index] ?? 0))
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
}

/** Over the entries of the first. */
function dot(a: Float32Array | Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}
