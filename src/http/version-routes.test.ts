import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Assistant } from '../assistant.js'
import { createDirectory } from '../citations/references.js'
import { createCorpusByDay } from '../documents/corpus-on.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { documentSchema } from '../domain/document.js'
import { measureSchema } from '../domain/measure.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createDatedCorpus, DATED } from '../testing/dated-corpus.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

const dated = createDatedCorpus()
const { corpus } = loadCorpus(dated.folder)
const TODAY = '2026-06-15'
const directory = createDirectory(corpus, 'http://127.0.0.1:8787', () => TODAY)
const assistant: Assistant = {
  ...createFakeAssistant(),
  corpus: createCorpusByDay(corpus)(TODAY).holding,
  directory,
}
const { app } = await buildTestApp(assistant)

afterAll(async () => {
  await app.close()
  dated.remove()
})

async function get<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const response = await app.inject({ url })
  expect(response.statusCode, response.body).toBe(200)
  return schema.parse(response.json())
}

async function page(url: string, status = 200): Promise<string> {
  const response = await app.inject({ url, headers: { accept: 'text/html' } })
  expect(response.statusCode, response.body).toBe(status)
  return response.body
}

const listSchema = z.object({ documents: z.array(documentSchema) })
const idsOf = async (query: string): Promise<string[]> =>
  (await get(`/api/v1/documents${query}`, listSchema)).documents.map(({ id }) => id)

