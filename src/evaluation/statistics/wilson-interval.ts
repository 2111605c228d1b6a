/** A two-sided 95 % interval. */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** The 97.5 % point of the standard normal distribution: both tails together hold 5 %. */
export const Z_95 = 1.959963984540054

/**
 * Wilson score interval of a rate, without continuity correction (Wilson 1927; method 3 of Newcombe,
 * Statistics in Medicine 17, 1998). Unlike the usual normal interval it stays within 0 and 1 and has
 * a width when all or none succeeded.
 *
 * @throws RangeError unless `0 <= successes <= total` and `total > 0`.
 */
export function wilsonInterval(successes: number, total: number, z: number = Z_95): Interval {
  if (!(total > 0) || successes < 0 || successes > total) {
    throw new RangeError(
      `expected 0 to total successes of at least 1, found ${successes} of ${total}`,
    )
  }
  const rate = successes / total
  const squared = z * z
  const scale = 1 + squared / total
  const centre = (rate + squared / (2 * total)) / scale
  const half = (z / scale) * Math.sqrt((rate * (1 - rate)) / total + squared / (4 * total * total))
  // At the ends the formula gives 0 and 1 but for rounding.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === total ? 1 : Math.min(1, centre + half),
  }
}
