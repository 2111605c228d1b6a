import type { LatencyLine, OutcomeCount } from '../records/admin-reports.js'
import type { AnswerLine } from '../records/record-types.js'

/** One page of a list, with where the next one begins. */
export interface ListPage {
  readonly answers: readonly AnswerLine[]
  readonly nextCursor: string | null
  /** Whether it is not the first page. */
  readonly continued: boolean
}

/** Periods that the page offers. */
export const PERIODS = [
  { days: 1, title: 'One day' },
  { days: 7, title: '7 days' },
  { days: 30, title: '30 days' },
  { days: 90, title: '90 days' },
  { days: 365, title: 'A year' },
] as const

/** Which days an operator looks at. */
export interface AdminPeriod {
  /** Days, the last one included. */
  readonly days: number
  /** The last day, `YYYY-MM-DD`, as its offices count days. */
  readonly until: string
  /** Begin of the first day and end of the last, ISO 8601. */
  readonly from: string
  readonly to: string
  readonly bucket: 'day' | 'hour'
  /** Begin of every day or hour of the period, ISO 8601, in order. */
  readonly buckets: readonly string[]
}

/** What the operator's page shows. */
export interface AdminReport {
  readonly period: AdminPeriod
  /** Today, `YYYY-MM-DD`, as the offices count days. */
  readonly today: string
  readonly outcomes: readonly OutcomeCount[]
  readonly latencies: readonly LatencyLine[]
  readonly unanswered: ListPage
  readonly lowRated: ListPage
}
