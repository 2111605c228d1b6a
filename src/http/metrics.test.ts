import { once } from 'node:events'
import { connect } from 'node:net'
import { fastifySSE } from '@fastify/sse'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '../errors.js'
import type { GenerationReport } from '../generation/generate-answer.js'
import { sampleRecord } from '../records/sample-records.fixture.js'
import type { StoreStatus } from '../records/resilient-records.js'
import { createMetrics, type Metrics } from './metrics.js'
import { registerMetricsRoute } from './metrics-route.js'
import { createSmallApp } from './small-app.fixture.js'

const SECRET = 'what-a-person-asked'

const apps: { close(): PromiseLike<unknown> }[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

/** An app with figures, a route of each kind and, as its own listener, an address. */
async function createMeasuredApp() {
  const metrics = createMetrics()
  const app = createSmallApp(metrics.hookInto)
  apps.push(app)
  await app.register(fastifySSE)
  app.get('/things/:id', async () => ({ ok: true }))
  app.get('/failing', async () => {
    throw new AppError('overloaded', SECRET)
  })
  app.get('/slow', () => new Promise(() => {}))
  app.get('/stream', { sse: true, config: { produces: 'any' } }, async (_request, reply) => {
    reply.sse.keepAlive()
    await reply.sse.send({ data: 'first' })
  })
  return { app, metrics }
}

/** The value of one line of the figures; undefined when there is no such line. */
async function valueOf(metrics: Metrics, line: string): Promise<number | undefined> {
  const text = await metrics.registry.metrics()
  const found = text.split('\n').find((one) => one.startsWith(`${line} `))
  return found === undefined ? undefined : Number(found.slice(line.length + 1))
}

const GENERATION: GenerationReport = {
  promptVersion: 1,
  verified: 2,
  replaced: [{ text: SECRET, reason: `names: "${SECRET}" is not in the source` }],
  dropped: [
    { text: SECRET, reason: 'no source' },
    { text: SECRET, reason: SECRET },
  ],
  failure: 'timeout',
  usage: { inputTokens: 900, outputTokens: 80 },
}

describe('createMetrics', () => {
  test('counts requests by the pattern of their route, method and status', async () => {
    const { app, metrics } = await createMeasuredApp()
    for (const id of ['a', 'b', SECRET]) await app.inject(`/things/${id}`)
    await app.inject('/failing')
    await app.inject(`/${SECRET}?q=${SECRET}`)
    await app.inject({ method: 'POST', url: '/things/1' })
    const count = (method: string, route: string, status: number) =>
      valueOf(
        metrics,
        `http_requests_total{method="${method}",route="${route}",status="${status}"}`,
      )
    expect(await count('GET', '/things/:id', 200)).toBe(3)
    expect(await count('GET', '/failing', 503)).toBe(1)
    expect(await count('GET', 'none', 404)).toBe(1)
    expect(await count('POST', 'none', 405)).toBe(1)
    const timed = 'http_request_duration_seconds_count{method="GET",route="/things/:id"}'
    expect(await valueOf(metrics, timed)).toBe(3)
    expect(await valueOf(metrics, 'http_open_requests')).toBe(0)
    expect(await metrics.registry.metrics()).not.toContain(SECRET)
  })

  test('knows an open stream from an open request, and who left before the end', async () => {
    const { app, metrics } = await createMeasuredApp()
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const open = async (path: string) => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream, */*\r\n\r\n`)
      return socket
    }
    const sockets = [await open('/stream'), await open('/slow')]
    await vi.waitFor(async () => {
      expect(await valueOf(metrics, 'http_open_requests')).toBe(2)
      expect(await valueOf(metrics, 'http_open_streams')).toBe(1)
    })
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(async () => {
      expect(await valueOf(metrics, 'http_open_requests')).toBe(0)
      expect(await valueOf(metrics, 'http_open_streams')).toBe(0)
    })
    const left = 'http_requests_total{method="GET",route="/slow",status="499"}'
    expect(await valueOf(metrics, left)).toBe(1)
  })

  test('counts answers, their stages and what became of generated sentences', async () => {
    const { metrics } = await createMeasuredApp()
    const { answer } = sampleRecord({ question: SECRET })
    metrics.onAnswer(answer, undefined)
    metrics.onAnswer({ ...answer, mode: 'generative' }, GENERATION)
    const name = 'policy_assistant_'
    const figures: readonly (readonly [string, number])[] = [
      [`${name}answers_total{outcome="answered",language="zh-Hans",mode="extractive"}`, 1],
      [`${name}answers_total{outcome="answered",language="zh-Hans",mode="generative"}`, 1],
      [`${name}stage_duration_seconds_count{stage="retrieve"}`, 2],
      [`${name}stage_duration_seconds_sum{stage="retrieve"}`, 0.0085],
      [`${name}stage_duration_seconds_count{stage="compose"}`, 2],
      [`${name}generated_sentences_total{fate="verified",reason=""}`, 2],
      [`${name}generated_sentences_total{fate="replaced",reason="names"}`, 1],
      [`${name}generated_sentences_total{fate="dropped",reason="no_source"}`, 1],
      [`${name}generated_sentences_total{fate="dropped",reason="other"}`, 1],
      [`${name}generation_failures_total{failure="timeout",mode="generative"}`, 1],
      [`${name}model_tokens_total{direction="input"}`, 900],
      [`${name}model_tokens_total{direction="output"}`, 80],
    ]
    for (const [line, value] of figures) {
      expect([line, await valueOf(metrics, line)]).toEqual([line, value])
    }
    expect(await metrics.registry.metrics()).not.toContain(SECRET)
  })

  test('does not count the answers that warm the models', async () => {
    const metrics = createMetrics()
    metrics.onAnswer(sampleRecord().answer, undefined)
    expect(await metrics.registry.metrics()).not.toMatch(/answers_total\{/)
  })

  test('reads the queue, the work and the records when it is read', async () => {
    const { metrics } = await createMeasuredApp()
    const queue = 'policy_assistant_embedding_queue_length'
    expect(await valueOf(metrics, queue)).toBeUndefined()
    let waiting = 3
    let status: StoreStatus = {
      state: 'down',
      since: '2026-03-01T00:00:00.000Z',
      database: 'pglite',
      reason: 'lost',
      error: SECRET,
      attempts: 2,
      queued: 5,
      written: 7,
      dropped: 1,
      failed: 0,
    }
    metrics.watch({
      embeddingsWaiting: () => waiting,
      answersUnderWay: () => 4,
      records: { status: () => status },
    })
    expect(await valueOf(metrics, queue)).toBe(3)
    expect(await valueOf(metrics, 'policy_assistant_answers_under_way')).toBe(4)
    expect(await valueOf(metrics, 'policy_assistant_records_queued')).toBe(5)
    expect(await valueOf(metrics, 'policy_assistant_records_state{state="down"}')).toBe(1)
    expect(await valueOf(metrics, 'policy_assistant_records_state{state="open"}')).toBe(0)
    expect(await valueOf(metrics, 'policy_assistant_records_total{result="written"}')).toBe(7)
    waiting = 0
    status = { ...status, state: 'open', written: 12 }
    expect(await valueOf(metrics, queue)).toBe(0)
    expect(await valueOf(metrics, 'policy_assistant_records_state{state="down"}')).toBe(0)
    // A counter that is read twice is not added up.
    expect(await valueOf(metrics, 'policy_assistant_records_total{result="written"}')).toBe(12)
    expect(await metrics.registry.metrics()).not.toContain(SECRET)
  })

  test('holds the process’s own figures, and those of one server apart from another’s', async () => {
    const [one, other] = [await createMeasuredApp(), await createMeasuredApp()]
    await one.app.inject('/things/1')
    expect(await valueOf(one.metrics, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0)
    expect(await valueOf(one.metrics, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
    expect(await one.metrics.registry.metrics()).toContain('route="/things/:id"')
    expect(await other.metrics.registry.metrics()).not.toContain('route="/things/:id"')
  })
})

describe('GET /metrics', () => {
  test('is given to whom the guard lets through, and to nobody else', async () => {
    const { app, metrics } = await createMeasuredApp()
    registerMetricsRoute(app, metrics, async ({ headers }) => {
      if (headers.authorization !== 'Bearer good') throw new AppError('unauthorized', 'no key')
    })
    const refused = await app.inject('/metrics')
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'unauthorized'])
    const given = await app.inject({
      url: '/metrics',
      headers: {
        authorization: 'Bearer good',
        accept: 'application/openmetrics-text;version=1.0.0',
      },
    })
    expect(given.statusCode).toBe(200)
    expect(given.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(given.body).toContain(
      'http_requests_total{method="GET",route="/metrics",status="401"} 1',
    )
  })
})
