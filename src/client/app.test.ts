import { type AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { type AnswerEvent, answerEventSchema, answerSchema } from '../domain/answer.js'
import { documentSchema } from '../domain/document.js'
import { measureSchema } from '../domain/measure.js'
import { searchResponseSchema } from '../domain/search.js'
import { serviceStatusSchema } from '../domain/status.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { createClient } from './create-client.js'

const { assistant } = await openTestAssistant()
const { app } = await buildTestApp(assistant)
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo
const client = createClient({ baseUrl: `http://127.0.0.1:${port}` })

afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

const QUESTION = '大连海关第三十三项写了什么？'

describe('the client and the real service', () => {
  test('ask: an answer of the contract', async () => {
    const answer = await client.ask({ question: QUESTION, language: 'en', maxCitations: 2 })
    expect(answerSchema.parse(answer)).toEqual(answer)
    expect(answer).toMatchObject({ language: 'en', outcome: 'answered' })
    expect(answer.citations[0]?.measureId).toBe('dalian-43/33')
  })

  test('stream: events of the contract, whose texts joined are the answer', async () => {
    const events: AnswerEvent[] = []
    for await (const event of client.stream({ question: QUESTION })) events.push(event)
    for (const event of events) expect(answerEventSchema.parse(event)).toEqual(event)
    const last = events.at(-1)
    expect(events[0]?.type).toBe('answer-start')
    expect(last?.type).toBe('answer-end')
    const text = events.map((event) => (event.type === 'answer-delta' ? event.text : '')).join('')
    expect(last).toMatchObject({ answer: { text } })
  })

  test('search', async () => {
    const found = await client.search({ query: '预约通关', limit: 3 })
    expect(searchResponseSchema.parse(found)).toEqual(found)
    expect(found.results).toHaveLength(3)
  })

  test('documents and offices', async () => {
    const documents = await client.documents({ language: 'en' })
    expect(documents).toHaveLength(5)
    for (const document of documents) {
      expect(documentSchema.parse(document)).toEqual(document)
      expect(await client.document(document.id, { language: 'en' })).toEqual(document)
    }
    const offices = await client.offices({ language: 'en' })
    for (const office of offices) {
      expect(Object.keys(office).toSorted()).toEqual([
        'documents',
        'id',
        'kind',
        'measures',
        'name',
      ])
    }
    expect(offices.flatMap((office) => office.documents).toSorted()).toEqual(
      documents.map(({ id }) => id).toSorted(),
    )
    expect(offices.reduce((sum, { measures }) => sum + measures, 0)).toBe(116)
  })

  test('measures: one, a page, and all of them in order', async () => {
    const page = await client.measures({ document: 'dalian-43', limit: 40 }, { language: 'en' })
    expect(page.measures).toHaveLength(40)
    expect(page.nextCursor).not.toBeNull()
    const one = await client.measure('dalian-43', 33, { language: 'en' })
    expect(measureSchema.parse(one)).toEqual(one)
    expect(page.measures[32]).toEqual(one)

    const ids: string[] = []
    for await (const { id } of client.allMeasures({ limit: 7 })) ids.push(id)
    expect(ids).toEqual(assistant.corpus.measures.map(({ id }) => id))
  })

  test('status', async () => {
    const status = await client.status()
    expect(serviceStatusSchema.parse(status)).toEqual(status)
    expect(status.corpus).toMatchObject({ documents: 5, measures: 116 })
    expect(status.records.state).toBe('off')
  })

  test.each([
    ['a blank question', () => client.ask({ question: ' ' }), 400, 'invalid_request'],
    ['an unknown document', () => client.document('mars-1'), 404, 'not_found'],
    ['a number that is not there', () => client.measure('dalian-43', 44), 404, 'not_found'],
    [
      'an unknown conversation',
      () =>
        client.ask({ question: '通关', conversationId: '0b9f6a54-6f0a-4c8e-9a55-0d5e6f3f7a01' }),
      404,
      'not_found',
    ],
  ])('refuses %s', async (_, call, status, code) => {
    await expect(call()).rejects.toMatchObject({
      name: 'ApiError',
      status,
      code,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('names the wrong places of a request', async () => {
    await expect(
      client.ask({ question: '通关', filters: { offices: ['mars'] } }),
    ).rejects.toMatchObject({ errors: [{ path: 'filters.offices.0' }] })
  })
})