describe('the API', () => {
  test('lists what holds today, or held on another day', async () => {
    const always = ['hainan-ftp-cases', 'gacc-2024-facilitation']
    expect((await idsOf('')).toSorted()).toEqual(['haikou-20', ...always].toSorted())
    expect((await idsOf('?asOf=2024-12-31')).toSorted()).toEqual(
      ['haikou-20@1', 'shenzhen-20', ...always].toSorted(),
    )
    expect((await idsOf('?asOf=2025-01-01')).toSorted()).toEqual(
      ['haikou-20', 'shenzhen-20', ...always].toSorted(),
    )
    expect((await idsOf(`?asOf=${DATED.futureFrom}`)).toSorted()).toEqual(
      ['haikou-20', 'dalian-43', ...always].toSorted(),
    )
    expect((await app.inject('/api/v1/documents?asOf=2025-02-30')).statusCode).toBe(400)
  })

  test.each(['haikou-20@1', 'haikou-20%401'])('shows the earlier version %s', async (id) => {
    const view = await get(`/api/v1/documents/${id}`, documentSchema)
    expect(view).toMatchObject({
      id: 'haikou-20@1',
      version: 1,
      validFrom: '2023-01-01',
      validUntil: '2024-12-31',
      status: 'superseded',
      endedBy: 'haikou-20',
      measures: 20,
      url: 'http://127.0.0.1:8787/documents/haikou-20@1',
    })
    const current = await get('/api/v1/documents/haikou-20', documentSchema)
    expect(current).toMatchObject({ version: 2, status: 'in_force', measures: 19, endedBy: null })
    expect(current.versions).toEqual(view.versions)
    expect(view.versions).toEqual([
      {
        id: 'haikou-20@1',
        version: 1,
        validFrom: '2023-01-01',
        validUntil: '2024-12-31',
        status: 'superseded',
        url: 'http://127.0.0.1:8787/documents/haikou-20@1',
      },
      {
        id: 'haikou-20',
        version: 2,
        validFrom: '2025-01-01',
        validUntil: null,
        status: 'in_force',
        url: 'http://127.0.0.1:8787/documents/haikou-20',
      },
    ])
  })

  test('shows measures of what has ended, with their history', async () => {
    const { removed, changed } = DATED
    const gone = await get(`/api/v1/measures/haikou-20@1/${removed}`, measureSchema)
    expect(gone).toMatchObject({
      id: 'haikou-20@1/9',
      status: 'superseded',
      reference: '海口海关“二十条措施”第九条（2023年版，已失效）',
      url: 'http://127.0.0.1:8787/measures/haikou-20@1/9',
    })
    expect(gone.history).toEqual([
      { documentId: 'haikou-20@1', measureId: 'haikou-20@1/9', change: 'first', moved: false },
      { documentId: 'haikou-20', measureId: null, change: 'removed', moved: false },
    ])
    const now = await get(`/api/v1/measures/haikou-20/${changed.after}`, measureSchema)
    expect(now.reference).toBe('海口海关“二十条措施”第十六条')
    expect(now.history).toEqual([
      { documentId: 'haikou-20@1', measureId: 'haikou-20@1/17', change: 'first', moved: false },
      { documentId: 'haikou-20', measureId: 'haikou-20/16', change: 'changed', moved: true },
    ])
    const moved = await get('/api/v1/measures/haikou-20/9', measureSchema)
    expect(moved.history.at(-1)).toMatchObject({ change: 'moved', moved: true })
  })

  test('lists the measures of a version, and of today where none is named', async () => {
    const measures = z.object({ measures: z.array(measureSchema) })
    const idsOf = async (query: string): Promise<string[]> =>
      (await get(`/api/v1/measures?limit=100${query}`, measures)).measures.map(({ id }) => id)
    expect(await idsOf('&document=haikou-20@1')).toHaveLength(20)
    expect(await idsOf('&document=shenzhen-20&office=shenzhen-customs')).toHaveLength(20)
    const today = await idsOf('')
    expect(today).toHaveLength(19 + 4 + 29)
    expect(today.every((id) => /^(haikou-20|hainan|gacc)[^@]*\//.test(id))).toBe(true)
  })

  test('describes itself though the documents of its examples have ended', async () => {
    const description = (await app.inject('/openapi.json')).json<{
      paths: Record<string, { get?: { parameters: { name: string; description?: string }[] } }>
    }>()
    const parameters = description.paths['/api/v1/documents']?.get?.parameters ?? []
    expect(parameters.find(({ name }) => name === 'asOf')?.description).toContain('on this day')
  })
})

describe('the pages', () => {
  test('the first page lists what holds today and nothing else', async () => {
    const body = await page('/?lang=zh-Hans')
    expect(body).toContain('/documents/haikou-20?')
    for (const id of ['haikou-20@1', 'shenzhen-20', 'dalian-43']) {
      expect(body).not.toContain(`/documents/${id}`)
    }
  })

  test('an earlier version says so, leads to what holds, and is kept from search engines', async () => {
    const body = await page('/documents/haikou-20@1?lang=zh-Hans')
    expect(body).toContain('该文件自2025年1月1日起失效，现仅供查阅，不能作为办理依据。')
    expect(body).toContain('现行版本：<a href="/documents/haikou-20?lang=zh-Hans">')
    expect(body).toContain('<meta name="robots" content="noindex">')
    expect(body).toContain(
      '<link rel="canonical" href="http://127.0.0.1:8787/documents/haikou-20@1?lang=zh-Hans">',
    )
    const current = await page('/documents/haikou-20?lang=zh-Hans')
    expect(current).not.toContain('noindex')
    expect(current).not.toContain('现仅供查阅')
    expect(current).toContain('历次版本')
    expect(current).toContain('href="/documents/haikou-20@1?lang=zh-Hans">2023年版</a>')
    expect(current).toContain('2023年1月1日至2024年12月31日')
    expect(current).toContain('href="/documents/haikou-20/changes?lang=zh-Hans"')
  })

  test.each([
    ['zh-Hans', '该文件自2025年7月1日起废止，废止依据是海关总署公告2025年第88号，现仅供查阅'],
    ['zh-Hant', '該文件自2025年7月1日起廢除，廢除依據是海关总署公告2025年第88号，現僅供查閱'],
    ['zh-Hant-TW', '該文件自2025年7月1日起廢止，廢止依據為海关总署公告2025年第88号，現僅供查閱'],
    [
      'en',
      'This document has been repealed since 1 July 2025; it was repealed by 海关总署公告2025年第88号',
    ],
  ])('a repealed document says so in %s, on each of its pages', async (language, words) => {
    for (const url of ['/documents/shenzhen-20', '/measures/shenzhen-20/3']) {
      const body = await page(`${url}?lang=${language}`)
      expect(body).toContain(words)
      expect(body).toContain('content="noindex"')
    }
  })

  test('a document that does not hold yet says from when', async () => {
    expect(await page('/measures/dalian-43/1?lang=zh-Hans')).toContain('该文件自2999年1月1日起施行')
    expect(await page('/documents/dalian-43?lang=en')).toContain('takes effect on 1 January 2999')
  })

  test('a measure shows what became of it', async () => {
    const gone = await page('/measures/haikou-20@1/9?lang=zh-Hans')
    expect(gone).toContain('现行版本中没有这一项。')
    expect(gone).toContain('海口海关“二十条措施”第九条（2023年版，已失效）')
    const old = await page('/measures/haikou-20@1/17?lang=zh-Hans')
    expect(old).toContain(
      '本项在现行版本中：<a href="/measures/haikou-20/16?lang=zh-Hans">海口海关“二十条措施”第十六条</a>',
    )
    const now = await page('/measures/haikou-20/16?lang=zh-Hans')
    expect(now).toContain('<h2 id="history">沿革</h2>')
    expect(now).toContain('编号由“十七”改为“十六”')
    expect(now).toMatch(/<del><span class="away"[^>]*>（删去：<\/span>20%/)
    expect(now).toMatch(/<ins><span class="away"[^>]*>（新增：<\/span>30%/)
    expect(await page('/measures/shenzhen-20/3')).not.toContain('id="history"')
  })

  test('words are compared in the characters that are shown', async () => {
    const body = await page('/measures/haikou-20/16?lang=zh-Hant&text=hant')
    const diff = body.slice(body.indexOf('<div class="diff" lang="zh-Hant-HK">'))
    expect(diff).toContain('企業數量年內再增加')
    expect(diff).toMatch(/<del><span class="away" lang="zh-Hant-HK">（刪去：<\/span>20%/)
  })

  test('what a version changed has a page, and the first version none', async () => {
    const body = await page('/documents/haikou-20/changes?lang=zh-Hans')
    expect(body).toContain('2025年版的改动')
    expect(body).toContain(
      '与2023年版相比：文字改动1项，新增0项，删去1项，只改编号或章节10项，未改动8项。',
    )
    expect(body).toContain('href="/measures/haikou-20@1/9?lang=zh-Hans"')
    expect(body).not.toContain('noindex')
    const english = await page('/documents/haikou-20/changes?lang=en')
    expect(english).toContain('Compared with the 2023 version: 1 reworded, 0 added, 1 removed')
    expect(english).toContain('>Continuing to shorten customs clearance time</a>')
    await page('/documents/haikou-20@1/changes', 404)
    await page('/documents/shenzhen-20/changes', 404)
    await page('/documents/nothing/changes', 404)
  })

  test('a measure that an earlier version does not have is told of', async () => {
    expect(await page('/measures/haikou-20@1/21?lang=zh-Hans', 404)).toContain('第1至第20')
    expect(await page('/measures/haikou-20/20?lang=zh-Hans', 404)).toContain('第1至第19')
  })
})
