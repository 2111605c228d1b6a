import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Answer, answerSchema } from './domain/answer.js'
import { documentSchema } from './domain/document.js'
import { measureSchema } from './domain/measure.js'
import { searchResponseSchema } from './domain/search.js'
import { answerFaults } from './testing/answer-faults.js'
import { buildTestApp, TEST_READINESS } from './testing/build-test-app.js'
import {
  closeTestAssistant,
  openTestAssistant,
  TEST_PUBLIC_URL,
} from './testing/open-test-assistant.js'

const { assistant } = await openTestAssistant()
const { app, log } = await buildTestApp(assistant)
const { corpus } = assistant

afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

/** The body, checked: a field that the schema does not know fails the test. */
async function getJson<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  headers: Record<string, string> = {},
): Promise<z.infer<Schema>> {
  const response = await app.inject({ url, headers })
  expect(response.statusCode, `${url}: ${response.body}`).toBe(200)
  return strictly(schema, response.json())
}

async function postJson<Schema extends z.ZodType>(
  schema: Schema,
  url: string,
  payload: object,
  headers: Record<string, string> = {},
): Promise<z.infer<Schema>> {
  const response = await app.inject({ method: 'POST', url, payload, headers })
  expect(response.statusCode, `${JSON.stringify(payload)}: ${response.body}`).toBe(200)
  expect(response.headers['content-type']).toMatch(/^application\/json/)
  return strictly(schema, response.json())
}

function strictly<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.parse(body)
  expect(parsed).toEqual(body)
  return parsed
}

const ask = (payload: object, headers: Record<string, string> = {}): Promise<Answer> =>
  postJson(answerSchema, '/api/v1/answers', payload, headers)

