import { messageOf } from '../errors.js'
import { type DatabaseError, isOutage } from './database-error.js'

/** Most writes that wait while the database is away: some 20 to 50 MB of answers. */
const QUEUE_LIMIT = 1000

/** Writes under way at the same time; PostgreSQL commits those together. */
const CONCURRENCY = 4

/**
 * How often a write may lose its connection before it is given up. The database takes other writes
 * each time, so it is this one that it cannot take.
 */
const MAX_LOSSES = 5

/** How a write ended: done, pushed out by newer ones, or refused by the database for good. */
export type Written<T> = T | { readonly kind: 'dropped' | 'failed' }

/** Writes in the order they came, for a target that comes and goes. */
export interface WriteQueue<Target> {
  /** Resolves when the write is in the database, or will never be; rejects never. */
  push<T>(run: (target: Target) => Promise<T>): Promise<Written<T>>
  /** Does the first write alone. @throws DatabaseError when the database is in trouble. */
  tryFirst(target: Target): Promise<void>
  /** Does all writes as they come, until the database is in trouble or `pause` is called. */
  resume(target: Target): void
  pause(): void
  /** Waits until nothing is left, or the queue is paused. */
  settled(): Promise<void>
  /** Gives up whatever waits or is still to come. */
  close(): void
  counts(): WriteCounts
}

/** How many writes wait and how the others ended. */
export interface WriteCounts {
  readonly queued: number
  readonly written: number
  readonly dropped: number
  readonly failed: number
}

interface Item<Target> {
  /** Runs the write; what it gives is kept until `done` hands it over. */
  run(target: Target): Promise<() => void>
  giveUp(kind: 'dropped' | 'failed'): void
  losses: number
}

/** What a queue tells its owner. */
export interface WriteQueueOptions {
  /** The database is in trouble; the queue has paused and kept the write. */
  readonly onOutage: (error: DatabaseError) => void
  /** A write was refused for good. */
  readonly onNote?: ((note: string) => void) | undefined
  readonly limit?: number
}

/** Creates an empty, paused queue. */
export function createWriteQueue<Target>({
  onOutage,
  onNote,
  limit = QUEUE_LIMIT,
}: WriteQueueOptions): WriteQueue<Target> {
  const waiting: Item<Target>[] = []
  // A new object for each time the queue is resumed, so that a late failure is not taken for a new one.
  let source: { readonly target: Target } | undefined
  let closed = false
  let active = 0
  let written = 0
  let dropped = 0
  let failed = 0
  let idleListeners: (() => void)[] = []

  /** Does one write; a write that met an outage waits again, before all others. */
  async function perform(item: Item<Target>, on: Target): Promise<void> {
    active += 1
    try {
      const done = await item.run(on)
      written += 1
      done()
    } catch (error) {
      if (isOutage(error)) {
        if (error.reason === 'lost') item.losses += 1
        if (closed) drop(item)
        else if (item.losses < MAX_LOSSES) waiting.unshift(item)
        else refuse(item, error)
        throw error
      }
      refuse(item, error)
    } finally {
      active -= 1
      announceIdle()
    }
  }

  function refuse(item: Item<Target>, error: unknown): void {
    failed += 1
    item.giveUp('failed')
    onNote?.(`a record could not be kept: ${messageOf(error)}`)
  }

  function drop(item: Item<Target> | undefined): void {
    if (item === undefined) return
    dropped += 1
    item.giveUp('dropped')
  }

  function pump(): void {
    const from = source
    if (from === undefined) return
    while (active < CONCURRENCY) {
      const item = waiting.shift()
      if (item === undefined) return
      perform(item, from.target).then(pump, (error: DatabaseError) => {
        if (source !== from) return
        source = undefined
        announceIdle()
        onOutage(error)
      })
    }
  }

  const isIdle = () => active === 0 && (waiting.length === 0 || source === undefined)

  function announceIdle(): void {
    if (!isIdle()) return
    const listeners = idleListeners
    idleListeners = []
    for (const listener of listeners) listener()
  }

  return {
    push: <T>(run: (target: Target) => Promise<T>) =>
      new Promise<Written<T>>((resolve) => {
        const item: Item<Target> = {
          run: async (target) => {
            const result = await run(target)
            return () => resolve(result)
          },
          giveUp: (kind) => resolve({ kind }),
          losses: 0,
        }
        if (closed) {
          drop(item)
          return
        }
        if (waiting.length >= limit) drop(waiting.shift())
        waiting.push(item)
        pump()
      }),
    async tryFirst(on) {
      const item = waiting.shift()
      if (item !== undefined) await perform(item, on)
    },
    resume(target) {
      source = { target }
      pump()
    },
    pause() {
      source = undefined
      announceIdle()
    },
    settled: () =>
      isIdle()
        ? Promise.resolve()
        : new Promise((resolve) => {
            idleListeners.push(resolve)
          }),
    close() {
      closed = true
      for (const item of waiting.splice(0)) drop(item)
    },
    counts: () => ({ queued: waiting.length + active, written, dropped, failed }),
  }
}
