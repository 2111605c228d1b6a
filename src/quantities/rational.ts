/** An exact number; always in lowest terms, with a positive denominator. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Makes a rational in lowest terms. @throws RangeError when the denominator is not positive. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator <= 0n) {
    throw new RangeError(`expected a positive denominator, found ${denominator}`)
  }
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** Zero. */
export const ZERO = rational(0n)
/** One. */
export const ONE = rational(1n)
/** One half. */
export const HALF = rational(1n, 2n)

/** Value of plain digits with an optional decimal point (`1500`, `97.94`). */
export function parseDecimal(digits: string): Rational {
  const [whole = '', decimals = ''] = digits.split('.')
  return rational(BigInt(`${whole}${decimals}` || '0'), 10n ** BigInt(decimals.length))
}

/** a + b. */
export function add(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  )
}

/** a × b. */
export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator)
}

/** Whether a < b. */
export function isLess(a: Rational, b: Rational): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator
}

/** Whether a and b are the same number. */
export function isEqual(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator
}

/**
 * The one way a number is written: `10000`, `1.5`, `-18`; as a fraction in lowest terms where its
 * decimals would not end (`1/3`).
 */
export function formatRational({ numerator, denominator }: Rational): string {
  const decimals = decimalPlaces(denominator)
  if (decimals === undefined) return `${numerator}/${denominator}`
  const scaled = (numerator * 10n ** BigInt(decimals)) / denominator
  if (decimals === 0) return String(scaled)
  const sign = scaled < 0n ? '-' : ''
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0')
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Reads what {@link formatRational} writes. */
export function readRational(text: string): Rational {
  const [numerator = '', denominator] = text.split('/')
  if (denominator !== undefined) return rational(BigInt(numerator), BigInt(denominator))
  const absolute = parseDecimal(numerator.replace('-', ''))
  return numerator.startsWith('-') ? rational(-absolute.numerator, absolute.denominator) : absolute
}

/** Decimals that 1/denominator needs, or `undefined` when they do not end. */
function decimalPlaces(denominator: bigint): number | undefined {
  let rest = denominator
  let twos = 0
  let fives = 0
  for (; rest % 2n === 0n; rest /= 2n) twos += 1
  for (; rest % 5n === 0n; rest /= 5n) fives += 1
  return rest === 1n ? Math.max(twos, fives) : undefined
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}