describe('POST /api/v1/answers', () => {
  test.each([
    ['大连海关第三十三项写了什么？', 'zh-Hans', 'answered', 'dalian-43/33'],
    ['深圳海關第十九條', 'zh-Hant-HK', 'answered', 'shenzhen-20/19'],
    ['深圳海關第十九條，網路資料怎麼說？', 'zh-Hant-TW', 'answered', 'shenzhen-20/19'],
    ['What does measure 33 of Dalian Customs say?', 'en', 'answered', 'dalian-43/33'],
    ['大连海关有哪些措施', 'zh-Hans', 'overview', undefined],
    ['深圳海关第三十条', 'zh-Hans', 'measure_not_found', undefined],
    ['上海海关有哪些措施？', 'zh-Hans', 'office_not_covered', undefined],
    ['写一首关于春天的诗', 'zh-Hans', 'out_of_scope', undefined],
  ] as const)('%s', async (question, language, outcome, first) => {
    const answer = await ask({ question })
    expect(answerFaults(answer, corpus)).toEqual([])
    expect(answer).toMatchObject({ question, language, outcome, corpusVersion: corpus.version })
    expect(answer.citations[0]?.measureId).toBe(first)
    expect(answer.text).not.toBe('')
  })

  test('gives every answer ids of its own, and the trace only when asked for', async () => {
    const question = '预约通关怎么办理'
    const [one, two] = [await ask({ question }), await ask({ question, trace: true })]
    expect(new Set([one.id, one.conversationId, two.id, two.conversationId]).size).toBe(4)
    expect(one).not.toHaveProperty('trace')
    expect(Object.keys(two.trace ?? {})).toEqual(
      expect.arrayContaining(['understanding', 'decision']),
    )
    expect(two.text).toBe(one.text)
  })

  test('answers in the language asked for, whatever the question is written in', async () => {
    for (const [language, expected] of [
      ['en-GB', 'en'],
      ['zh-HK', 'zh-Hant-HK'],
      ['zh-TW', 'zh-Hant-TW'],
      ['zh-CN', 'zh-Hans'],
    ] as const) {
      const answer = await ask({ question: '大连海关第三十三项写了什么？', language })
      expect(answer.language).toBe(expected)
      // A quote is the original in every language.
      expect(answerFaults(answer, corpus)).toEqual([])
    }
  })

  test('turns to Accept-Language where the question does not tell', async () => {
    // Both scripts write 通 and 大 alike.
    const answer = await ask({ question: '大通' }, { 'accept-language': 'fr, zh-TW;q=0.8' })
    expect(answer.language).toBe('zh-Hant-TW')
  })

  test('is not upset by an Accept-Language that is none', async () => {
    for (const value of [';;;,', 'q=q;q', '*', 'en;q=abc', ','.repeat(2000)]) {
      const answer = await ask({ question: '预约通关' }, { 'accept-language': value })
      expect(answer.language).toBe('zh-Hans')
    }
  })

  test('keeps to the filters and to the number of citations', async () => {
    const answer = await ask({
      question: '企业可以怎样减少查验？',
      filters: { documents: ['dalian-43'] },
      maxCitations: 2,
    })
    expect(answerFaults(answer, corpus)).toEqual([])
    expect(answer.citations.length).toBeLessThanOrEqual(2)
    for (const { measureId } of answer.citations) expect(measureId).toMatch(/^dalian-43\//)
  })

  test('takes a conversation into account, up to 20 turns', async () => {
    const history = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? { role: 'user', content: '大连海关第三十三项写了什么？' }
        : { role: 'assistant', content: '……[1]', measures: ['dalian-43/33'] },
    )
    const answer = await ask({ question: '那第三十四项呢？', history })
    expect(answer.citations[0]?.measureId).toBe('dalian-43/34')
    expect(answer.question).toBe('那第三十四项呢？')
    expect(answer.standaloneQuestion).not.toBe(answer.question)
  })

  test('answers a question of exactly 1,000 characters', async () => {
    const start = '大连海关第三十三项写了什么？'
    const answer = await ask({ question: start + '请'.repeat(1000 - start.length) })
    expect(answer.question).toHaveLength(1000)
  })

  test('searches without control and zero-width characters', async () => {
    const answer = await ask({ question: '大连\u200b海关\u0000第三\u202e十三项\n写了什么？' })
    expect(answer.question).toBe('大连海关第三十三项 写了什么？')
    expect(answer.citations[0]?.measureId).toBe('dalian-43/33')
  })

  test('links to the configured address, never to the one the client names', async () => {
    const answer = await ask(
      { question: '大连海关第三十三项写了什么？' },
      { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    )
    expect(answer.citations[0]?.url).toMatch(`${TEST_PUBLIC_URL}/measures/dalian-43/33?from=`)
    expect(JSON.stringify(answer)).not.toContain('evil.example')
    const documents = await app.inject({
      url: '/api/v1/documents',
      headers: { host: 'evil.example' },
    })
    expect(documents.body).toContain(`${TEST_PUBLIC_URL}/documents/dalian-43`)
    expect(documents.body).not.toContain('evil.example')
  })

  test('logs no question', async () => {
    await ask({ question: '一个不该出现在日志里的问题：预约通关' })
    expect(log.length).toBeGreaterThan(0)
    expect(log.filter(({ raw }) => raw.includes('不该出现'))).toEqual([])
  })
})

describe('POST /api/v1/search', () => {
  const search = (payload: object) => postJson(searchResponseSchema, '/api/v1/search', payload)

  test('ranks measures by score, each once, with a snippet and places to mark in it', async () => {
    const { results } = await search({ query: '进口研发样品 免于提交检测报告', limit: 50 })
    expect(results.length).toBeGreaterThan(0)
    expect(results.length).toBeLessThanOrEqual(50)
    expect(new Set(results.map(({ measureId }) => measureId)).size).toBe(results.length)
    const scores = results.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    for (const { measureId, snippet, highlights, title } of results) {
      const measure = corpus.measures.find(({ id }) => id === measureId)
      expect(measure?.title).toBe(title)
      let last = 0
      for (const [start, end] of highlights) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(snippet.length)
        last = end
      }
    }
    expect(results[0]?.highlights.length).toBeGreaterThan(0)
  })

  test('explains scores that add up, only when asked', async () => {
    for (const query of ['预约通关', '網上申報', 'advance declaration', '大连海关 冷链']) {
      const plain = await search({ query })
      const explained = await search({ query, explain: true })
      expect(plain.results.every(({ explanation }) => explanation === undefined)).toBe(true)
      expect(explained.results.map(({ measureId }) => measureId)).toEqual(
        plain.results.map(({ measureId }) => measureId),
      )
      for (const { score, explanation = [] } of explained.results) {
        expect(explanation.length).toBeGreaterThan(0)
        for (const { weight, normalised, contribution } of explanation) {
          expect(contribution).toBeCloseTo(weight * normalised, 6)
        }
        const sum = explanation.reduce((total, { contribution }) => total + contribution, 0)
        expect(sum).toBeCloseTo(score, 6)
      }
    }
  })

  test('keeps to limit and filters', async () => {
    expect((await search({ query: '通关', limit: 1 })).results).toHaveLength(1)
    const { results } = await search({
      query: '通关',
      limit: 50,
      filters: { offices: ['shenzhen-customs'] },
    })
    expect(results.length).toBeGreaterThan(0)
    for (const { office } of results) expect(office.id).toBe('shenzhen-customs')
    const both = await search({
      query: '通关',
      filters: { offices: ['shenzhen-customs'], documents: ['dalian-43'] },
    })
    expect(both.results).toEqual([])
  })
})

