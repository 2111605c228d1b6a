import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { databaseErrorOf } from './database-error.js'
import { createKeyCache } from './key-cache.js'
import { createKeyText, hashOfKey, prefixOfKey, sameHash } from './key-text.js'
import type { ApiKey, KeyCheck } from './keys.js'
import { findPgliteEntry } from './pglite-entry-url.js'
import type { Unavailable } from './resilient-records.js'
import { storableText } from './storable.js'

/** Texts of all UTF-16 code units, so that many are halves of pairs. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((units) => String.fromCharCode(...units))

describe('storableText', () => {
  test('changes no length and nothing that can be stored', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storableText(text)
        expect(stored.length).toBe(text.length)
        expect(storableText(stored)).toBe(stored)
        // What UTF-8 keeps as it is has no halves of pairs in it.
        const whole = Buffer.from(text).toString() === text
        if (whole && !text.includes('\0')) expect(stored).toBe(text)
      }),
    )
  })
})

describe('key texts', () => {
  test('are all different and know their prefix', () => {
    const keys = Array.from({ length: 200 }, () => createKeyText())
    expect(new Set(keys.map(({ text }) => text)).size).toBe(200)
    for (const { text, prefix, hash } of keys) {
      expect(prefixOfKey(text)).toBe(prefix)
      expect(hashOfKey(text)).toBe(hash)
    }
  })

  test('are compared whole', () => {
    const hash = hashOfKey('a')
    expect(sameHash(hash, hashOfKey('a'))).toBe(true)
    expect(sameHash(hash, hashOfKey('b'))).toBe(false)
    expect(sameHash(hash, hash.slice(2))).toBe(false)
    expect(sameHash(hash, '')).toBe(false)
  })
})

describe('databaseErrorOf', () => {
  const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields)

  test.each([
    ['full', withFields('could not extend file', { code: '53100' })],
    ['full', withFields('write failed', { code: 'ENOSPC' })],
    ['full', new Error('PGlite: No space left on device')],
    ['lost', withFields('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' })],
    ['lost', new AggregateError([withFields('', { code: 'ECONNREFUSED' })], '')],
    ['lost', new Error('Connection terminated unexpectedly')],
    ['lost', new Error('Query read timeout')],
    ['lost', new Error('timeout exceeded when trying to connect')],
    ['lost', withFields('terminating connection', { code: '57P01' })],
    ['lost', withFields('cannot execute INSERT in a read-only transaction', { code: '25006' })],
    ['lost', withFields('sorry, too many clients already', { code: '53300' })],
    ['lost', withFields('password authentication failed', { code: '28P01' })],
    ['lost', withFields('whatever', { code: 'XX000', severity: 'PANIC' })],
    ['statement', withFields('relation "x" does not exist', { code: '42P01' })],
    ['statement', withFields('division by zero', { code: '22012' })],
    ['statement', new TypeError('undefined is not a function')],
  ] as const)('%s: %s', (reason, error) => {
    expect(databaseErrorOf(error, 'test').reason).toBe(reason)
  })
})

describe('createKeyCache', () => {
  const key: ApiKey = {
    id: '5c2f1d5a-6a0e-4a54-9d0e-2c6c7b4f7f10',
    prefix: 'p',
    name: 'a',
    scopes: ['answers'],
    origins: [],
    limitPerMinute: null,
    dailyTokens: null,
    createdAt: '2026-03-01T00:00:00.000Z',
    expiresAt: '2026-03-01T02:00:00.000Z',
    revokedAt: null,
    lastUsedAt: null,
  }

  function setUp() {
    let present = Date.parse('2026-03-01T00:00:00Z')
    const database = { says: { kind: 'valid', key } as KeyCheck | Unavailable, asked: 0 }
    const cache = createKeyCache(
      async () => {
        database.asked += 1
        return database.says
      },
      () => new Date(present),
    )
    const later = (seconds: number) => {
      present += seconds * 1000
    }
    return { cache, database, later }
  }

  test('asks the database again after half a minute', async () => {
    const { cache, database, later } = setUp()
    await cache.find('k')
    later(29)
    expect(await cache.find('k')).toEqual({ kind: 'valid', key })
    expect(database.asked).toBe(1)
    database.says = { kind: 'revoked' }
    later(1)
    expect(await cache.find('k')).toEqual({ kind: 'revoked' })
    database.says = { kind: 'unavailable' }
    expect(await cache.find('k')).toEqual({ kind: 'unavailable' })
  })

  test('knows a good key for an hour without the database, others not at all', async () => {
    const { cache, database, later } = setUp()
    await cache.find('k')
    database.says = { kind: 'unavailable' }
    later(3599)
    expect((await cache.find('k')).kind).toBe('valid')
    expect(await cache.find('other')).toEqual({ kind: 'unavailable' })
    later(1)
    expect(await cache.find('k')).toEqual({ kind: 'unavailable' })
  })

  test('a key that has expired meanwhile is expired', async () => {
    const { cache, database, later } = setUp()
    later(7000)
    await cache.find('k')
    database.says = { kind: 'unavailable' }
    later(200)
    expect(await cache.find('k')).toEqual({ kind: 'expired' })
  })

  test('forgets all when it is told to', async () => {
    const { cache, database } = setUp()
    await cache.find('k')
    cache.clear()
    database.says = { kind: 'revoked' }
    expect(await cache.find('k')).toEqual({ kind: 'revoked' })
  })

  test('does not remember bad keys', async () => {
    const { cache, database } = setUp()
    database.says = { kind: 'unknown' }
    await cache.find('bad')
    await cache.find('bad')
    expect(database.asked).toBe(2)
  })
})

describe('findPgliteEntry', () => {
  test('is the bundle beside a bundled module', () => {
    const entry = findPgliteEntry('file:///app/dist/cli.js')
    expect(entry.href).toBe('file:///app/dist/pglite-entry.js')
  })

  test('is a file that exists where the code runs from source', () => {
    const entry = findPgliteEntry(import.meta.url)
    expect(entry.pathname).toMatch(/\/pglite-source-entry\.mjs$/)
    expect(existsSync(entry)).toBe(true)
  })
})
