import { z } from 'zod'
import { AppError } from '../errors.js'
import type { Outcome } from '../domain/answer.js'
import type { Database, SqlValue } from './database.js'
import {
  type AnswerLine,
  answerLineSchema,
  type ExportRow,
  exportRowSchema,
  type Rating,
} from './record-types.js'
import { isUuid, momentSchema, rowsOf } from './rows.js'

/** Outcomes that left a question without an answer, for {@link AdminReports.listAnswers}. */
export const UNANSWERED_OUTCOMES = [
  'no_evidence',
  'office_not_covered',
  'measure_not_found',
  'clarification',
  'out_of_scope',
  'guardrail',
] as const satisfies readonly Outcome[]

/** Answers of one batch of an export: some 4 MB. */
const EXPORT_BATCH = 200

/** Most answers on a page of a list. */
const PAGE_MAX = 200

/** A span of time: from `from` on, before `to`, both ISO 8601. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** A period cut into days or hours of a time zone, such as `Asia/Shanghai`. */
export interface BucketedPeriod extends Period {
  readonly bucket: 'day' | 'hour'
  readonly timeZone?: string
}

/** Which answers; whatever is not given does not matter. */
export interface AnswerFilter extends Partial<Period> {
  readonly outcomes?: readonly Outcome[]
  readonly rating?: Rating
}

const outcomeCountSchema = z.object({
  /** When the day or hour begins. */
  bucket: momentSchema,
  outcome: z.string(),
  count: z.int(),
})
/** How many answers of an outcome a day or hour had. */
export type OutcomeCount = z.infer<typeof outcomeCountSchema>

const latencySchema = z.object({
  /** When the day or hour begins; null for the whole period. */
  bucket: momentSchema.nullable(),
  count: z.int(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
})
/** Percentiles of the time that answers took, in milliseconds. */
export type LatencyLine = z.infer<typeof latencySchema>

/** What an operator's page shows. It sees the answers of all keys. */
export interface AdminReports {
  outcomesOverTime(period: BucketedPeriod): Promise<readonly OutcomeCount[]>
  /** One line for each day or hour with answers, and the whole period as the last one, if any. */
  latencies(period: BucketedPeriod): Promise<readonly LatencyLine[]>
  /**
   * Answers, the newest first.
   *
   * @throws AppError `invalid_request` when the cursor is none of this list.
   */
  listAnswers(
    filter: AnswerFilter,
    page?: { readonly limit?: number; readonly cursor?: string | undefined },
  ): Promise<{ readonly answers: readonly AnswerLine[]; readonly nextCursor: string | null }>
  /** Whole answers, the oldest first, read in batches; ones that come meanwhile may be in it. */
  exportRows(filter: AnswerFilter): AsyncGenerator<ExportRow, void, undefined>
}

// Every statement has the same first four values, which `filterValues` gives.
const MATCHES = `
      ($1::timestamptz is null or a.created_at >= $1::timestamptz)
  and ($2::timestamptz is null or a.created_at < $2::timestamptz)
  and ($3::text[] is null or a.outcome = any ($3::text[]))
  and ($4::text is null or f.rating = $4::text)`

const LIST_ANSWERS = `
  select a.id, a.conversation_id as "conversationId", a.owner_key_id as "ownerKeyId",
         a.created_at as "createdAt", a.question, a.outcome, a.language, a.mode, a.channel,
         a.total_ms as "totalMs", f.rating, f.comment
    from answers a left join feedback f on f.answer_id = a.id
   where ${MATCHES}
     and ($5::timestamptz is null or (a.created_at, a.id) < ($5::timestamptz, $6::uuid))
   order by a.created_at desc, a.id desc
   limit $7::int4`

const EXPORT_ROWS = `
  select a.created_at as "createdAt", a.id, a.answer, a.request, a.owner_key_id as "ownerKeyId",
         f.rating, f.comment
    from answers a left join feedback f on f.answer_id = a.id
   where ${MATCHES}
     and ($5::timestamptz is null or (a.created_at, a.id) > ($5::timestamptz, $6::uuid))
   order by a.created_at, a.id
   limit $7::int4`

const OUTCOMES_OVER_TIME = `
  select date_trunc($3::text, created_at at time zone $4::text) at time zone $4::text as bucket,
         outcome, count(*)::int4 as count
    from answers
   where created_at >= $1::timestamptz and created_at < $2::timestamptz
   group by 1, 2
   order by 1, 2`

const LATENCIES = `
  select date_trunc($3::text, created_at at time zone $4::text) at time zone $4::text as bucket,
         count(*)::int4 as count,
         percentile_cont(0.5) within group (order by total_ms) as p50,
         percentile_cont(0.9) within group (order by total_ms) as p90,
         percentile_cont(0.99) within group (order by total_ms) as p99
    from answers
   where created_at >= $1::timestamptz and created_at < $2::timestamptz
   group by grouping sets ((1), ())
   having count(*) > 0
   order by 1 nulls last`

/** Creates the reports over a database whose tables are up to date. */
export function createAdminReports(database: Database): AdminReports {
  return {
    async outcomesOverTime(period) {
      return rowsOf(
        outcomeCountSchema,
        await database.query(OUTCOMES_OVER_TIME, bucketValues(period)),
      )
    },
    async latencies(period) {
      return rowsOf(latencySchema, await database.query(LATENCIES, bucketValues(period)))
    },
    async listAnswers(filter, { limit = 50, cursor } = {}) {
      const size = Math.min(limit, PAGE_MAX)
      const after = cursor === undefined ? undefined : readCursor(cursor)
      const values = [...filterValues(filter), ...positionValues(after), size + 1]
      const found = rowsOf(answerLineSchema, await database.query(LIST_ANSWERS, values))
      const answers = found.slice(0, size)
      const last = answers.at(-1)
      const more = found.length > size && last !== undefined
      return { answers, nextCursor: more ? cursorOf(last) : null }
    },
    async *exportRows(filter) {
      let last: Position | undefined
      for (;;) {
        const values = [...filterValues(filter), ...positionValues(last), EXPORT_BATCH]
        const batch = rowsOf(exportRowSchema, await database.query(EXPORT_ROWS, values))
        yield* batch
        last = batch.at(-1)
        if (last === undefined || batch.length < EXPORT_BATCH) return
      }
    },
  }
}

/** A place in the order of answers. */
interface Position {
  readonly createdAt: string
  readonly id: string
}

const filterValues = ({ from, to, outcomes, rating }: AnswerFilter): SqlValue[] => [
  from ?? null,
  to ?? null,
  outcomes ?? null,
  rating ?? null,
]

const bucketValues = ({ from, to, bucket, timeZone = 'UTC' }: BucketedPeriod): SqlValue[] => [
  from,
  to,
  bucket,
  timeZone,
]

const positionValues = (position: Position | undefined): SqlValue[] => [
  position?.createdAt ?? null,
  position?.id ?? null,
]

function cursorOf({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url')
}

function readCursor(cursor: string): Position {
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (momentSchema.safeParse(createdAt).success && isUuid(id)) return { createdAt, id }
  const message = 'expected a nextCursor of the same list'
  throw new AppError('invalid_request', `cursor: ${message}`, {
    details: [{ path: 'cursor', message }],
  })
}
