import { afterAll, describe, expect, test } from 'vitest'
import { accessApp, fakeRecords, OWN_ORIGIN } from './access-app.fixture.js'
import { createKeyOrigins } from './key-origins.js'

type App = Awaited<ReturnType<typeof accessApp>>
const PORTAL = 'https://portal.example'
const FOREIGN = 'https://foreign.example'
const url = '/api/v1/thing'

const corsHeaders = (headers: Record<string, unknown>) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'))

function preflight(app: App, origin: string, wants = 'content-type', method = 'POST') {
  return app.inject({
    method: 'OPTIONS',
    url,
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': wants,
    },
  })
}

describe('whose pages may read', () => {
  test('its own and the allowed ones, without credentials', async () => {
    const app = await accessApp({ allowedOrigins: [PORTAL] })
    for (const origin of [OWN_ORIGIN, PORTAL]) {
      const { statusCode, headers } = await app.inject({ method: 'POST', url, headers: { origin } })
      expect([statusCode, headers['access-control-allow-origin']]).toEqual([200, origin])
      expect(headers['access-control-allow-credentials']).toBeUndefined()
      expect(String(headers['vary']).toLowerCase()).toContain('origin')
      const exposed = String(headers['access-control-expose-headers'])
      for (const name of ['x-request-id', 'retry-after', 'ratelimit-remaining', 'etag']) {
        expect(exposed).toContain(name)
      }
    }
  })

  test.each([FOREIGN, 'null', 'https://portal.example.evil.example', 'http://portal.example', ''])(
    'not "%s": it is answered without a CORS header',
    async (origin) => {
      const app = await accessApp({ allowedOrigins: [PORTAL] })
      for (const method of ['GET', 'POST'] as const) {
        const { statusCode, headers } = await app.inject({ method, url, headers: { origin } })
        expect([statusCode, corsHeaders(headers)]).toEqual([200, []])
        expect(String(headers['vary']).toLowerCase()).toContain('origin')
      }
      const { statusCode, headers } = await preflight(app, origin)
      expect([statusCode, corsHeaders(headers)]).toEqual([405, []])
    },
  )

  test('* allows all', async () => {
    const app = await accessApp({ allowedOrigins: ['*'] })
    const { headers } = await app.inject({ url, headers: { origin: FOREIGN } })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect((await preflight(app, FOREIGN)).statusCode).toBe(204)
  })

  test('refusals can be read, too', async () => {
    const app = await accessApp({ allowedOrigins: [PORTAL], required: true, ratePerMinute: 2 })
    for (const [path, status] of [
      [url, 401],
      ['/nothing', 404],
      [url, 429],
    ] as const) {
      const response = await app.inject({ url: path, headers: { origin: PORTAL } })
      expect(response.statusCode).toBe(status)
      expect(response.headers['access-control-allow-origin']).toBe(PORTAL)
    }
  })
})

describe('preflight', () => {
  test.each(['GET', 'POST', 'PUT', 'DELETE'])('%s is allowed, without a key', async (method) => {
    const app = await accessApp({ allowedOrigins: [PORTAL], required: true })
    const wants = 'authorization, content-type, idempotency-key'
    const { statusCode, headers, body } = await preflight(app, PORTAL, wants, method)
    expect([statusCode, body]).toEqual([204, ''])
    expect(headers['access-control-allow-origin']).toBe(PORTAL)
    expect(String(headers['access-control-allow-methods']).split(', ')).toContain(method)
    expect(headers['access-control-allow-headers']).toBe(wants)
    expect(Number(headers['access-control-max-age'])).toBeGreaterThan(0)
  })

  test('OPTIONS that is none gets what any unknown method gets', async () => {
    const app = await accessApp({ allowedOrigins: ['*'] })
    for (const headers of [{}, { origin: PORTAL }, { 'access-control-request-method': 'POST' }]) {
      const response = await app.inject({ method: 'OPTIONS', url, headers })
      expect(response.statusCode).toBe(405)
      expect(response.headers['allow']).toBe('GET, HEAD, POST')
    }
    const nowhere = await app.inject({ method: 'OPTIONS', url: '/nothing' })
    expect(nowhere.statusCode).toBe(404)
    expect((await app.inject({ method: 'GET', url: '/nothing' })).statusCode).toBe(404)
  })
})

describe('origins of keys', () => {
  test('a live key brings its origins, for requests with a key only', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records })
    const { text } = fake.make({ origins: [PORTAL] })
    const authorization = `Bearer ${text}`
    expect((await preflight(app, PORTAL, 'Content-Type, Authorization')).statusCode).toBe(204)
    expect((await preflight(app, PORTAL, 'content-type')).statusCode).toBe(405)
    expect((await preflight(app, FOREIGN, 'authorization')).statusCode).toBe(405)
    const withKey = await app.inject({ url, headers: { origin: PORTAL, authorization } })
    expect(withKey.headers['access-control-allow-origin']).toBe(PORTAL)
    const without = await app.inject({ url, headers: { origin: PORTAL } })
    expect([without.statusCode, corsHeaders(without.headers)]).toEqual([200, []])
    const elsewhere = await app.inject({ url, headers: { origin: FOREIGN, authorization } })
    expect([elsewhere.statusCode, corsHeaders(elsewhere.headers)]).toEqual([403, []])
  })

  test('a revoked or expired one does not; the list is read now and then, and outlives the store', async () => {
    const { fake, records } = fakeRecords()
    let present = new Date('2026-03-01T00:00:00Z')
    const origins = createKeyOrigins(records, () => present)
    const later = (ms: number) => {
      present = new Date(present.getTime() + ms)
    }
    const revoked = fake.make({ origins: ['https://revoked.example'] })
    fake.revoke(revoked.text)
    fake.make({ origins: ['https://soon.example'], expiresAt: '2026-03-01T00:00:40Z' })
    fake.away = true
    expect(await origins.has('https://soon.example')).toBe(false)
    fake.away = false
    const both = ['https://soon.example', 'https://revoked.example']
    expect(await Promise.all(both.map((one) => origins.has(one)))).toEqual([true, false])
    expect(fake.lists).toBe(1)
    fake.make({ origins: [PORTAL] })
    later(29_999)
    expect([await origins.has(PORTAL), fake.lists]).toEqual([false, 1])
    later(1)
    expect([await origins.has(PORTAL), fake.lists]).toEqual([true, 2])
    fake.away = true
    later(600_000)
    expect(await origins.has(PORTAL)).toBe(true)
    fake.away = false
    expect(await origins.has('https://soon.example')).toBe(false)
  })
})

describe('over a socket', () => {
  const apps: App[] = []
  afterAll(() => Promise.all(apps.map((app) => app.close())))

  test('headers of all the parts are in one response', async () => {
    const app = await accessApp({ allowedOrigins: [PORTAL], ratePerMinute: 9 })
    apps.push(app)
    const base = await app.listen({ host: '127.0.0.1', port: 0 })
    const response = await fetch(`${base}${url}`, { headers: { origin: PORTAL } })
    expect(await response.json()).toEqual({ owner: null })
    const headers = Object.fromEntries(response.headers)
    expect(headers).toMatchObject({
      'access-control-allow-origin': PORTAL,
      'ratelimit-limit': '9',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})
