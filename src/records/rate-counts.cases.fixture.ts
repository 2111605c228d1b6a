import { describe, expect, test } from 'vitest'
import type { Database } from './database.js'
import { createMaintenance } from './maintenance.js'
import { createRateCounts } from './rate-counts.js'

const WINDOW_MS = 60_000

/** Cases of the shared counts of requests, on a database with its tables. */
export function describeRateCounts(databaseOf: () => Database): void {
  describe('rate counts', () => {
    const counts = () => createRateCounts(databaseOf())
    const one = (caller: string, hits = 1) => new Map([[caller, hits]])

    test('callers are counted apart, and by what was added', async () => {
      const added = new Map([
        ['a', 2],
        ['b', 1],
      ])
      await counts().add(added, WINDOW_MS)
      const sums = await counts().add(added, WINDOW_MS)
      expect([sums.get('a')?.hits, sums.get('b')?.hits, sums.size]).toEqual([4, 2, 2])
      for (const { leftMs } of sums.values()) {
        expect(leftMs).toBeGreaterThan(0)
        expect(leftMs).toBeLessThanOrEqual(WINDOW_MS)
      }
    })

    test('of many at once none is lost, in whatever order they name the callers', async () => {
      const orders = [
        ['a', 'b', 'c'],
        ['c', 'b', 'a'],
      ]
      await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          counts().add(new Map((orders[at % 2] ?? []).map((caller) => [caller, 1])), WINDOW_MS),
        ),
      )
      for (const caller of ['a', 'b', 'c']) {
        expect((await counts().add(one(caller), WINDOW_MS)).get(caller)?.hits).toBe(41)
      }
    })

    test('a window that is over begins anew', async () => {
      await counts().add(one('a', 7), WINDOW_MS)
      await databaseOf().query(`update rate_counts set ends_at = now() - interval '1 second'`)
      expect((await counts().add(one('a'), WINDOW_MS)).get('a')?.hits).toBe(1)
    })

    test('no address is to be read from the table, and old rows are deleted', async () => {
      await counts().add(one('address 192.0.2.1'), WINDOW_MS)
      const text = JSON.stringify((await databaseOf().query('select * from rate_counts')).rows)
      expect(text).not.toContain('192.0.2.1')
      const now = () => new Date(Date.now() + 2 * WINDOW_MS)
      await createMaintenance(databaseOf(), { retentionDays: 1, now }).purge()
      expect((await databaseOf().query('select caller from rate_counts')).rows).toEqual([])
    })
  })
}
