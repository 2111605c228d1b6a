import type { Amount, Bound, CalendarDate, Quantity, ValueRange } from './quantity.js'
import { isEqual, multiply, type Rational, rational, readRational } from './rational.js'
import { type UnitName, unitRow } from './units.js'

/** Years that a bare four-digit number may be. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2099

/**
 * Whether two quantities say the same, in whatever language: the same value after exact conversion
 * (12个月 and one year, 24小时 and a day, 五成 and half; a month is not 30 days and a working day is not
 * a day), the same kind of unit, the same bound. `over` and `more-than` agree, because English says
 * "more than" for 余 as well as for 超; all other bounds differ from each other.
 *
 * Counts agree when what they count is the same or unknown on one side (4100票 and 4,100
 * transactions, 4,100 cases, or 4,100 alone), so that the relation is not transitive. A bare 2024 also
 * agrees with the year 2024. Ordinals agree with ordinals of the same number.
 */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  switch (a.kind) {
    case 'amount':
      if (b.kind === 'amount') return sameAmount(a, b)
      return b.kind === 'date' && isYear(a, b)
    case 'date':
      if (b.kind === 'amount') return isYear(b, a)
      return b.kind === 'date' && sameDate(a, b)
    case 'time-of-day':
      return b.kind === 'time-of-day' && a.minutes === b.minutes
    case 'ordinal':
      return b.kind === 'ordinal' && a.value === b.value
    case 'rate':
      return b.kind === 'rate' && a.unit === b.unit
    case 'round-the-clock':
      return b.kind === 'round-the-clock'
  }
}

function sameAmount(a: Amount, b: Amount): boolean {
  if (unitRow(a.unit).dimension !== unitRow(b.unit).dimension) return false
  if (agreed(a.bound) !== agreed(b.bound) || !countsTheSame(a, b)) return false
  const [first, second] = [ends(a.value), ends(b.value)]
  return (
    isEqual(inDimension(first.low, a.unit), inDimension(second.low, b.unit)) &&
    isEqual(inDimension(first.high, a.unit), inDimension(second.high, b.unit))
  )
}

function agreed(bound: Bound): Bound {
  return bound === 'over' ? 'more-than' : bound
}

function countsTheSame(a: Amount, b: Amount): boolean {
  if (a.counted.length === 0 || b.counted.length === 0) return true
  return a.counted.some((name) => b.counted.includes(name))
}

function ends(value: string | ValueRange): ValueRange {
  return typeof value === 'string' ? { low: value, high: value } : value
}

function inDimension(value: string, unit: UnitName): Rational {
  const [numerator, denominator] = unitRow(unit).factor
  return multiply(readRational(value), rational(BigInt(numerator), BigInt(denominator)))
}

function sameDate(a: CalendarDate, b: CalendarDate): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day && a.part === b.part
}

function isYear(amount: Amount, date: CalendarDate): boolean {
  if (amount.unit !== 'count' || amount.counted.length > 0 || amount.bound !== 'exact') return false
  if (date.month !== undefined || date.part !== undefined) return false
  const value = typeof amount.value === 'string' ? Number(amount.value) : Number.NaN
  return value >= FIRST_YEAR && value <= LAST_YEAR && value === date.year
}
