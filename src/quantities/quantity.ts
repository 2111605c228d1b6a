import type { CountClass } from './count-table.js'
import type { UnitName } from './units.js'

/**
 * What the words around a number say about its limits. `at-least` and `at-most` hold the number
 * itself (以上, 以下 and 以内 do so in Chinese law), `more-than` and `less-than` do not (超过, 不满).
 * `over` is "a little more" (2000余), which English can only call "more than".
 */
export type Bound =
  | 'exact'
  | 'at-least'
  | 'more-than'
  | 'at-most'
  | 'less-than'
  | 'about'
  | 'nearly'
  | 'over'

/** Two ends of a range, both part of it: 3至5天. */
export interface ValueRange {
  readonly low: string
  readonly high: string
}

/** Where a quantity stands: UTF-16 offsets in the text that was read; `end` is exclusive. */
interface Placed {
  readonly start: number
  readonly end: number
}

/**
 * A number with its unit. `value` is exact: decimal digits, or a fraction in lowest terms where the
 * decimals would not end (`1/3`); it is in `unit`, before any conversion.
 */
export interface Amount extends Placed {
  readonly kind: 'amount'
  readonly value: string | ValueRange
  readonly unit: UnitName
  /**
   * For `count`: the kinds of thing it may count, from the measure word or the noun (家, enterprises).
   * Empty where neither is known, which agrees with any.
   */
  readonly counted: readonly CountClass[]
  readonly bound: Bound
}

/** A place in a list: 第19条, no. 7, the third. No statement about a size. */
export interface Ordinal extends Placed {
  readonly kind: 'ordinal'
  readonly value: string
  readonly bound: 'exact'
}

/** Part of a year or a month that a date names: 年底, early March, 上半年. */
export type DatePart = 'start' | 'middle' | 'end' | 'first-half' | 'second-half'

/** A calendar date, as far as it is given: 2024年7月1日, April 2024, 3月底. */
export interface CalendarDate extends Placed {
  readonly kind: 'date'
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly part?: DatePart
  readonly bound: 'exact'
}

/** A time on the clock, in minutes since midnight. */
export interface TimeOfDay extends Placed {
  readonly kind: 'time-of-day'
  readonly minutes: number
  readonly bound: 'exact'
}

/** At any hour: 全天候, 7×24小时, round the clock, 24/7. Other than a period of 24 hours. */
export interface RoundTheClock extends Placed {
  readonly kind: 'round-the-clock'
  readonly bound: 'exact'
}

/** How often something happens: 每月, a year, per day. Its number is a quantity of its own. */
export interface Rate extends Placed {
  readonly kind: 'rate'
  readonly unit: UnitName
  readonly bound: 'exact'
}

/** Anything in a text that says how much, how many, how long or when. */
export type Quantity = Amount | Ordinal | CalendarDate | TimeOfDay | RoundTheClock | Rate
