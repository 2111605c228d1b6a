import { once } from 'node:events'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN_STYLE, ADMIN_STYLE_HASH } from '../pages/admin-style.js'
import { createResilientRecords, type ResilientRecords } from '../records/resilient-records.js'
import { type SampleOptions, sampleRecord } from '../records/sample-records.fixture.js'
import { openTestRecords, type TestDatabase } from '../records/test-databases.fixture.js'
import { registerAdminRoutes } from './admin-routes.js'
import { createSmallApp } from './small-app.fixture.js'

/** Noon of the tenth of March in China. */
const NOW = Date.parse('2026-03-10T04:00:00.000Z')
const ATTACK = '<script>alert("通关")</script>'

let opened: TestDatabase
let records: ResilientRecords
let app: FastifyInstance
let keys: Record<'admin' | 'other' | 'revoked', string>

async function use<Result>(
  work: Parameters<typeof records.use<Result>>[0],
): Promise<Exclude<Result, { kind: 'unavailable' }>> {
  const result = await records.use(work)
  return result as Exclude<Result, { kind: 'unavailable' }>
}

async function save(options: SampleOptions, comment?: string) {
  const record = sampleRecord(options)
  await use(async ({ records: store }) => {
    await store.saveAnswer(record)
    if (comment !== undefined) {
      await store.putFeedback(record.answer.id, record.ownerKeyId, {
        rating: 'not_useful',
        comment,
      })
    }
  })
}

beforeAll(async () => {
  ;({ opened, records } = await openTestRecords())
  keys = await use(async ({ keys: store }) => {
    const make = async (scopes: readonly ('admin' | 'answers')[]) =>
      await store.create({ name: 'of a test', scopes })
    const [admin, other, revoked] = [
      await make(['admin']),
      await make(['answers']),
      await make(['admin']),
    ]
    await store.revoke(revoked.key.id)
    return { admin: admin.text, other: other.text, revoked: revoked.text }
  })
  await save({ createdAt: '2026-03-09T16:00:00.000Z', question: '今天的问题', totalMs: 20 })
  // The last moment of the eighth of March in China.
  await save({ createdAt: '2026-03-08T15:59:59.000Z', question: '前天的问题', totalMs: 40 })
  await save({
    createdAt: '2026-03-09T02:00:00.000Z',
    question: ATTACK,
    outcome: 'no_evidence',
    citations: [],
    totalMs: 3000,
  })
  await save(
    {
      createdAt: '2026-03-09T03:00:00.000Z',
      question: 'Is it fast?',
      language: 'en',
      ownerKeyId: 'a-key',
    },
    `=1+1 ${ATTACK}`,
  )
  for (let index = 0; index < 26; index += 1) {
    await save({
      createdAt: `2026-03-05T02:00:${String(index).padStart(2, '0')}.000Z`,
      outcome: 'out_of_scope',
      question: `天气 ${index} 号`,
      standaloneQuestion: `天气 ${index} 号`,
      citations: [],
    })
  }
  app = createSmallApp()
  await registerAdminRoutes(app, { records, secure: false, now: () => NOW })
}, 60_000)

afterAll(async () => {
  await app.close()
  await records.close()
  await opened.remove()
})

const asAdmin = (url: string) =>
  app.inject({ url, headers: { authorization: `Bearer ${keys.admin}` } })

const signIn = (key: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/admin/session',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ key }).toString(),
  })

