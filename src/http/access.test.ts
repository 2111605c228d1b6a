import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import { createResilientRecords, type OpenStore } from '../records/resilient-records.js'
import { TEST_DATABASES, type TestDatabase } from '../records/test-databases.fixture.js'
import type { NewKey } from '../records/keys.js'
import { accessApp, fakeRecords, wrongKey } from './access-app.fixture.js'

const PROTECTED = ['/api/v1/thing', '/api/v1/models', '/mcp']
const OPEN = ['/livez', '/docs', '/apiary']

let opened: TestDatabase
const pglite = TEST_DATABASES.find(({ kind }) => kind === 'pglite')
const store = createResilientRecords({
  open: async () => ({ ...opened.database, close: async () => {} }),
  retentionDays: 0,
})
beforeAll(async () => {
  if (pglite === undefined) throw new Error('expected PGlite')
  opened = await pglite.open()
  store.start()
  await vi.waitUntil(() => store.status().state === 'open', 30_000)
})
afterAll(async () => {
  await store.close()
  await opened.remove()
})

async function inStore<T>(work: (store: OpenStore) => Promise<T>): Promise<T> {
  let result: { readonly value: T } | undefined
  await store.use(async (open) => {
    result = { value: await work(open) }
  })
  if (result === undefined) throw new Error('expected the store to be open')
  return result.value
}

function createKey(key: Partial<NewKey> = {}) {
  return inStore(({ keys }) => keys.create({ name: '政务大厅', scopes: ['answers'], ...key }))
}

const bearer = (key: string, more: Record<string, string> = {}) => ({
  ...more,
  authorization: `Bearer ${key}`,
})

describe('over a real store', () => {
  test('a valid key owns what it asks for', async () => {
    const { text, key } = await createKey()
    for (const required of [true, false]) {
      const app = await accessApp({ records: store, required })
      for (const url of PROTECTED) {
        const response = await app.inject({ url, headers: bearer(text) })
        expect([response.statusCode, response.json()]).toEqual([
          200,
          { owner: key.id, name: '政务大厅' },
        ])
      }
    }
  })

  test('its use is noted', async () => {
    const { text, key } = await createKey()
    const app = await accessApp({ records: store })
    await app.inject({ url: '/api/v1/models', headers: bearer(text) })
    const lastUse = () =>
      inStore(async ({ keys }) => (await keys.list()).find(({ id }) => id === key.id)?.lastUsedAt)
    await expect.poll(lastUse).toMatch(/^\d{4}-/)
  })

  test.each([true, false])('a bad key is refused, required or not (%s)', async (required) => {
    const app = await accessApp({ records: store, required })
    const expired = await createKey({ expiresAt: '2020-01-01T00:00:00Z' })
    const revoked = await createKey()
    await inStore(({ keys }) => keys.revoke(revoked.key.prefix))
    const { text } = await createKey()
    const last = text.endsWith('0') ? '1' : '0'
    for (const [key, reason] of [
      [expired.text, /expired/],
      [revoked.text, /revoked/],
      [text.slice(0, -1) + last, /found another/],
      [wrongKey(), /found another/],
      ['nonsense', /found another/],
      ['', /found another/],
      [`${text} ${text}`, /found another/],
    ] as const) {
      for (const url of PROTECTED) {
        const response = await app.inject({ url, headers: bearer(key) })
        expect(response.statusCode, key).toBe(401)
        expect(response.headers['www-authenticate']).toMatch(/^Bearer\b/)
        const problem = problemSchema.parse(response.json())
        expect(problem.code).toBe('unauthorized')
        expect(problem.detail).toMatch(reason)
        if (key.length > 10) expect(response.body).not.toContain(key)
      }
    }
  })

  test('a daily budget ends the use of the model, the rest goes on', async () => {
    const app = await accessApp({ records: store })
    const { text, key } = await createKey({ dailyTokens: 100 })
    const ask = async () => {
      const response = await app.inject({
        method: 'POST',
        url: '/api/v1/thing',
        headers: bearer(text),
      })
      return response.json<unknown>()
    }
    expect(await ask()).toEqual({ owner: key.id, model: true })
    await inStore(({ keys }) => keys.addTokens(key.id, 99))
    expect(await ask()).toEqual({ owner: key.id, model: true })
    await inStore(({ keys }) => keys.addTokens(key.id, 1))
    expect(await ask()).toEqual({ owner: key.id, model: false })
  })
})