const LANGUAGES = ['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const
const pageSchema = z.object({
  measures: z.array(measureSchema),
  nextCursor: z.string().nullable(),
})

async function allPages(query: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const from: string = cursor === null ? '' : `&cursor=${cursor}`
    const page: z.infer<typeof pageSchema> = await getJson(
      pageSchema,
      `/api/v1/measures?${query}${from}`,
    )
    ids.push(...page.measures.map(({ id }) => id))
    cursor = page.nextCursor
    expect(ids.length).toBeLessThanOrEqual(corpus.measures.length)
  } while (cursor !== null)
  return ids
}

describe('GET /api/v1/measures', () => {
  test('gives each of the 116 measures once, in order, whatever the size of a page', async () => {
    const expected = corpus.measures.map(({ id }) => id)
    expect(expected).toHaveLength(116)
    for (const limit of [1, 29, 50, 58, 100]) {
      expect(await allPages(`limit=${limit}`)).toEqual(expected)
    }
  })

  test('gives 50 at once where no limit is named, and no cursor after the last', async () => {
    const page = await getJson(pageSchema, '/api/v1/measures')
    expect(page.measures).toHaveLength(50)
    const last = await getJson(pageSchema, '/api/v1/measures?document=haikou-20&limit=20')
    expect(last.measures).toHaveLength(20)
    expect(last.nextCursor).toBeNull()
  })

  test('filters by document, office and chapter, page by page', async () => {
    const ids = (test: (id: string) => boolean) =>
      corpus.measures.map(({ id }) => id).filter((id) => test(id))
    const dalian = ids((id) => id.startsWith('dalian-43/'))
    expect(await allPages('document=dalian-43&limit=7')).toEqual(dalian)
    expect(await allPages('office=dalian-customs&limit=7')).toEqual(dalian)
    expect(await allPages('office=national-2024&limit=7')).toHaveLength(29)
    expect(await allPages('document=dalian-43&office=shenzhen-customs')).toEqual([])
    const second = await allPages('document=dalian-43&chapter=2&limit=5')
    expect(second).toEqual(Array.from({ length: 12 }, (_, index) => `dalian-43/${index + 9}`))
    expect(await allPages('document=dalian-43&chapter=99')).toEqual([])
  })
})

describe('GET /api/v1/measures/{documentId}/{number}', () => {
  test('gives every measure as the corpus holds it, in each language', async () => {
    for (const [index, record] of corpus.measures.entries()) {
      const language = LANGUAGES[index % 4]
      const measure = await getJson(
        measureSchema,
        `/api/v1/measures/${record.id}?language=${language}`,
      )
      expect(measure).toMatchObject({
        id: record.id,
        number: record.number,
        label: record.label,
        title: record.title,
        text: record.text,
        url: `${TEST_PUBLIC_URL}/measures/${record.id}`,
      })
      expect(measure.text.slice(0, measure.titleEnd)).toBe(measure.title)
      expect(measure.sentences[0]).toMatchObject({ start: 0, end: measure.titleEnd })
    }
  })

  test('names office, reference and chapter in the language, the words stay the original', async () => {
    const [hans, hongKong, taiwan, english] = await Promise.all(
      LANGUAGES.map((language) =>
        getJson(measureSchema, `/api/v1/measures/dalian-43/33?language=${language}`),
      ),
    )
    expect(hans).toMatchObject({ label: '（三十三）', office: { name: '大连海关' } })
    expect(hans?.reference).toBe('大连海关43项惠企措施第（三十三）项')
    expect(hongKong?.office.name).toBe('大連海關')
    expect(taiwan?.office.name).toBe('大連海關')
    expect(english?.office.name).toBe('Dalian Customs')
    expect(english?.reference).toMatch(/Dalian Customs.*33/)
    expect(english?.chapter).toMatch(/^[\u0020-\u007e\u2019]+$/)
    expect(new Set([hans, hongKong, taiwan, english].map((m) => m?.text)).size).toBe(1)
    expect(new Set([hans, hongKong, taiwan, english].map((m) => m?.chapter)).size).toBe(3)
  })

  test('follows Accept-Language where no language is named', async () => {
    const url = '/api/v1/measures/dalian-43/33'
    const accept = (value: string) => ({ 'accept-language': value })
    const english = await getJson(measureSchema, url, accept('de, en-GB;q=0.7, zh;q=0.2'))
    expect(english.office.name).toBe('Dalian Customs')
    const named = await getJson(measureSchema, `${url}?language=zh-HK`, accept('en'))
    expect(named.office.name).toBe('大連海關')
    const none = await getJson(measureSchema, url, accept('de'))
    expect(none.office.name).toBe('大连海关')
  })
})

