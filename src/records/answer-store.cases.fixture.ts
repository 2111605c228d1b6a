import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerRequestSchema } from '../domain/answer.js'
import type { Database } from './database.js'
import { createRecords } from './records.js'
import { sampleCitation, sampleRecord } from './sample-records.fixture.js'
import { storableJson } from './storable.js'

/** JSON whose texts and names are of all UTF-16 code units, the forbidden ones often among them. */
const anyText = fc
  .array(
    fc.oneof(fc.constantFrom(0, 0x5c, 0x75, 0xd800, 0xdc00), fc.integer({ min: 0, max: 0xffff })),
    {
      maxLength: 8,
    },
  )
  .map((units) => String.fromCharCode(...units))
const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 4 }),
  ),
})).value

/** What must hold of answers, feedback and conversations on either database. */
export function describeAnswers(databaseOf: () => Database): void {
  const recordsOf = () => createRecords(databaseOf(), { retentionDays: 365 })

  describe('answers', () => {
    test('an answer comes back as it was, its evidence included', async () => {
      const record = sampleRecord({ trace: { hits: [{ score: 0.25, why: null }] } })
      expect(await recordsOf().saveAnswer(record)).toEqual({ kind: 'saved' })
      expect(await recordsOf().getAnswer(record.answer.id, null)).toEqual({
        kind: 'found',
        answer: record.answer,
        feedback: null,
      })
    })

    test('keeping it twice keeps it once, and the first one', async () => {
      const record = sampleRecord()
      await recordsOf().saveAnswer(record)
      const changed = { ...record, answer: { ...record.answer, text: 'changed' } }
      expect(await recordsOf().saveAnswer(changed)).toEqual({ kind: 'saved' })
      expect(await recordsOf().getAnswer(record.answer.id, null)).toMatchObject({
        answer: { text: record.answer.text },
      })
      expect(await recordsOf().stats()).toMatchObject({ answers: 1, conversations: 1 })
    })

    test('characters that no column can hold become U+FFFD and offsets stay right', async () => {
      const question = `a${String.fromCharCode(0)}b\uD800c\u{20000}\u{1F600}'";--`
      const record = sampleRecord({ question, text: question })
      await recordsOf().saveAnswer(record)
      expect(await recordsOf().getAnswer(record.answer.id, null)).toMatchObject({
        answer: { question: `a\uFFFDb\uFFFDc\u{20000}\u{1F600}'";--` },
      })
    })

    test('any value goes into jsonb and comes back', async () => {
      await fc.assert(
        fc.asyncProperty(anyValue, async (value) => {
          const text = storableJson({ value })
          const { rows } = await databaseOf().query('select $1::jsonb as kept', [text])
          expect(rows[0]?.['kept']).toEqual(JSON.parse(text))
        }),
        { numRuns: 60 },
      )
    })

    const key = randomUUID()
    test.each([
      { made: 'without a key', by: null, asks: 'nobody', owner: null, may: true },
      { made: 'without a key', by: null, asks: 'some key', owner: key, may: true },
      { made: 'with a key', by: key, asks: 'that key', owner: key, may: true },
      { made: 'with a key', by: key, asks: 'another key', owner: randomUUID(), may: false },
      { made: 'with a key', by: key, asks: 'nobody', owner: null, may: false },
    ])('made $made: $asks may see it: $may', async ({ by, owner, may }) => {
      const records = recordsOf()
      const { answer, ...rest } = sampleRecord({ ownerKeyId: by })
      const { id, conversationId } = answer
      await records.saveAnswer({ answer, ...rest })
      const found = may ? 'found' : 'not_found'
      expect((await records.getAnswer(id, owner)).kind).toBe(found)
      expect((await records.getConversation(conversationId, owner)).kind).toBe(found)
      expect((await records.conversationHistory(conversationId, owner)).kind).toBe(found)
      const rated = await records.putFeedback(id, owner, { rating: 'useful' })
      expect(rated.kind).toBe(may ? 'saved' : 'not_found')
      const deleted = may ? 'deleted' : 'not_found'
      expect((await records.deleteAnswer(id, owner)).kind).toBe(deleted)
      expect((await records.deleteConversation(conversationId, owner)).kind).toBe(deleted)
      expect((await records.getAnswer(id, by)).kind).toBe(may ? 'not_found' : 'found')
    })

    test('ids that are none are not found', async () => {
      const records = recordsOf()
      for (const id of ['', 'x', "' or true --", randomUUID().slice(1), randomUUID()]) {
        expect(await records.getAnswer(id, null)).toEqual({ kind: 'not_found' })
        expect(await records.deleteAnswer(id, null)).toEqual({ kind: 'not_found' })
        expect(await records.getConversation(id, null)).toEqual({ kind: 'not_found' })
        expect(await records.conversationHistory(id, null)).toEqual({ kind: 'not_found' })
        expect(await records.deleteConversation(id, null)).toEqual({ kind: 'not_found' })
        const feedback = { rating: 'useful' as const }
        expect(await records.putFeedback(id, null, feedback)).toEqual({ kind: 'not_found' })
      }
    })

    test("nothing gets into another key's conversation", async () => {
      const records = recordsOf()
      const mine = sampleRecord({ ownerKeyId: randomUUID() })
      await records.saveAnswer(mine)
      for (const ownerKeyId of [randomUUID(), null]) {
        const { conversationId } = mine.answer
        const other = sampleRecord({ ownerKeyId, conversationId })
        expect(await records.saveAnswer(other)).toEqual({ kind: 'conversation_unknown' })
        expect(await records.getAnswer(other.answer.id, ownerKeyId)).toEqual({ kind: 'not_found' })
      }
    })
  })

  describe('feedback', () => {
    test('can be given again; the last one counts', async () => {
      const records = recordsOf()
      const { answer, ...rest } = sampleRecord()
      await records.saveAnswer({ answer, ...rest })
      const first = { rating: 'not_useful', comment: '没有说期限' } as const
      await records.putFeedback(answer.id, null, first)
      await records.putFeedback(answer.id, null, first)
      expect(await records.getAnswer(answer.id, null)).toMatchObject({ feedback: first })
      await records.putFeedback(answer.id, null, { rating: 'useful' })
      expect(await records.getAnswer(answer.id, null)).toMatchObject({
        feedback: { rating: 'useful', comment: null },
      })
      expect(await records.stats()).toMatchObject({ feedback: 1 })
    })

    test('goes with its answer', async () => {
      const records = recordsOf()
      const { answer, ...rest } = sampleRecord()
      await records.saveAnswer({ answer, ...rest })
      await records.putFeedback(answer.id, null, { rating: 'useful' })
      await records.deleteAnswer(answer.id, null)
      expect(await records.stats()).toMatchObject({ answers: 0, feedback: 0 })
    })
  })

  describe('conversations', () => {
    /** Three questions, kept in another order than they were asked. */
    async function talk() {
      const records = recordsOf()
      const conversationId = randomUUID()
      const turns = [1, 2, 3].map((minute) =>
        sampleRecord({
          conversationId,
          createdAt: `2026-03-01T08:0${minute}:00.000Z`,
          question: `问题${minute}`,
          text: `回答${minute}`,
          citations: ['dalian-43/33', 'haikou-20/2', 'dalian-43/33'].map(sampleCitation),
        }),
      )
      for (const index of [1, 0, 2]) await records.saveAnswer(turns[index] ?? sampleRecord())
      return { records, conversationId, turns }
    }

    test('have their turns in the order they were asked', async () => {
      const { records, conversationId, turns } = await talk()
      const found = await records.getConversation(conversationId, null)
      expect(found).toMatchObject({
        kind: 'found',
        id: conversationId,
        updatedAt: '2026-03-01T08:03:00.000Z',
        turns: turns.map(({ answer }) => ({
          answerId: answer.id,
          createdAt: answer.createdAt,
          question: answer.question,
          text: answer.text,
          outcome: 'answered',
          measures: ['dalian-43/33', 'haikou-20/2'],
        })),
      })
    })

    test('give the last turns as history of a request', async () => {
      const { records, conversationId } = await talk()
      const found = await records.conversationHistory(conversationId, null, 4)
      expect(found).toEqual({
        kind: 'found',
        history: [2, 3].flatMap((turn) => [
          { role: 'user', content: `问题${turn}` },
          { role: 'assistant', content: `回答${turn}`, measures: ['dalian-43/33', 'haikou-20/2'] },
        ]),
      })
    })

    test('give a history that a request may hold, however long they are', async () => {
      const records = recordsOf()
      const conversationId = randomUUID()
      for (let turn = 0; turn < 12; turn += 1) {
        const citations = Array.from({ length: 30 }, (_, at) => sampleCitation(`gacc-2024/${at}`))
        const text = `${'x'.repeat(7999)}\u{20000} and so on`
        await records.saveAnswer(sampleRecord({ conversationId, text, citations }))
      }
      const found = await records.conversationHistory(conversationId, null)
      const history = found.kind === 'found' ? found.history : []
      expect(history.length).toBe(20)
      expect(answerRequestSchema.safeParse({ question: '上限？', history }).success).toBe(true)
    })

    test('go with their answers and feedback', async () => {
      const { records, conversationId, turns } = await talk()
      const id = turns[0]?.answer.id ?? ''
      await records.putFeedback(id, null, { rating: 'useful' })
      await records.deleteConversation(conversationId, null)
      expect(await records.stats()).toMatchObject({ answers: 0, conversations: 0, feedback: 0 })
    })
  })
}