describe('who gets in', () => {
  test('nobody without a key; a browser is asked for one', async () => {
    const page = await app.inject({ url: '/admin', headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(401)
    expect(page.headers['www-authenticate']).toBe('Bearer')
    expect(page.body).toContain('<form method="post" action="/admin/session">')
    expect(page.body).not.toContain('今天的问题')
    for (const url of ['/admin/export.csv', '/admin/export.jsonl']) {
      const refused = await app.inject(url)
      expect([refused.statusCode, refused.json().code]).toEqual([401, 'unauthorized'])
    }
  })

  test.each(['other', 'revoked'] as const)('not with a key that is %s', async (name) => {
    const authorization = `Bearer ${keys[name]}`
    for (const url of ['/admin', '/admin/export.csv', '/admin/export.jsonl']) {
      expect((await app.inject({ url, headers: { authorization } })).statusCode).toBe(401)
    }
    const refused = await signIn(keys[name])
    expect([refused.statusCode, refused.headers['set-cookie']]).toEqual([401, undefined])
  })

  test('not with a key in the address', async () => {
    expect((await app.inject(`/admin?key=${keys.admin}`)).statusCode).toBe(400)
  })

  test('a browser that typed a key, until it signs out or the key is revoked', async () => {
    const made = await use(({ keys: store }) => store.create({ name: 'x', scopes: ['admin'] }))
    const signed = await signIn(` ${made.text} `)
    expect([signed.statusCode, signed.headers.location]).toEqual([303, '/admin'])
    const cookie = String(signed.headers['set-cookie'])
    expect(cookie).toMatch(/; Path=\/admin; Max-Age=3600; HttpOnly; SameSite=Strict$/)
    const look = (others: Record<string, string> = {}) =>
      app.inject({ url: '/admin', headers: { cookie: cookie.split(';')[0], ...others } })
    expect((await look()).statusCode).toBe(200)
    // A proxy in front may add a password of its own.
    expect((await look({ authorization: 'Basic eDp5' })).statusCode).toBe(200)
    const out = await app.inject({ method: 'POST', url: '/admin/sign-out' })
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([
      303,
      expect.stringContaining('Max-Age=0'),
    ])
    await use(({ keys: store }) => store.revoke(made.key.id))
    const after = await look()
    expect([after.statusCode, after.headers['set-cookie']]).toEqual([
      401,
      expect.stringContaining('Max-Age=0'),
    ])
  })

  test('not by the form of another site', async () => {
    const refused = await signIn(keys.admin, { 'sec-fetch-site': 'cross-site' })
    expect([refused.statusCode, refused.headers['set-cookie']]).toEqual([403, undefined])
  })

  test('a form that is too long, or another, is refused', async () => {
    expect((await signIn('x'.repeat(2000))).statusCode).toBe(413)
    const other = await app.inject({
      method: 'POST',
      url: '/admin/session',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '__proto__=1&key=a',
    })
    expect(other.statusCode).toBe(400)
  })
})

describe('the page', () => {
  test('runs and fetches nothing, and is kept nowhere', async () => {
    const { headers, body } = await asAdmin('/admin')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src '${ADMIN_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    expect(headers['cache-control']).toBe('no-store')
    expect(body.split('<style>')[1]?.split('</style>')[0]).toBe(ADMIN_STYLE)
    expect(body).not.toMatch(/<script|<link|\sstyle=|\son\w+=|https?:\/\//)
  })

  test('escapes what was asked and said, and names its language', async () => {
    const { body } = await asAdmin('/admin')
    const shown = '&lt;script&gt;alert(&quot;通关&quot;)&lt;/script&gt;'
    expect(body).toContain(`<bdi lang="zh-Hans">${shown}</bdi>`)
    expect(body).toContain(`“<bdi>=1+1 ${shown}</bdi>”`)
    expect(body).toContain('<bdi lang="en">Is it fast?</bdi>')
  })

  test('counts by the days of China', async () => {
    const { body } = await asAdmin('/admin?days=7')
    expect(body).toContain('<title>2026-03-10: Answered 1</title>')
    expect(body).toContain('<title>2026-03-09: Answered 1</title>')
    expect(body).toContain('<title>2026-03-09: Nothing found 1</title>')
    expect(body).toContain('<title>2026-03-08: Answered 1</title>')
    expect(body).toContain('<title>2026-03-05: Not our matter 26</title>')
    expect(body).toContain('<dd>30<small>')
    const lastDay = await asAdmin('/admin?days=1&until=2026-03-08')
    expect(lastDay.body).toContain('<title>2026-03-08 23:00: Answered 1</title>')
    expect(lastDay.body).toContain('<dd>1<small>')
  })

  test('pages through the questions without an answer', async () => {
    const { body } = await asAdmin('/admin?days=7')
    const next = /href="(\/admin\?[^"]*unanswered=[^"#]*)#unanswered" rel="next"/.exec(body)?.[1]
    expect(body.match(/天气 \d+ 号/g)?.length).toBe(24)
    const rest = await asAdmin((next ?? '').replaceAll('&amp;', '&'))
    expect(rest.statusCode).toBe(200)
    expect(rest.body.match(/天气 \d+ 号/g)).toEqual(['天气 1 号', '天气 0 号'])
    expect(rest.body).not.toContain('rel="next"')
  })

  test('says that there is nothing where there is nothing', async () => {
    const { statusCode, body } = await asAdmin('/admin?days=7&until=2020-02-29')
    expect(statusCode).toBe(200)
    expect(body).toContain('Nothing was asked in these days.')
    expect(body).not.toMatch(/NaN|undefined|Infinity/)
  })

  test.each([
    'days=0',
    'days=2',
    'days=x',
    'until=2026-02-30',
    'until=yesterday',
    'unanswered=x',
    'lowRated=%00',
    'else=1',
  ])('refuses %s', async (query) => {
    const { statusCode, body } = await asAdmin(`/admin?${query}`)
    expect([statusCode, JSON.parse(body).code]).toEqual([400, 'invalid_request'])
  })

  test('takes a date that was cleared for today', async () => {
    const { body } = await asAdmin('/admin?days=30&until=')
    expect(body).toContain('value="2026-03-10"')
  })
})

describe('exports', () => {
  test('CSV holds every answer of the period', async () => {
    const { headers, body } = await asAdmin('/admin/export.csv?days=7')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe(
      'attachment; filename="answers-all-2026-03-10-7d.csv"',
    )
    expect(body.split('\r\n').length).toBe(1 + 30 + 1)
    expect(body).toContain(`"'=1+1 <script>`)
  })

  test('a question file holds what got no answer', async () => {
    const { headers, body } = await asAdmin('/admin/export.jsonl?days=7&which=unanswered')
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8')
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line): { outcome: string } => JSON.parse(line))
    expect(lines.length).toBe(27)
    expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(
      new Set(['out_of_scope', 'no_evidence']),
    )
  })

  test('an empty period gives an empty file', async () => {
    expect((await asAdmin('/admin/export.jsonl?until=2020-01-01')).body).toBe('')
  })

  test('streams over a socket', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const response = await fetch(`http://127.0.0.1:${port}/admin/export.csv?days=7`, {
      headers: { authorization: `Bearer ${keys.admin}` },
    })
    expect(response.headers.get('transfer-encoding')).toBe('chunked')
    expect((await response.text()).split('\r\n').length).toBe(32)
    const closed = once(app.server, 'close')
    await app.close()
    await closed
  })
})

describe('without a store', () => {
  test.each([
    ['off', undefined, 404, 'not_found'],
    [
      'away',
      createResilientRecords({ open: () => new Promise(() => {}), retentionDays: 0 }),
      503,
      'overloaded',
    ],
  ])('records that are %s', async (_, store, status, code) => {
    const other = createSmallApp()
    await registerAdminRoutes(other, { records: store, secure: true, now: () => NOW })
    for (const url of ['/admin', '/admin/export.csv']) {
      const headers = { authorization: `Bearer ${keys.admin}` }
      const response = await other.inject({ url, headers })
      expect([response.statusCode, response.json().code]).toEqual([status, code])
      if (status === 503) expect(response.headers['retry-after']).toBe('5')
    }
    await other.close()
    await store?.close()
  })
})
