import fastify from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Idempotency, RENEW_MS } from '../records/idempotency.js'
import type { OpenStore, ResilientRecords } from '../records/resilient-records.js'
import { beginIdempotent, type IdempotentRequest } from './idempotent.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Begins a request with a key; tells how often its hold on the key was renewed. */
async function begin() {
  const state = { renewed: 0 }
  const idempotency: Idempotency = {
    begin: async (key, owner) => ({ kind: 'fresh', ticket: { key, owner, ticket: 't' } }),
    async renew() {
      state.renewed += 1
      return true
    },
    complete: async () => true,
    release: async () => {},
  }
  const store: Pick<OpenStore, 'idempotency'> = { idempotency }
  const records = { use: async (work: (store: OpenStore) => unknown) => work(store as OpenStore) }
  const begun: IdempotentRequest[] = []
  const app = fastify()
  app.post('/', async (request) => {
    begun.push(await beginIdempotent(records as ResilientRecords, request, null))
    return {}
  })
  await app.inject({ method: 'POST', url: '/', headers: { 'idempotency-key': 'k' }, body: {} })
  const [first] = begun
  if (first === undefined) throw new Error('expected a request')
  return { state, request: first }
}

test('a key is held on to while its request is under way, and not longer', async () => {
  const { state, request } = await begin()
  await vi.advanceTimersByTimeAsync(3 * RENEW_MS)
  expect(state.renewed).toBe(3)
  await request.failed()
  await vi.advanceTimersByTimeAsync(3 * RENEW_MS)
  expect(state.renewed).toBe(3)
})