describe('without a key', () => {
  test('nobody is asked where none is required', async () => {
    const app = await accessApp({ records: fakeRecords().records })
    for (const url of [...PROTECTED, ...OPEN]) {
      const response = await app.inject({ url })
      expect([response.statusCode, response.json()]).toEqual([200, { owner: null }])
    }
  })

  test('where one is required, probes, description and pages stay open', async () => {
    const app = await accessApp({ records: fakeRecords().records, required: true })
    for (const url of PROTECTED) {
      const response = await app.inject({ url })
      expect(response.statusCode, url).toBe(401)
      expect(response.headers['www-authenticate']).toBe('Bearer')
      expect(problemSchema.parse(response.json()).code).toBe('unauthorized')
    }
    for (const url of OPEN) expect((await app.inject({ url })).statusCode, url).toBe(200)
  })

  test('no other spelling of an address gets around it', async () => {
    const app = await accessApp({ records: fakeRecords().records, required: true })
    for (const url of [
      '/api/v1/thing?key=x',
      '/%61pi/v1/thing',
      '/api/v1/thin%67',
      '//api/v1/thing',
      '/API/v1/thing',
      '/api/v1/thing/',
      '/livez/../api/v1/thing',
      '/api/v1/thing;x',
      '/api/v1/thing#x',
    ]) {
      for (const method of ['GET', 'HEAD', 'POST'] as const) {
        const { statusCode, body } = await app.inject({ method, url })
        expect([400, 401, 404], `${method} ${url}`).toContain(statusCode)
        expect(body).not.toContain('owner')
      }
    }
  })

  test.each(['key', 'api_key', 'access_token', 'authorization'])(
    'a key in the address (%s) is not read',
    async (name) => {
      const { fake, records } = fakeRecords()
      const app = await accessApp({ records, required: true })
      const { text } = fake.make()
      const { statusCode } = await app.inject({ url: `/api/v1/models?${name}=${text}` })
      expect([statusCode, fake.lookUps]).toEqual([401, 0])
    },
  )

  test('what a proxy in front says with another scheme is no key', async () => {
    const headers = { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` }
    const open = await accessApp({ records: fakeRecords().records })
    expect((await open.inject({ url: '/api/v1/models', headers })).statusCode).toBe(200)
    const closed = await accessApp({ records: fakeRecords().records, required: true })
    expect((await closed.inject({ url: '/api/v1/models', headers })).statusCode).toBe(401)
  })
})

test('the scheme may be written in any case', async () => {
  const { fake, records } = fakeRecords()
  const app = await accessApp({ records, required: true })
  const { text } = fake.make()
  for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
    const headers = { authorization: `${scheme} ${text}` }
    expect((await app.inject({ url: '/api/v1/models', headers })).statusCode).toBe(200)
  }
})

test('a word that clients of another API must send is no key, unless one is required', async () => {
  const { fake, records } = fakeRecords()
  const open = await accessApp({ records })
  const closed = await accessApp({ records, required: true })
  const statuses = async (app: typeof open, key: string) =>
    Promise.all(
      ['/v1/models', '/api/v1/models'].map(
        async (url) => (await app.inject({ url, headers: bearer(key) })).statusCode,
      ),
    )
  expect(await statuses(open, 'sk-none')).toEqual([200, 401])
  expect(await statuses(closed, 'sk-none')).toEqual([401, 401])
  expect(await statuses(open, wrongKey())).toEqual([401, 401])
  expect(fake.lookUps).toBeGreaterThan(0)
})

test('open routes do not look at keys', async () => {
  const { fake, records } = fakeRecords()
  const app = await accessApp({ records, required: true })
  for (const url of OPEN) {
    expect((await app.inject({ url, headers: bearer(wrongKey()) })).statusCode).toBe(200)
  }
  expect(fake.lookUps).toBe(0)
})

test('without a store no key is valid', async () => {
  const app = await accessApp({})
  expect((await app.inject({ url: '/api/v1/models' })).statusCode).toBe(200)
  const response = await app.inject({ url: '/api/v1/models', headers: bearer(wrongKey()) })
  expect(response.statusCode).toBe(401)
})

describe('scopes', () => {
  test.each([true, false])('a key of another scope is refused (required: %s)', async (required) => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records, required })
    const { text } = fake.make({ scopes: ['metrics', 'admin'] })
    const response = await app.inject({ url: '/api/v1/models', headers: bearer(text) })
    expect(response.statusCode).toBe(403)
    expect(problemSchema.parse(response.json())).toMatchObject({
      code: 'forbidden',
      detail: 'expected a key of scope answers',
    })
  })

  test.each([
    ['/metrics', 'metrics', 'admin'],
    ['/admin', 'admin', 'metrics'],
  ] as const)('%s always needs scope %s', async (url, scope, other) => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records })
    const status = async (key?: string) =>
      (await app.inject({ url, headers: key === undefined ? {} : bearer(key) })).statusCode
    expect(await status()).toBe(401)
    expect(await status(wrongKey())).toBe(401)
    expect(await status(fake.make({ scopes: ['answers', other] }).text)).toBe(403)
    const { text } = fake.make({ scopes: [scope] })
    expect(await status(text)).toBe(200)
    fake.away = true
    expect(await status(text)).toBe(200)
    expect(await status(wrongKey())).toBe(503)
  })
})

describe('a key bound to origins', () => {
  const bound = { origins: ['https://portal.example'] }

  test.each([
    ['https://portal.example', 200],
    [undefined, 200],
    ['https://other.example', 403],
    ['https://portal.example.evil.example', 403],
    ['http://portal.example', 403],
    ['https://portal.example:8443', 403],
    ['null', 403],
  ])('from %s: %i', async (origin, status) => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records, allowedOrigins: ['*'] })
    const headers = bearer(fake.make(bound).text, origin === undefined ? {} : { origin })
    for (const method of ['GET', 'POST'] as const) {
      const response = await app.inject({ method, url: '/api/v1/thing', headers })
      expect(response.statusCode, method).toBe(status)
    }
  })

  test('an unbound one is for every page', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records })
    const headers = bearer(fake.make().text, { origin: 'https://other.example' })
    expect((await app.inject({ url: '/api/v1/models', headers })).statusCode).toBe(200)
  })
})

describe('while the store is away', () => {
  test('a key that was good still is', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records, required: true })
    const { text, key } = fake.make()
    await app.inject({ url: '/api/v1/models', headers: bearer(text) })
    fake.away = true
    const response = await app.inject({ url: '/api/v1/models', headers: bearer(text) })
    expect([response.statusCode, response.json()]).toMatchObject([200, { owner: key.id }])
  })

  test('another one waits where keys are required', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records, required: true })
    fake.away = true
    const response = await app.inject({ url: '/api/v1/models', headers: bearer(fake.make().text) })
    expect(response.statusCode).toBe(503)
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    expect(problemSchema.parse(response.json()).code).toBe('overloaded')
  })

  test('and is as good as none where they are not', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records })
    fake.away = true
    const response = await app.inject({ url: '/api/v1/models', headers: bearer(fake.make().text) })
    expect([response.statusCode, response.json()]).toEqual([200, { owner: null }])
  })

  test('a key with a budget gets no model', async () => {
    const { fake, records } = fakeRecords()
    const app = await accessApp({ records })
    const limited = bearer(fake.make({ dailyTokens: 10 }).text)
    const free = bearer(fake.make().text)
    const ask = async (headers: Record<string, string>) =>
      (await app.inject({ method: 'POST', url: '/api/v1/thing', headers })).json<{
        model: boolean
      }>().model
    expect([await ask(limited), await ask(free)]).toEqual([true, true])
    fake.away = true
    expect([await ask(limited), await ask(free)]).toEqual([false, true])
  })
})

test('a good key is looked up, and its use noted, once for many requests', async () => {
  const { fake, records } = fakeRecords()
  const app = await accessApp({ records })
  const headers = bearer(fake.make().text)
  for (let i = 0; i < 5; i += 1) await app.inject({ url: '/api/v1/models', headers })
  expect([fake.lookUps, fake.touches]).toEqual([1, 1])
})
