import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchResponseSchema } from '../../domain/search.js'
import { createKeys } from '../../records/keys.js'
import { TEST_DATABASES, type TestDatabase } from '../../records/test-databases.fixture.js'
import { closeTestAssistant, openTestAssistant } from '../open-test-assistant.js'
import { serveAssistant, type ServedAssistant } from '../served-assistant.js'

const TIMEOUT_MS = 180_000

const QUERIES = [
  '预约通关',
  '高级认证企业 AEO 便利',
  '跨境电商退货中心仓',
  '免税进口科研仪器设备变更使用地点',
  'research equipment duty free relocation',
  '船舶供退物料',
  '深圳海关第三条 大连海关第三十三条 海口海关第八条',
  'dalian-43/33 shenzhen-20/3 haikou-20/8 gacc-2024-facilitation/7 hainan-ftp-cases/4',
  '大连 大连 大连 大连 大连 深圳 深圳 深圳 深圳 海口 海口 海口 海南 海南 全国',
] as const

const opened = await openTestAssistant()
const { corpus } = opened.open
const pglite = TEST_DATABASES.find(({ kind }) => kind === 'pglite')
let database: TestDatabase
let served: ServedAssistant
beforeAll(async () => {
  if (pglite === undefined) throw new Error('expected PGlite')
  database = await pglite.open()
  served = await serveAssistant(opened, { database: database.database })
}, TIMEOUT_MS)
afterAll(async () => {
  await served.close()
  await closeTestAssistant()
  await database.remove()
})

const documentOf = (measureId: string): string => measureId.slice(0, measureId.lastIndexOf('/'))

async function search(body: object) {
  const response = await fetch(`${served.url}/api/v1/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
  return searchResponseSchema.parse(await response.json())
}

const bodiesOf = corpus.documents.map(({ data }) => ({ id: data.id, office: data.office }))

describe('LLM08 vector and embedding weaknesses', { timeout: TIMEOUT_MS }, () => {
  test.each(bodiesOf)('a search within $id finds nothing of another', async ({ id, office }) => {
    for (const filters of [{ documents: [id] }, { offices: [office] }]) {
      for (const query of QUERIES) {
        const { results } = await search({ query, filters, limit: 50, explain: true })
        expect(results.length).toBeGreaterThan(0)
        const measures = results.map(({ measureId }) => documentOf(measureId))
        const allowed = corpus.documents
          .filter(({ data }) =>
            filters.documents === undefined ? data.office === office : data.id === id,
          )
          .map(({ data }) => data.id)
        for (const document of measures) expect(allowed).toContain(document)
      }
    }
  })

  test('the filter stands before the scores: ranks count only what is allowed', async () => {
    const query = '免税进口科研仪器设备变更使用地点'
    const all = await search({ query, limit: 50 })
    expect(documentOf(all.results[0]?.measureId ?? '')).toBe('dalian-43')
    const filters = { documents: ['haikou-20'] }
    const { results } = await search({ query, filters, limit: 50, explain: true })
    // Were it cut off the whole list afterwards, few or none of these would be left.
    expect(results).toHaveLength(20)
  })

  test.each(bodiesOf)('an answer within $id cites nothing of another', async ({ id }) => {
    const filters = { documents: [id] }
    for (const question of QUERIES) {
      const answer = await served.ask({
        question,
        filters,
        trace: true,
        history: [
          { role: 'user', content: '大连海关第三十三条' },
          { role: 'assistant', content: '……', measures: ['dalian-43/33', 'shenzhen-20/3'] },
        ],
      })
      for (const { measureId } of answer.citations) expect(documentOf(measureId)).toBe(id)
      const hits = JSON.stringify(answer.trace?.['hits'] ?? [])
      for (const { data } of corpus.documents) {
        if (data.id !== id) expect(hits).not.toContain(`"${data.id}/`)
      }
    }
  })

  test('filters that exclude each other leave nothing, not everything', async () => {
    const filters = { offices: ['dalian-customs'], documents: ['haikou-20'] }
    expect((await search({ query: '预约通关', filters })).results).toEqual([])
    const answer = await served.ask({ question: '预约通关怎么办？', filters })
    expect(answer.citations).toEqual([])
    const unknown = await served.post({ question: '预约通关', filters: { documents: ['mars-1'] } })
    expect(unknown.status).toBe(400)
  })

  test('words piled up do not move a measure to another office', async () => {
    const stuffed = '深圳海关 '.repeat(100)
    const answer = await served.ask({ question: `${stuffed}大连海关第三十三条` })
    for (const { measureId, office } of answer.citations) {
      expect(office.id).toBe(corpus.measures.find(({ id }) => id === measureId)?.officeId)
    }
  })

  test('what one key asked, another finds nowhere', async () => {
    const keys = createKeys(database.database)
    const [one, other] = await Promise.all(
      ['one', 'other'].map(async (name) => {
        const { text } = await keys.create({ name, scopes: ['answers'] })
        return { authorization: `Bearer ${text}` }
      }),
    )
    const answer = await served.ask({ question: '大连海关第三十三条' }, one)
    await expect.poll(() => served.records?.status().queued).toBe(0)
    const get = async (path: string, headers: Record<string, string> | undefined) =>
      (await fetch(`${served.url}/api/v1${path}`, { headers: headers ?? {} })).status
    for (const path of [`/answers/${answer.id}`, `/conversations/${answer.conversationId}`]) {
      expect(await get(path, one)).toBe(200)
      expect(await get(path, other)).toBe(404)
      expect(await get(path, undefined)).toBe(404)
    }
    const { conversationId } = answer
    const body = { question: '那深圳呢？', conversationId }
    expect((await served.post(body, one)).status).toBe(200)
    expect((await served.post(body, other)).status).toBe(404)
    expect((await served.post(body)).status).toBe(404)
  })
})
