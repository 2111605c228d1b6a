import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import type { StoreStatus } from '../records/resilient-records.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { registerHealthRoutes } from './health-routes.js'
import { createSmallApp } from './small-app.fixture.js'
import { registerStatusRoute } from './status-route.js'

const SECRET = 'postgres://user:secret@10.0.0.5/records refused'
const READINESS = { fingerprint: 'f00d', corpusVersion: 'c0de', measures: 116 }
const DOWN: StoreStatus = {
  state: 'down',
  since: '2026-03-01T00:00:00.000Z',
  database: 'postgres',
  reason: 'lost',
  error: SECRET,
  attempts: 9,
  queued: 12,
  written: 0,
  dropped: 0,
  failed: 0,
}
const TOLD = { state: 'down', since: DOWN.since, reason: 'lost', queued: 12 }
const OFF = { state: 'off', since: null, reason: null, queued: 0 }

const { corpus } = createFakeAssistant()
let time = Date.parse('2026-03-01T00:00:00.000Z')
const status = {
  corpus: () => corpus,
  indexFingerprint: () => 'f00d',
  embeddingFingerprint: 'beef',
  now: () => new Date(time),
}
const records = { status: () => DOWN }

const plain = createSmallApp()
registerHealthRoutes(plain, READINESS)
registerStatusRoute(plain, status)
const full = createSmallApp()
registerHealthRoutes(full, READINESS, { records, chatModel: 'some-model' })
registerStatusRoute(full, { ...status, records, chatModel: 'some-model' })
afterAll(async () => {
  await plain.close()
  await full.close()
})

describe('/readyz', () => {
  test('is ready without records and without a model', async () => {
    const response = await plain.inject('/readyz')
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { status: 'ready', index: READINESS, records: OFF, model: 'none' },
    ])
  })

  test('is ready while the records are down, says so, and gives nothing away', async () => {
    const response = await full.inject('/readyz')
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { status: 'ready', index: READINESS, records: TOLD, model: 'configured' },
    ])
    expect(response.body).not.toContain('10.0.0.5')
  })
})

describe('/api/v1/status', () => {
  test('tells what runs, over what, and for how long', async () => {
    time += 90_500
    const response = await full.inject('/api/v1/status')
    expect(response.statusCode).toBe(200)
    expect(response.headers['cache-control']).toBe('no-store')
    const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
    expect(response.json()).toEqual({
      version,
      startedAt: '2026-03-01T00:00:00.000Z',
      uptimeSeconds: 90,
      corpus: { version: corpus.version, documents: 5, offices: 5, measures: 116 },
      index: { fingerprint: 'f00d' },
      embeddings: { fingerprint: 'beef' },
      chatModel: 'some-model',
      records: TOLD,
    })
    expect(response.body).not.toContain('10.0.0.5')
  })

  test('tells that there is no model and that nothing is kept', async () => {
    const response = await plain.inject('/api/v1/status')
    expect(response.json()).toMatchObject({ chatModel: null, records: OFF })
  })
})
