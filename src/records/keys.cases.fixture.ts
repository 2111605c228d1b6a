import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Database } from './database.js'
import { createIdempotency } from './idempotency.js'
import { createKeys } from './keys.js'
import { createMaintenance } from './maintenance.js'

/** What must hold of keys and idempotency on either database. */
export function describeKeys(databaseOf: () => Database): void {
  /** A clock that is set by hand. */
  function clockAt(start: string) {
    let present = new Date(start)
    return {
      now: () => present,
      set: (moment: string) => {
        present = new Date(moment)
      },
    }
  }

  describe('keys', () => {
    test('a key is found by its text, which is kept nowhere', async () => {
      const keys = createKeys(databaseOf())
      const { text, key } = await keys.create({
        name: '政务大厅',
        scopes: ['answers', 'admin'],
        origins: ['https://portal.example'],
        limitPerMinute: 60,
        dailyTokens: 100_000,
      })
      expect(text).toMatch(/^pa_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}$/)
      expect(await keys.find(text)).toEqual({ kind: 'valid', key })
      expect(await keys.list()).toEqual([key])
      const secret = text.split('_')[2] ?? ''
      const { rows } = await databaseOf().query('select api_keys::text as whole from api_keys')
      expect(String(rows[0]?.['whole'])).not.toContain(secret)
    })

    test('what is not exactly a key is unknown', async () => {
      const keys = createKeys(databaseOf())
      const { text } = await keys.create({ name: 'a', scopes: ['answers'] })
      const last = text.endsWith('0') ? '1' : '0'
      for (const other of ['', 'pa_', `${text} `, text.slice(0, -1) + last, text.toUpperCase()]) {
        expect(await keys.find(other)).toEqual({ kind: 'unknown' })
      }
    })

    test('a key ends at its expiry and when it is revoked', async () => {
      const clock = clockAt('2026-03-01T00:00:00Z')
      const keys = createKeys(databaseOf(), clock.now)
      const { text, key } = await keys.create({
        name: 'a',
        scopes: ['answers'],
        expiresAt: '2026-03-02T00:00:00+08:00',
      })
      clock.set('2026-03-01T15:59:59.999Z')
      expect((await keys.find(text)).kind).toBe('valid')
      clock.set('2026-03-01T16:00:00Z')
      expect(await keys.find(text)).toEqual({ kind: 'expired' })
      expect(await keys.revoke(key.prefix)).toEqual({ kind: 'revoked' })
      expect(await keys.find(text)).toEqual({ kind: 'revoked' })
      clock.set('2026-03-09T00:00:00Z')
      expect(await keys.revoke(key.id)).toEqual({ kind: 'revoked' })
      expect(await keys.list()).toMatchObject([{ revokedAt: '2026-03-01T16:00:00.000Z' }])
      expect(await keys.revoke('nobody')).toEqual({ kind: 'not_found' })
    })

    test('the last use is noted to the minute', async () => {
      const clock = clockAt('2026-03-01T00:00:00Z')
      const keys = createKeys(databaseOf(), clock.now)
      const { key } = await keys.create({ name: 'a', scopes: ['answers'] })
      await keys.touch(key.id)
      clock.set('2026-03-01T00:00:59Z')
      await keys.touch(key.id)
      expect(await keys.list()).toMatchObject([{ lastUsedAt: '2026-03-01T00:00:00.000Z' }])
      clock.set('2026-03-01T00:01:01Z')
      await keys.touch(key.id)
      expect(await keys.list()).toMatchObject([{ lastUsedAt: '2026-03-01T00:01:01.000Z' }])
    })

    test('tokens are counted by owner and day', async () => {
      const clock = clockAt('2026-03-01T23:59:59Z')
      const keys = createKeys(databaseOf(), clock.now)
      const [one, other] = [randomUUID(), randomUUID()]
      await Promise.all([1, 2, 3].map((tokens) => keys.addTokens(one, tokens)))
      await keys.addTokens(null, 3_000_000_000)
      expect(await keys.tokensToday(one)).toBe(6)
      expect(await keys.tokensToday(other)).toBe(0)
      expect(await keys.tokensToday(null)).toBe(3_000_000_000)
      expect(await keys.tokensTodayOfAll()).toBe(3_000_000_006)
      clock.set('2026-03-02T00:00:00Z')
      expect(await keys.tokensToday(one)).toBe(0)
      expect(await keys.tokensTodayOfAll()).toBe(0)
    })
  })

  describe('idempotency', () => {
    const response = { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }

    test('a request is done once and its response given again', async () => {
      const idempotency = createIdempotency(databaseOf())
      const first = await idempotency.begin('k', null, 'hash')
      if (first.kind !== 'fresh') throw new Error(`expected fresh, found ${first.kind}`)
      expect(await idempotency.begin('k', null, 'hash')).toEqual({ kind: 'in_flight' })
      expect(await idempotency.complete(first.ticket, response)).toBe(true)
      expect(await idempotency.begin('k', null, 'hash')).toEqual({ kind: 'replay', response })
    })

    test('of many at once exactly one is fresh', async () => {
      const idempotency = createIdempotency(databaseOf())
      const all = await Promise.all(
        Array.from({ length: 12 }, () => idempotency.begin('k', 'owner', 'hash')),
      )
      expect(all.filter(({ kind }) => kind === 'fresh').length).toBe(1)
      expect(all.filter(({ kind }) => kind === 'in_flight').length).toBe(11)
    })

    test('another body is a conflict, before and after the response', async () => {
      const idempotency = createIdempotency(databaseOf())
      const first = await idempotency.begin('k', null, 'hash')
      expect(await idempotency.begin('k', null, 'other')).toEqual({ kind: 'conflict' })
      if (first.kind === 'fresh') await idempotency.complete(first.ticket, response)
      expect(await idempotency.begin('k', null, 'other')).toEqual({ kind: 'conflict' })
    })

    test('keys of other owners have nothing to do with it', async () => {
      const idempotency = createIdempotency(databaseOf())
      await idempotency.begin('k', 'one', 'hash')
      expect((await idempotency.begin('k', 'two', 'other')).kind).toBe('fresh')
      expect((await idempotency.begin('k', null, 'other')).kind).toBe('fresh')
    })

    test('after a failure the key is free; a response is never given free', async () => {
      const idempotency = createIdempotency(databaseOf())
      const first = await idempotency.begin('k', null, 'hash')
      if (first.kind !== 'fresh') throw new Error(`expected fresh, found ${first.kind}`)
      await idempotency.release(first.ticket)
      const second = await idempotency.begin('k', null, 'other')
      if (second.kind !== 'fresh') throw new Error(`expected fresh, found ${second.kind}`)
      await idempotency.complete(second.ticket, response)
      await idempotency.release(second.ticket)
      expect((await idempotency.begin('k', null, 'other')).kind).toBe('replay')
    })

    test('a request of a process that died is begun anew, and its late response ignored', async () => {
      const clock = clockAt('2026-03-01T00:00:00Z')
      const idempotency = createIdempotency(databaseOf(), clock.now)
      const dead = await idempotency.begin('k', null, 'hash')
      clock.set('2026-03-01T00:00:14Z')
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('in_flight')
      clock.set('2026-03-01T00:00:15Z')
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('fresh')
      if (dead.kind !== 'fresh') throw new Error(`expected fresh, found ${dead.kind}`)
      expect(await idempotency.complete(dead.ticket, response)).toBe(false)
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('in_flight')
    })

    test('a request whose server says that it lives is not begun anew', async () => {
      const clock = clockAt('2026-03-01T00:00:00Z')
      const idempotency = createIdempotency(databaseOf(), clock.now)
      const slow = await idempotency.begin('k', null, 'hash')
      if (slow.kind !== 'fresh') throw new Error(`expected fresh, found ${slow.kind}`)
      clock.set('2026-03-01T00:00:10Z')
      expect(await idempotency.renew(slow.ticket)).toBe(true)
      clock.set('2026-03-01T00:00:24Z')
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('in_flight')
      clock.set('2026-03-01T00:00:25Z')
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('fresh')
      expect(await idempotency.renew(slow.ticket)).toBe(false)
    })

    test('a response is kept for a day', async () => {
      const clock = clockAt('2026-03-01T00:00:00Z')
      const idempotency = createIdempotency(databaseOf(), clock.now)
      const first = await idempotency.begin('k', null, 'hash')
      if (first.kind === 'fresh') await idempotency.complete(first.ticket, response)
      clock.set('2026-03-01T23:59:59Z')
      expect((await idempotency.begin('k', null, 'hash')).kind).toBe('replay')
      clock.set('2026-03-02T00:00:00Z')
      expect((await idempotency.begin('k', null, 'other')).kind).toBe('fresh')
      clock.set('2026-03-03T00:00:01Z')
      const maintenance = createMaintenance(databaseOf(), { retentionDays: 1, now: clock.now })
      expect(await maintenance.purge()).toMatchObject({ idempotency: 1 })
    })
  })
}
