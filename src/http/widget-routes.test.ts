import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'

/** What a page may have to load for the widget, in bytes. */
const MAX_GZIPPED_BYTES = 40_000

const ALIAS = '/widget/v1/widget.js'

describe('the widget’s files', () => {
  let app: FastifyInstance

  beforeAll(async () => {
    ;({ app } = await buildTestApp(createFakeAssistant()))
  })
  afterAll(() => app.close())

  const integrity = async () =>
    (await app.inject('/widget/v1/integrity.json')).json<{
      alias: string
      versioned: string
      integrity: string
      bytes: number
      gzipBytes: number
    }>()

  test('the script is small, whole, and for pages of every origin', async () => {
    const { statusCode, headers, rawPayload } = await app.inject(ALIAS)
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=300',
    })
    expect(gzipSync(rawPayload, { level: 9 }).length).toBeLessThan(MAX_GZIPPED_BYTES)
    // One classic script: nothing is fetched besides it, and nothing runs from text.
    expect(/\b(?:import|require|eval|Function)\(/.test(rawPayload.toString())).toBe(false)
  })

  test('its hash and its own address are published', async () => {
    const published = await integrity()
    const { rawPayload, headers } = await app.inject(published.versioned)
    const digest = createHash('sha384').update(rawPayload).digest('base64')
    expect(published.integrity).toBe(`sha384-${digest}`)
    expect(published.bytes).toBe(rawPayload.length)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await app.inject(published.alias)).rawPayload.equals(rawPayload)).toBe(true)
    expect((await app.inject('/widget/v1/0000000000000000/widget.js')).statusCode).toBe(404)
  })

  test.each([
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', undefined],
    ['gzip;q=0', undefined],
    ['*', 'br'],
  ])('for "%s" it is coded as %s', async (accepted, coding) => {
    const plain = await app.inject(ALIAS)
    const { headers, rawPayload } = await app.inject({
      url: ALIAS,
      headers: { 'accept-encoding': accepted },
    })
    expect(headers['content-encoding']).toBe(coding)
    expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding')
    if (coding === 'gzip') {
      expect(rawPayload.length).toBe((await integrity()).gzipBytes)
      expect(gunzipSync(rawPayload).equals(plain.rawPayload)).toBe(true)
    }
  })

  test('what is unchanged is not sent again', async () => {
    const { headers } = await app.inject(ALIAS)
    const again = await app.inject({
      url: ALIAS,
      headers: { 'if-none-match': String(headers['etag']) },
    })
    expect(again.statusCode).toBe(304)
    expect(again.headers['cross-origin-resource-policy']).toBe('cross-origin')
  })
})
