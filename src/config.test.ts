import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { baseUrlOf, readConfig, redactedConfig } from './config.js'
import { AppError } from './errors.js'

describe('readConfig', () => {
  test('needs nothing', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      publicUrl: undefined,
      logLevel: 'info',
      embeddings: { kind: 'local' },
      shutdownGraceMs: 10_000,
      trustProxy: [],
      records: { kept: true, retentionDays: 365, databaseUrl: undefined },
      access: { keysRequired: false, allowedOrigins: [], ratePerMinute: 120 },
      metricsPort: undefined,
      index: { kind: 'files' },
    })
    for (const folder of ['corpus', 'model', 'vectors', 'gate'] as const) {
      expect(existsSync(config.folders[folder]), folder).toBe(true)
    }
  })

  test('reads every variable, an empty one counts as not set', () => {
    expect(
      readConfig({
        HOST: '::1',
        PORT: '0',
        PUBLIC_URL: 'https://portal.example/assistant//',
        LOG_LEVEL: 'silent',
        SHUTDOWN_GRACE_MS: '0',
        EMBEDDINGS: 'openai',
        EMBEDDING_MODEL: 'some-model',
        EMBEDDING_BASE_URL: 'http://127.0.0.1:9/v1/',
        EMBEDDING_API_KEY: '',
        UNRELATED: 'x',
      }),
    ).toMatchObject({
      host: '::1',
      port: 0,
      publicUrl: 'https://portal.example/assistant',
      logLevel: 'silent',
      shutdownGraceMs: 0,
      embeddings: { kind: 'openai', model: 'some-model', baseUrl: 'http://127.0.0.1:9/v1' },
    })
    expect(readConfig({ HOST: '', PORT: '', PUBLIC_URL: '' }).port).toBe(8787)
  })

  test('reads who may use it and where records go', () => {
    expect(
      readConfig({
        TRUST_PROXY: '10.0.0.0/8, ::1,loopback',
        DATABASE_URL: 'postgresql://user:p%40ss@db.example:5432/records?sslmode=require',
        RECORDS: 'on',
        RETENTION_DAYS: '0',
        API_KEYS_REQUIRED: 'true',
        ALLOWED_ORIGINS: 'https://Portal.example/, http://127.0.0.1:3000,https://a.example:443',
        RATE_LIMIT_PER_MINUTE: '0',
        METRICS_PORT: '9464',
      }),
    ).toMatchObject({
      trustProxy: ['10.0.0.0/8', '::1', 'loopback'],
      records: {
        kept: true,
        retentionDays: 0,
        databaseUrl: 'postgresql://user:p%40ss@db.example:5432/records?sslmode=require',
      },
      access: {
        keysRequired: true,
        allowedOrigins: ['https://portal.example', 'http://127.0.0.1:3000', 'https://a.example'],
        ratePerMinute: 0,
      },
      metricsPort: 9464,
    })
    expect(readConfig({ ALLOWED_ORIGINS: '*', RECORDS: 'off' })).toMatchObject({
      access: { allowedOrigins: ['*'] },
      records: { kept: false },
    })
  })

  test('reads where the index is, and shows no password of it', () => {
    const url = 'postgres://user:w4gtail@db.example/index'
    const config = readConfig({ INDEX: 'postgres', DATABASE_URL: url })
    expect(config.index).toEqual({ kind: 'postgres', databaseUrl: url, replicaUrls: [] })
    expect(JSON.stringify(redactedConfig(config))).not.toContain('w4gtail')
    const replicas = [
      'postgres://user:w4g,tail@one.example/index',
      'postgresql://two.example/index',
    ]
    const replicated = readConfig({
      INDEX: 'postgres',
      DATABASE_URL: url,
      DATABASE_REPLICA_URL: replicas.join(', '),
    })
    expect(replicated.index).toMatchObject({ replicaUrls: replicas })
    expect(JSON.stringify(redactedConfig(replicated))).not.toMatch(/w4g|tail/)
    expect(() => readConfig({ DATABASE_URL: url, DATABASE_REPLICA_URL: url })).toThrow(
      /INDEX: expected postgres because DATABASE_REPLICA_URL is set/,
    )
    const { message } = errorOf({
      INDEX: 'postgres',
      DATABASE_URL: url,
      DATABASE_REPLICA_URL: `${url},mysql://user:w4gtail@db.example`,
    })
    expect(message).toMatch(/DATABASE_REPLICA_URL: expected postgres:/)
    expect(message).not.toContain('w4gtail')
    expect(() => readConfig({ INDEX: 'postgres' })).toThrow(
      /DATABASE_URL: expected the address of a PostgreSQL server because INDEX is postgres/,
    )
  })

  test('reads whose embedding model is used, and shows no key of it', () => {
    const config = readConfig({
      EMBEDDINGS_URL: 'http://embedder.example:8787/v1/',
      EMBEDDINGS_API_KEY: 'sk-canary-3',
    })
    expect(config.embeddings).toEqual({
      kind: 'remote',
      url: 'http://embedder.example:8787/v1',
      apiKey: 'sk-canary-3',
    })
    expect(JSON.stringify(redactedConfig(config))).not.toContain('canary')
    const { message } = errorOf({ EMBEDDINGS_URL: 'http://clerk:w4gtail@embedder.example' })
    expect(message).toMatch(/EMBEDDINGS_URL: expected an address without user and password/)
    expect(message).not.toContain('w4gtail')
    expect(() =>
      readConfig({
        EMBEDDINGS: 'openai',
        EMBEDDING_MODEL: 'm',
        EMBEDDINGS_URL: 'http://a.example',
      }),
    ).toThrow(/EMBEDDINGS_URL: expected nothing because EMBEDDINGS is openai/)
  })

  test('does not change', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true)
  })

  test.each([
    ['PORT', 'http', /whole number from 0 to 65535/],
    ['PORT', '65536', /whole number from 0 to 65535/],
    ['PORT', '-1', /whole number/],
    ['PORT', '80.5', /whole number/],
    ['PORT', '0x1F', /whole number/],
    ['PORT', '1e3', /whole number/],
    ['PORT', ' ', /whole number/],
    ['PORT', '99999999999', /whole number/],
    ['SHUTDOWN_GRACE_MS', '10s', /whole number from 0 to 86400000/],
    ['SHUTDOWN_GRACE_MS', '86400001', /whole number from 0 to 86400000/],
    ['LOG_LEVEL', 'loud', /"fatal".*"silent"/],
    ['PUBLIC_URL', 'portal.example', /http or https address/],
    ['PUBLIC_URL', 'ftp://portal.example', /http or https address/],
    ['PUBLIC_URL', 'javascript:alert(1)', /http or https address/],
    ['PUBLIC_URL', 'https://portal.example/?a=1', /without \? and #/],
    ['PUBLIC_URL', 'https://portal.example/#x', /without \? and #/],
    ['TRUST_PROXY', 'true', /networks such as 10\.0\.0\.0\/8/],
    ['TRUST_PROXY', '1', /networks such as/],
    ['TRUST_PROXY', '0.0.0.0/0', /networks such as/],
    ['TRUST_PROXY', '10.0.0.0/33', /networks such as/],
    ['TRUST_PROXY', '10.0.0.1,', /networks such as/],
    ['INDEX', 'pg', /"files".*"postgres"/],
    ['RECORDS', 'false', /expected on or off/],
    ['RETENTION_DAYS', '-1', /whole number from 0 to 36500/],
    ['RETENTION_DAYS', '1 year', /whole number/],
    ['API_KEYS_REQUIRED', '1', /expected true or false/],
    ['API_KEYS_REQUIRED', 'TRUE', /expected true or false/],
    ['ALLOWED_ORIGINS', 'portal.example', /origins such as https:\/\/portal\.example/],
    ['ALLOWED_ORIGINS', 'https://portal.example/page', /origins such as/],
    ['ALLOWED_ORIGINS', 'https://*.portal.example', /origins such as/],
    ['ALLOWED_ORIGINS', 'file:///x', /origins such as/],
    ['ALLOWED_ORIGINS', 'null', /origins such as/],
    ['ALLOWED_ORIGINS', '*,https://portal.example', /either \* or a list/],
    ['RATE_LIMIT_PER_MINUTE', '2/s', /whole number from 0/],
    ['CHAT_DAILY_TOKENS', '1e6', /whole number from 0 to 999999999/],
    ['METRICS_PORT', '65536', /whole number from 0 to 65535/],
    ['METRICS_PORT', '8787', /another port than PORT/],
    ['EMBEDDINGS', 'remote', /"local".*"openai"/],
    ['EMBEDDING_BASE_URL', 'localhost:80', /http or https address/],
  ])('refuses %s=%s by name, with what is allowed and what was found', (name, value, allowed) => {
    const error = errorOf({ [name]: value })
    expect(error.code).toBe('bad_configuration')
    expect(error.message).toMatch(new RegExp(`\\b${name}: `))
    expect(error.message).toMatch(allowed)
    expect(error.message).toContain(`found "${value}"`)
  })

  test('names every bad variable at once', () => {
    const { message } = errorOf({ PORT: 'x', LOG_LEVEL: 'x', PUBLIC_URL: 'x' })
    for (const name of ['PORT', 'LOG_LEVEL', 'PUBLIC_URL']) expect(message).toContain(`${name}: `)
  })

  test('asks for the model of an endpoint', () => {
    expect(errorOf({ EMBEDDINGS: 'openai' }).message).toMatch(/EMBEDDING_MODEL: expected/)
  })

  test('keys that are required need a place', () => {
    const { message } = errorOf({ API_KEYS_REQUIRED: 'true', RECORDS: 'off' })
    expect(message).toMatch(/RECORDS: expected on because API_KEYS_REQUIRED/)
  })

  test.each(['mysql://user:hunter2@host/db', 'hunter2', 'postgres://'])(
    'refuses DATABASE_URL=%s without showing it',
    (value) => {
      const { message } = errorOf({ DATABASE_URL: value })
      expect(message).toMatch(/DATABASE_URL: expected postgres:/)
      expect(message).not.toContain('hunter2')
    },
  )

  test('what a log may show has no secret', () => {
    const config = readConfig({
      PUBLIC_URL: 'https://user:hunter2@portal.example',
      DATABASE_URL: 'postgres://user:hunter2@db/x',
      EMBEDDINGS: 'openai',
      EMBEDDING_MODEL: 'some-model',
      EMBEDDING_BASE_URL: 'http://user:hunt@er/hunter2@host/v1',
      EMBEDDING_API_KEY: 'hunter2',
      CHAT_MODEL: 'other-model',
      OPENAI_BASE_URL: 'http://user:hunter2@host/v1',
      OPENAI_API_KEY: 'hunter2',
    })
    const text = JSON.stringify(redactedConfig(config))
    expect(text).not.toContain('hunter2')
    for (const seen of ['some-model', 'other-model', 'portal.example', '"port":8787']) {
      expect(text).toContain(seen)
    }
    expect(redactedConfig(readConfig({}))).toEqual(readConfig({}))
  })

  test('shows no password', () => {
    const { message } = errorOf({ EMBEDDING_BASE_URL: 'ftp://user:hunter2@host/path' })
    expect(message).toContain('EMBEDDING_BASE_URL')
    expect(message).not.toContain('hunter2')
    expect(message).not.toContain('user:')
  })
})

test('baseUrlOf puts an IPv6 address in brackets', () => {
  expect(baseUrlOf('127.0.0.1', 8787)).toBe('http://127.0.0.1:8787')
  expect(new URL(baseUrlOf('::1', 80)).hostname).toBe('[::1]')
})

function errorOf(environment: NodeJS.ProcessEnv): AppError {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('expected the environment to be refused')
}
