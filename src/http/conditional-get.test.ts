import { afterAll, describe, expect, test } from 'vitest'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

const { app } = await buildTestApp(
  createFakeAssistant({ search: async () => ({ results: [], timings: { totalMs: 1 } }) }),
)

afterAll(() => app.close())

const get = (url: string, ifNoneMatch?: string, headers: Record<string, string> = {}) =>
  app.inject({
    url,
    headers: { ...headers, ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }) },
  })

async function etagOf(url: string, headers: Record<string, string> = {}): Promise<string> {
  const { headers: sent } = await get(url, undefined, headers)
  expect(sent['etag']).toMatch(/^W\/"[^"]+"$/)
  return String(sent['etag'])
}

const MEASURE = '/api/v1/measures/dalian-43/33'

describe('a caller that has it already', () => {
  test.each([
    MEASURE,
    '/api/v1/measures?document=dalian-43&limit=3',
    '/api/v1/documents',
    '/api/v1/documents/dalian-43',
    '/api/v1/offices',
    '/openapi.json',
  ])('gets 304 and nothing else from %s', async (url) => {
    const etag = await etagOf(url)
    const response = await get(url, etag)
    expect([response.statusCode, response.body]).toEqual([304, ''])
    expect(response.headers['etag']).toBe(etag)
    expect(response.headers['vary']).toContain('accept-language')
    expect(response.headers['content-type']).toBeUndefined()
    expect(response.headers['content-length']).toBeUndefined()
  })

  test.each([
    ['the tag as one that is not weak', (tag: string) => tag.slice(2)],
    ['a list with it at its end', (tag: string) => `"other", W/"an, other" , ${tag}`],
    ['a list without blanks', (tag: string) => `${tag},"other"`],
    ['anything', () => ' * '],
  ])('may send %s', async (_, header) => {
    expect((await get(MEASURE, header(await etagOf(MEASURE)))).statusCode).toBe(304)
  })

  test.each([
    ['another tag', () => 'W/"other"'],
    ['the tag without quotes', (tag: string) => tag.replaceAll('"', '')],
    ['a part of the tag', (tag: string) => `${tag.slice(0, -3)}"`],
    ['the tag inside another', (tag: string) => `"x${tag.slice(3)}`],
    ['nothing', () => ''],
  ])('gets the whole for %s', async (_, header) => {
    const response = await get(MEASURE, header(await etagOf(MEASURE)))
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ id: 'dalian-43/33' })
  })

  test('gets the whole in another language, and another measure', async () => {
    const chinese = await etagOf(MEASURE)
    const english = await etagOf(`${MEASURE}?language=en`)
    expect(english).not.toBe(chinese)
    expect(await etagOf(MEASURE, { 'accept-language': 'en' })).toBe(english)
    expect((await get(`${MEASURE}?language=en`, chinese)).statusCode).toBe(200)
    expect((await get(MEASURE, chinese, { 'accept-language': 'en' })).statusCode).toBe(200)
    expect((await get('/api/v1/measures/dalian-43/34', chinese)).statusCode).toBe(200)
  })

  test('is answered the same by HEAD', async () => {
    const etag = await etagOf(MEASURE)
    const whole = await app.inject({ method: 'HEAD', url: MEASURE })
    expect([whole.statusCode, whole.headers['etag'], whole.body]).toEqual([200, etag, ''])
    const headers = { 'if-none-match': etag }
    const known = await app.inject({ method: 'HEAD', url: MEASURE, headers })
    expect([known.statusCode, known.headers['etag'], known.body]).toEqual([304, etag, ''])
  })
})

describe('there is no ETag', () => {
  test('of what a POST gives, and it is never "not modified"', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/search',
      payload: { query: '通关' },
      headers: { 'if-none-match': '*' },
    })
    expect(response.statusCode).toBe(200)
    expect(response.headers['etag']).toBeUndefined()
  })

  test('of a problem, and it is never "not modified"', async () => {
    for (const url of ['/api/v1/measures/dalian-43/44', '/api/v1/measures?limit=0', '/nothing']) {
      const response = await get(url, '*')
      expect(response.statusCode).toBeGreaterThanOrEqual(400)
      expect(response.headers['etag']).toBeUndefined()
      expect(response.json()).toHaveProperty('requestId')
    }
  })
})
