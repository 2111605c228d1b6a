import { AppError } from '../errors.js'

/** Greatest distance of a squared length from 1: float32 sums over 384 numbers stay far below it. */
const SQUARED_LENGTH_TOLERANCE = 1e-3

/**
 * Makes sure that a vector has the expected number of finite components and length 1.
 *
 * @throws AppError `bad_model` that names `source`, what was expected and what was found.
 */
export function checkUnitVector(vector: Float32Array, dimensions: number, source: string): void {
  checkDimensions(vector.length, dimensions, source)
  const squaredLength = squaredLengthOf(vector)
  // NaN fails every comparison, so the condition says what is right.
  if (Math.abs(squaredLength - 1) <= SQUARED_LENGTH_TOLERANCE) return
  throw new AppError(
    'bad_model',
    `${source}: expected a vector of length 1, found ${Math.sqrt(squaredLength)}`,
  )
}

/**
 * The vector scaled to length 1, as float32.
 *
 * @throws AppError `bad_model` when it has another size, is zero or is not finite.
 */
export function toUnitVector(
  components: readonly number[],
  dimensions: number,
  source: string,
): Float32Array {
  checkDimensions(components.length, dimensions, source)
  const length = Math.sqrt(squaredLengthOf(components))
  if (!Number.isFinite(length) || length === 0) {
    throw new AppError('bad_model', `${source}: expected a vector, found one of length ${length}`)
  }
  return Float32Array.from(components, (component) => component / length)
}

function checkDimensions(found: number, expected: number, source: string): void {
  if (found === expected) return
  throw new AppError('bad_model', `${source}: expected ${expected} dimensions, found ${found}`)
}

function squaredLengthOf(components: Iterable<number>): number {
  let sum = 0
  for (const component of components) sum += component * component
  return sum
}
