import { request } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { createMetrics } from './metrics.js'
import { listenForMetrics } from './metrics-listener.js'

const metrics = createMetrics()
const listener = await listenForMetrics(metrics, 0)
afterAll(() => listener.close())

/** Status and text; `fetch` would not let a test say another host. */
function ask(path: string, options: { host?: string; method?: string } = {}) {
  const { port, host } = new URL(listener.url)
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: options.method ?? 'GET',
        headers: { host: options.host ?? host },
      },
      (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += String(chunk)
        })
        response.on('end', () => resolve({ status: response.statusCode, text }))
      },
    )
    sent.on('error', reject).end()
  })
}

describe('listenForMetrics', () => {
  test('gives the figures on the loopback address', async () => {
    expect(new URL(listener.url).hostname).toBe('127.0.0.1')
    const { status, text } = await ask('/metrics')
    expect(status).toBe(200)
    expect(text).toContain('process_cpu_seconds_total')
    expect((await ask('/metrics', { host: 'localhost:9100' })).status).toBe(200)
  })

  test.each([
    ['/', {}, 404],
    ['/metrics/x', {}, 404],
    ['/metrics', { method: 'POST' }, 405],
    // A page of elsewhere whose name leads here.
    ['/metrics', { host: 'evil.example' }, 403],
    ['/metrics', { host: 'localhost.evil.example' }, 403],
  ])('gives nothing else: %s %o', async (path, options, status) => {
    expect((await ask(path, options)).status).toBe(status)
  })

  test('says which variable is wrong when the port is taken', async () => {
    await expect(listenForMetrics(metrics, Number(new URL(listener.url).port))).rejects.toThrow(
      /^METRICS_PORT: expected to listen on 127\.0\.0\.1:\d+, found: .*EADDRINUSE/,
    )
  })
})
