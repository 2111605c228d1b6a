import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { baseUrlOf, readConfig } from './config.js'
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
