import type { FastifyInstance, InjectOptions } from 'fastify'
import { describe, expect, test } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import { type AccessAppOptions, accessApp, fakeRecords, wrongKey } from './access-app.fixture.js'

async function statuses(
  app: FastifyInstance,
  times: number,
  asked: InjectOptions,
): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < times; i += 1) all.push((await app.inject(asked)).statusCode)
  return all
}

const limited = (options: AccessAppOptions = {}) => accessApp({ ratePerMinute: 3, ...options })
const URL_ASKED = '/api/v1/thing'

describe('by address', () => {
  test('counts down in standard headers, then refuses', async () => {
    const app = await limited()
    for (const remaining of ['2', '1', '0']) {
      const { statusCode, headers } = await app.inject({ url: URL_ASKED })
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': remaining })
      expect(Number(headers['ratelimit-reset'])).toBeGreaterThan(0)
      expect(headers['retry-after']).toBeUndefined()
    }
    const { statusCode, headers, json } = await app.inject({ url: URL_ASKED })
    expect(statusCode).toBe(429)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-remaining': '0' })
    const wait = Number(headers['retry-after'])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect(problemSchema.parse(json()).code).toBe('rate_limited')
  })

  test('what is not there and what is refused counts, too', async () => {
    const app = await limited({ required: true })
    const asked = ['/nothing', URL_ASKED, '/docs', '/nothing', URL_ASKED]
    const found: number[] = []
    for (const url of asked) found.push((await app.inject({ url })).statusCode)
    expect(found).toEqual([404, 401, 200, 429, 429])
  })

  test.each(['/livez', '/metrics'])('%s is never limited', async (url) => {
    const app = await limited()
    const { headers } = await app.inject({ url })
    expect(headers['ratelimit-limit']).toBeUndefined()
    expect(await statuses(app, 10, { url })).not.toContain(429)
  })

  test('0 switches it off', async () => {
    const app = await limited({ ratePerMinute: 0 })
    expect(new Set(await statuses(app, 200, { url: URL_ASKED }))).toEqual(new Set([200]))
  })

  test('an IPv6 caller is its /64, an IPv4 one its address in either form', async () => {
    const app = await limited({ ratePerMinute: 1 })
    const from = async (remoteAddress: string) =>
      (await app.inject({ url: URL_ASKED, remoteAddress })).statusCode
    expect(await from('2001:db8:1:2:a::1')).toBe(200)
    expect(await from('2001:db8:1:2:ffff:1:2:3')).toBe(429)
    expect(await from('2001:db8:1:3::1')).toBe(200)
    expect(await from('192.0.2.1')).toBe(200)
    expect(await from('::ffff:192.0.2.1')).toBe(429)
    expect(await from('192.0.2.2')).toBe(200)
  })

  test('a forwarded address counts only from a trusted proxy', async () => {
    const app = await limited({ ratePerMinute: 1, trustProxy: ['10.0.0.0/8'] })
    const from = async (remoteAddress: string, forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await app.inject({ url: URL_ASKED, remoteAddress, headers })).statusCode
    }
    expect(await from('10.1.1.1', '192.0.2.1')).toBe(200)
    expect(await from('10.1.1.1', '192.0.2.2')).toBe(200)
    expect(await from('10.1.1.1', '192.0.2.1')).toBe(429)
    // What the client itself put in front of the proxy's word is not believed.
    expect(await from('10.1.1.1', '198.51.100.9, 192.0.2.1')).toBe(429)
    expect(await from('203.0.113.1', '192.0.2.7')).toBe(200)
    expect(await from('203.0.113.1', '192.0.2.8')).toBe(429)
  })

  test('and from nobody when none is named', async () => {
    const app = await limited({ ratePerMinute: 1 })
    const asked = { url: URL_ASKED, headers: { 'x-forwarded-for': '192.0.2.1' } }
    expect(await statuses(app, 1, asked)).toEqual([200])
    expect(
      await statuses(app, 1, { url: URL_ASKED, headers: { 'x-forwarded-for': '192.0.2.2' } }),
    ).toEqual([429])
  })
})

describe('by key', () => {
  test('each key has its own count, wherever it is used', async () => {
    const { fake, records } = fakeRecords()
    const app = await limited({ records })
    const one = { authorization: `Bearer ${fake.make({ limitPerMinute: 1 }).text}` }
    const two = { authorization: `Bearer ${fake.make({ limitPerMinute: 5 }).text}` }
    const three = { authorization: `Bearer ${fake.make().text}` }
    expect(await statuses(app, 2, { url: URL_ASKED, headers: one })).toEqual([200, 429])
    expect((await statuses(app, 6, { url: URL_ASKED, headers: two })).at(-2)).toBe(200)
    expect(await statuses(app, 1, { url: URL_ASKED, headers: two })).toEqual([429])
    expect(await statuses(app, 4, { url: URL_ASKED, headers: three })).toEqual([200, 200, 200, 429])
    const elsewhere = { url: URL_ASKED, headers: one, remoteAddress: '192.0.2.5' }
    expect(await statuses(app, 1, elsewhere)).toEqual([429])
    expect(await statuses(app, 1, { url: URL_ASKED })).toEqual([200])
  })

  test('its own limit holds where there is no other', async () => {
    const { fake, records } = fakeRecords()
    const app = await limited({ records, ratePerMinute: 0 })
    const headers = { authorization: `Bearer ${fake.make({ limitPerMinute: 1 }).text}` }
    expect(await statuses(app, 2, { url: URL_ASKED, headers })).toEqual([200, 429])
  })

  test('a wrong key has no count of its own', async () => {
    const { records } = fakeRecords()
    const app = await limited({ records })
    const found: number[] = []
    for (let i = 0; i < 4; i += 1) {
      const headers = { authorization: `Bearer ${wrongKey()}` }
      found.push((await app.inject({ url: URL_ASKED, headers })).statusCode)
    }
    expect(found).toEqual([401, 401, 401, 429])
  })
})

describe('many wrong keys from one address', () => {
  test('are no longer looked up; keys that were good before pass', async () => {
    const { fake, records } = fakeRecords()
    const app = await limited({ records, ratePerMinute: 0 })
    const before = { authorization: `Bearer ${fake.make().text}` }
    await app.inject({ url: URL_ASKED, headers: before })
    for (let i = 0; i < 60; i += 1) {
      const headers = { authorization: `Bearer ${wrongKey()}` }
      const { statusCode, headers: told } = await app.inject({ url: URL_ASKED, headers })
      expect(statusCode).toBe(i < 30 ? 401 : 429)
      if (i >= 30) expect(Number(told['retry-after'])).toBeGreaterThan(0)
    }
    expect(fake.lookUps).toBe(31)
    expect(await statuses(app, 1, { url: URL_ASKED, headers: before })).toEqual([200])
    const fresh = { authorization: `Bearer ${fake.make().text}` }
    expect(await statuses(app, 1, { url: URL_ASKED, headers: fresh })).toEqual([429])
    const elsewhere = { url: URL_ASKED, headers: fresh, remoteAddress: '192.0.2.5' }
    expect(await statuses(app, 1, elsewhere)).toEqual([200])
    expect(await statuses(app, 1, { url: URL_ASKED })).toEqual([200])
  })

  test('what has not the form of a key costs no look-up', async () => {
    const { fake, records } = fakeRecords()
    const app = await limited({ records, ratePerMinute: 0 })
    const asked = { url: URL_ASKED, headers: { authorization: 'Bearer x' } }
    expect(new Set(await statuses(app, 60, asked))).toEqual(new Set([401]))
    expect(fake.lookUps).toBe(0)
  })
})