describe('documents and offices', () => {
  test('lists the five documents with their counts, in each language', async () => {
    const schema = z.object({ documents: z.array(documentSchema) })
    for (const language of LANGUAGES) {
      const { documents } = await getJson(schema, `/api/v1/documents?language=${language}`)
      expect(
        documents.map(({ id, measures, firstNumber, lastNumber }) => [
          id,
          measures,
          firstNumber,
          lastNumber,
        ]),
      ).toEqual([
        ['dalian-43', 43, 1, 43],
        ['shenzhen-20', 20, 1, 20],
        ['haikou-20', 20, 1, 20],
        ['hainan-ftp-cases', 4, 3, 6],
        ['gacc-2024-facilitation', 29, 1, 29],
      ])
      for (const document of documents) {
        const url = `/api/v1/documents/${document.id}?language=${language}`
        expect(await getJson(documentSchema, url)).toEqual(document)
      }
    }
    const { documents } = await getJson(schema, '/api/v1/documents?language=en')
    for (const { title, office } of documents)
      expect(title + office.name).toMatch(/^[\x20-\x7e’]+$/)
    const dalian = documents.find(({ id }) => id === 'dalian-43')
    expect(dalian?.chapters.map(({ measures }) => measures)).toEqual([8, 12, 12, 11])
  })

  test('lists the covered offices with their measures', async () => {
    const schema = z.object({
      offices: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          kind: z.string(),
          documents: z.array(z.string()),
          measures: z.int(),
        }),
      ),
    })
    const { offices } = await getJson(schema, '/api/v1/offices?language=en')
    expect(Object.fromEntries(offices.map(({ id, measures }) => [id, measures]))).toEqual({
      'dalian-customs': 43,
      'hainan-ftp': 4,
      'haikou-customs': 20,
      'national-2024': 29,
      'shenzhen-customs': 20,
    })
    expect(offices).toHaveLength(5)
    expect(offices.find(({ id }) => id === 'dalian-customs')?.name).toBe('Dalian Customs')
    const chinese = await getJson(schema, '/api/v1/offices?language=zh-TW')
    expect(chinese.offices.find(({ id }) => id === 'dalian-customs')?.name).toBe('大連海關')
  })
})

describe('health', () => {
  test('tells that it lives, and what it is ready with', async () => {
    const alive = await app.inject('/livez')
    expect([alive.statusCode, alive.json()]).toEqual([200, { status: 'alive' }])
    const ready = await app.inject('/readyz')
    expect([ready.statusCode, ready.json()]).toEqual([
      200,
      {
        status: 'ready',
        index: TEST_READINESS,
        records: { state: 'off', since: null, reason: null, queued: 0 },
        model: 'none',
      },
    ])
  })

  test('answers a probe whatever it accepts', async () => {
    for (const accept of ['text/plain', 'text/html', '*/*']) {
      expect((await app.inject({ url: '/readyz', headers: { accept } })).statusCode).toBe(200)
    }
  })

  test('gives each answer its request id and forbids guessing its type', async () => {
    const responses = await Promise.all([app.inject('/livez'), app.inject('/nothing')])
    const ids = responses.map(({ headers }) => headers['x-request-id'])
    expect(new Set(ids).size).toBe(2)
    expect(responses[1]?.json()).toMatchObject({ requestId: ids[1] })
    for (const { headers } of responses) expect(headers['x-content-type-options']).toBe('nosniff')
  })
})
