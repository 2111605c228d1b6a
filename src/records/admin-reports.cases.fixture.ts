import { beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../domain/answer.js'
import { type AnswerFilter, UNANSWERED_OUTCOMES } from './admin-reports.js'
import type { Database } from './database.js'
import type { ExportRow } from './record-types.js'
import { createRecords } from './records.js'
import { sampleRecord } from './sample-records.fixture.js'

const MARCH = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' }

/** What must hold of an operator's lists and of the retention on either database. */
export function describeAdmin(databaseOf: () => Database): void {
  const recordsOf = (now = new Date()) =>
    createRecords(databaseOf(), { retentionDays: 30, now: () => now })

  async function save(createdAt: string, outcome: Outcome, totalMs = 10) {
    const record = sampleRecord({ createdAt, outcome, totalMs })
    await recordsOf().saveAnswer(record)
    return record.answer
  }

  describe('reports', () => {
    beforeEach(async () => {
      await save('2026-02-28T23:59:59.999Z', 'answered', 9999)
      await save('2026-03-01T00:00:00.000Z', 'answered', 10)
      await save('2026-03-01T15:59:59.999Z', 'no_evidence', 20)
      // In China this is the second of March.
      await save('2026-03-01T16:00:00.000Z', 'answered', 30)
      await save('2026-03-02T01:00:00.000Z', 'answered', 40)
      await save('2026-04-01T00:00:00.000Z', 'answered', 9999)
    })

    test('outcomes are counted by the days of a time zone', async () => {
      const period = { ...MARCH, bucket: 'day', timeZone: 'Asia/Shanghai' } as const
      expect(await recordsOf().outcomesOverTime(period)).toEqual([
        { bucket: '2026-02-28T16:00:00.000Z', outcome: 'answered', count: 1 },
        { bucket: '2026-02-28T16:00:00.000Z', outcome: 'no_evidence', count: 1 },
        { bucket: '2026-03-01T16:00:00.000Z', outcome: 'answered', count: 2 },
      ])
    })

    test('outcomes are counted by hours', async () => {
      const found = await recordsOf().outcomesOverTime({ ...MARCH, bucket: 'hour' })
      expect(found.map(({ bucket, count }) => [bucket.slice(8, 13), count])).toEqual([
        ['01T00', 1],
        ['01T15', 1],
        ['01T16', 1],
        ['02T01', 1],
      ])
    })

    test('latencies are percentiles by day and over all', async () => {
      const lines = await recordsOf().latencies({ ...MARCH, bucket: 'day' })
      expect(lines.map(({ bucket, count, p50 }) => [bucket, count, p50])).toEqual([
        ['2026-03-01T00:00:00.000Z', 3, 20],
        ['2026-03-02T00:00:00.000Z', 1, 40],
        [null, 4, 25],
      ])
      expect(lines.at(-1)).toMatchObject({ p90: 37, p99: expect.closeTo(39.7, 6) })
    })

    test('a period without answers has no lines', async () => {
      const empty = {
        from: '2020-01-01T00:00:00Z',
        to: '2020-02-01T00:00:00Z',
        bucket: 'day',
      } as const
      expect(await recordsOf().latencies(empty)).toEqual([])
      expect(await recordsOf().outcomesOverTime(empty)).toEqual([])
    })

    test('lists the questions that got no answer, and the low-rated answers', async () => {
      const records = recordsOf()
      const unanswered = await records.listAnswers({ ...MARCH, outcomes: UNANSWERED_OUTCOMES })
      expect(unanswered.answers.map(({ outcome }) => outcome)).toEqual(['no_evidence'])

      const { id } = await save('2026-03-03T00:00:00.000Z', 'answered')
      await records.putFeedback(id, null, { rating: 'not_useful', comment: '答非所问' })
      const lowRated = await records.listAnswers({ rating: 'not_useful' })
      expect(lowRated.answers).toMatchObject([
        { id, rating: 'not_useful', comment: '答非所问', question: '预裁定要提前多久申请？' },
      ])
    })
  })

  describe('lists', () => {
    test('pages hold every answer once, also those of one moment', async () => {
      const ids = new Set<string>()
      for (let at = 0; at < 11; at += 1) {
        const second = Math.floor(at / 5)
        ids.add((await save(`2026-03-05T00:00:0${second}.000Z`, 'answered')).id)
      }
      const seen: string[] = []
      const moments: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await recordsOf().listAnswers({}, { limit: 3, cursor: cursor ?? undefined })
        seen.push(...page.answers.map(({ id }) => id))
        moments.push(...page.answers.map(({ createdAt }) => createdAt))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen.length).toBe(11)
      expect(new Set(seen)).toEqual(ids)
      expect(moments).toEqual([...moments].sort().reverse())
    })

    test.each(['', '?', 'bm90IGE', Buffer.from('2026-03-01T00:00:00Z x').toString('base64url')])(
      'a cursor that is none is refused: "%s"',
      async (cursor) => {
        const listed = recordsOf().listAnswers({}, { cursor })
        await expect(listed).rejects.toMatchObject({ code: 'invalid_request' })
      },
    )

    async function exported(filter: AnswerFilter): Promise<ExportRow[]> {
      const rows: ExportRow[] = []
      for await (const row of recordsOf().exportRows(filter)) rows.push(row)
      return rows
    }

    test('an export holds every answer whole, over several batches', async () => {
      const saved = []
      for (let at = 0; at < 401; at += 1) {
        saved.push((await save('2026-03-06T00:00:00.000Z', at % 2 ? 'answered' : 'partial')).id)
      }
      const rows = await exported({})
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(saved))
      expect(rows.length).toBe(401)
      expect(rows[0]?.answer.citations[0]?.quote).toContain('进出口企业可申请')
      expect(rows[0]?.request.channel).toBe('answers')
      const partial = await exported({ outcomes: ['partial'] })
      expect(partial.length).toBe(201)
    })
  })

  describe('retention', () => {
    test('deletes what is older, and no conversation that goes on', async () => {
      const old = await save('2026-03-01T00:00:00.000Z', 'answered')
      const kept = await save('2026-03-02T00:00:00.001Z', 'answered')
      const later = sampleRecord({
        conversationId: old.conversationId,
        createdAt: '2026-03-20T00:00:00.000Z',
      })
      const gone = await save('2026-02-01T00:00:00.000Z', 'answered')
      await recordsOf().saveAnswer(later)
      const records = recordsOf(new Date('2026-04-01T00:00:00.001Z'))
      expect(await records.purge()).toEqual({ answers: 2, conversations: 1, idempotency: 0 })
      expect((await records.getAnswer(kept.id, null)).kind).toBe('found')
      expect((await records.getAnswer(old.id, null)).kind).toBe('not_found')
      expect((await records.getConversation(gone.conversationId, null)).kind).toBe('not_found')
      expect(await records.getConversation(old.conversationId, null)).toMatchObject({
        turns: [{ answerId: later.answer.id }],
      })
      expect(await records.purge()).toEqual({ answers: 0, conversations: 0, idempotency: 0 })
    })

    test('deletes in several batches', async () => {
      const { answer } = sampleRecord({ createdAt: '2026-01-01T00:00:00.000Z' })
      await recordsOf().saveAnswer(sampleRecord(answer))
      await databaseOf().query(
        `insert into answers
         select gen_random_uuid(), conversation_id, owner_key_id, created_at, question, outcome,
                language, mode, channel, total_ms, request, answer
           from answers, generate_series(1, 2100)`,
      )
      expect(await recordsOf(new Date('2026-04-01T00:00:00Z')).purge()).toMatchObject({
        answers: 2101,
        conversations: 1,
      })
    })

    test('of 0 days keeps everything', async () => {
      await save('2001-01-01T00:00:00.000Z', 'answered')
      const records = createRecords(databaseOf(), { retentionDays: 0 })
      expect(await records.purge()).toEqual({ answers: 0, conversations: 0, idempotency: 0 })
      expect(await records.stats()).toMatchObject({
        answers: 1,
        oldestAnswerAt: '2001-01-01T00:00:00.000Z',
        bytes: expect.any(Number),
      })
    })
  })
}
