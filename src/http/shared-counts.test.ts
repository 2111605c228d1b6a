import { describe, expect, test } from 'vitest'
import type { RateCounts } from '../records/rate-counts.js'
import type { OpenStore, ResilientRecords } from '../records/resilient-records.js'
import { createLocalCounts } from './local-counts.js'
import { createSharedCounts } from './shared-counts.js'

const WINDOW_MS = 60_000

/** A store of several servers in memory, that counts its statements and can be stopped. */
function sharedStore() {
  const counts = createLocalCounts(100)
  const state = {
    statements: 0,
    mode: 'there' as 'there' | 'away' | 'stuck' | 'broken' | 'alone',
  }
  const rateCounts: RateCounts = {
    async add(hits) {
      state.statements += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (state.mode === 'stuck') await new Promise(() => {})
      if (state.mode === 'broken') throw new Error('no such table')
      return new Map(
        [...hits].map(([caller, times]) => {
          let sum = counts.read(caller)
          for (let hit = 0; hit < times; hit += 1) sum = counts.add(caller, WINDOW_MS)
          return [caller, sum]
        }),
      )
    },
  }
  const unused = (): never => {
    throw new Error('expected only counts to be asked for')
  }
  const records: Pick<ResilientRecords, 'use'> = {
    async use(work) {
      if (state.mode === 'away') return { kind: 'unavailable' }
      const store: OpenStore = {
        get records() {
          return unused()
        },
        get keys() {
          return unused()
        },
        get idempotency() {
          return unused()
        },
        ...(state.mode === 'alone' ? {} : { rateCounts }),
      }
      return work(store)
    },
  }
  const server = (onFailure?: (error: unknown) => void) =>
    createSharedCounts({
      records,
      local: createLocalCounts(100),
      windowMs: WINDOW_MS,
      ...(onFailure === undefined ? {} : { onFailure }),
    })
  return { state, server }
}

describe('counts of several servers', () => {
  test('each request gets a number of its own, over all servers, with few statements', async () => {
    const { state, server } = sharedStore()
    const servers = [server(), server()]
    const hits = await Promise.all(
      Array.from({ length: 200 }, async (_, at) => (await servers[at % 2]?.add('key 1'))?.hits),
    )
    expect(hits.toSorted((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, at) => at + 1),
    )
    expect(state.statements).toBeLessThan(10)
  })

  test('while the store is away or fails, each counts for itself', async () => {
    for (const mode of ['away', 'broken'] as const) {
      const { state, server } = sharedStore()
      const failures: unknown[] = []
      const one = server((error) => failures.push(error))
      const two = server()
      await one.add('a')
      expect((await two.add('a')).hits).toBe(2)
      state.mode = mode
      expect((await one.add('a')).hits).toBe(2)
      expect((await two.add('a')).hits).toBe(2)
      expect(failures.length).toBe(mode === 'broken' ? 1 : 0)
      state.mode = 'there'
      expect((await one.add('a')).hits).toBe(3)
    }
  })

  test('a store that does not answer holds nobody up for long', async () => {
    const { state, server } = sharedStore()
    const one = server()
    state.mode = 'stuck'
    expect((await one.add('a')).hits).toBe(1)
    const started = performance.now()
    for (let asked = 0; asked < 20; asked += 1) await one.add('a')
    // Twenty waits of their own would take five seconds.
    expect(performance.now() - started).toBeLessThan(2500)
    expect(state.statements).toBe(1)
  })

  test('where no other server can be, nothing is asked twice', async () => {
    const { state, server } = sharedStore()
    state.mode = 'alone'
    const one = server()
    expect([(await one.add('a')).hits, (await one.add('a')).hits]).toEqual([1, 2])
    state.mode = 'there'
    expect((await one.add('a')).hits).toBe(3)
    expect(state.statements).toBe(0)
  })
})
