import fastify, { type FastifyInstance } from 'fastify'
import type { ApiKey, KeyCheck, Keys, NewKey } from '../records/keys.js'
import { createKeyText } from '../records/key-text.js'
import type { OpenStore, ResilientRecords } from '../records/resilient-records.js'
import { keyOf, modelUseOf, ownerOf, registerAccess, requireScope } from './access.js'
import { registerCors } from './cors.js'
import { registerErrorHandler } from './error-handler.js'
import { createModelBudget } from './model-budget.js'
import { registerSecurityHeaders } from './security-headers.js'

/** Where the app of {@link accessApp} is said to be reached. */
export const OWN_ORIGIN = 'https://assistant.example'

/** What {@link accessApp} may be told. */
export interface AccessAppOptions {
  readonly records?: ResilientRecords | undefined
  readonly required?: boolean
  readonly allowedOrigins?: readonly string[]
  readonly ratePerMinute?: number
  readonly trustProxy?: readonly string[]
}

/** A small app with everything that turns requests away, in the order of the real one. */
export async function accessApp({
  records,
  required = false,
  allowedOrigins = [],
  ratePerMinute = 0,
  trustProxy = [],
}: AccessAppOptions = {}): Promise<FastifyInstance> {
  const app = fastify({ trustProxy: trustProxy.length > 0 && [...trustProxy] })
  await registerSecurityHeaders(app)
  await registerCors(app, { publicUrl: `${OWN_ORIGIN}/base`, allowedOrigins, records })
  const budget = createModelBudget({ records, dailyTokens: 0 })
  await registerAccess(app, { records, required, ratePerMinute, budget })
  registerErrorHandler(app)
  for (const url of [
    '/api/v1/thing',
    '/api/v1/models',
    '/v1/models',
    '/mcp',
    '/livez',
    '/docs',
    '/apiary',
  ]) {
    app.get(url, async (request) => ({ owner: ownerOf(request), name: keyOf(request)?.name }))
  }
  app.post('/api/v1/thing', async (request) => ({
    owner: ownerOf(request),
    model: await modelUseOf(request).then((use) => use?.withheldSeconds === 0),
  }))
  app.get('/metrics', { onRequest: requireScope('metrics') }, async () => 'figures')
  app.get('/admin', { preHandler: requireScope('admin') }, async (request) => ownerOf(request))
  await app.ready()
  return app
}

/** Records whose keys are in memory, and that can be away; what is not of keys fails. */
export function fakeRecords() {
  const kept = new Map<string, ApiKey>()
  const fake = {
    away: false,
    lookUps: 0,
    lists: 0,
    touches: 0,
    tokens: new Map<string, number>(),
    make(options: Partial<NewKey> = {}): { readonly text: string; readonly key: ApiKey } {
      const { text, prefix } = createKeyText()
      const key: ApiKey = {
        id: `00000000-0000-4000-8000-${String(kept.size).padStart(12, '0')}`,
        prefix,
        name: options.name ?? `key ${kept.size}`,
        scopes: [...(options.scopes ?? ['answers'])],
        origins: [...(options.origins ?? [])],
        limitPerMinute: options.limitPerMinute ?? null,
        dailyTokens: options.dailyTokens ?? null,
        createdAt: '2026-01-01T00:00:00.000Z',
        expiresAt: options.expiresAt ?? null,
        revokedAt: null,
        lastUsedAt: null,
      }
      kept.set(text, key)
      return { text, key }
    },
    revoke(text: string): void {
      const key = kept.get(text)
      if (key !== undefined) kept.set(text, { ...key, revokedAt: '2026-01-02T00:00:00.000Z' })
    },
  }
  const keys: Keys = {
    create: async (key) => fake.make(key),
    async list() {
      fake.lists += 1
      return [...kept.values()]
    },
    revoke: async () => ({ kind: 'not_found' }),
    async find(presented): Promise<KeyCheck> {
      fake.lookUps += 1
      const key = kept.get(presented)
      if (key === undefined) return { kind: 'unknown' }
      return key.revokedAt === null ? { kind: 'valid', key } : { kind: 'revoked' }
    },
    async touch() {
      fake.touches += 1
    },
    addTokens: async () => {},
    tokensToday: async (owner) => fake.tokens.get(owner ?? '') ?? 0,
    tokensTodayOfAll: async () => [...fake.tokens.values()].reduce((sum, one) => sum + one, 0),
  }
  const notOfKeys = (): never => {
    throw new Error('expected only keys to be asked for')
  }
  const store: OpenStore = {
    keys,
    get records() {
      return notOfKeys()
    },
    get idempotency() {
      return notOfKeys()
    },
  }
  const records: ResilientRecords = {
    start: () => {},
    saveAnswer: notOfKeys,
    addTokens: notOfKeys,
    use: async (work) => (fake.away ? { kind: 'unavailable' } : work(store)),
    status: notOfKeys,
    close: async () => {},
  }
  return { fake, records }
}

/** A key in form, which nobody has made. */
export function wrongKey(): string {
  return createKeyText().text
}
