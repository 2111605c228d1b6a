import { describe, expect, test } from 'vitest'
import { DatabaseError } from './database-error.js'
import { createWriteQueue, type WriteQueueOptions } from './write-queue.js'

/** A target that takes notes, and fails as long as it is told to. */
function createTarget() {
  const kept: string[] = []
  const target = {
    kept,
    trouble: undefined as Error | undefined,
    async keep(name: string) {
      await new Promise((resolve) => setImmediate(resolve))
      if (target.trouble !== undefined) throw target.trouble
      kept.push(name)
      return { kind: 'saved' as const }
    },
  }
  return target
}

function setUp(options: Partial<WriteQueueOptions> = {}) {
  const outages: DatabaseError[] = []
  const notes: string[] = []
  const target = createTarget()
  const queue = createWriteQueue<typeof target>({
    onOutage: (error) => outages.push(error),
    onNote: (note) => notes.push(note),
    ...options,
  })
  const push = (name: string) => queue.push((on) => on.keep(name))
  return { outages, notes, target, queue, push }
}

const full = () => new DatabaseError('full', 'no space left')
const lost = () => new DatabaseError('lost', 'gone')

describe('createWriteQueue', () => {
  test('keeps writes until there is a target, then does them in order', async () => {
    const { queue, push, target } = setUp()
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map(push)
    expect(queue.counts()).toEqual({ queued: 6, written: 0, dropped: 0, failed: 0 })
    queue.resume(target)
    expect(await Promise.all(all)).toEqual(all.map(() => ({ kind: 'saved' })))
    expect(target.kept).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(queue.counts()).toEqual({ queued: 0, written: 6, dropped: 0, failed: 0 })
  })

  test('drops the oldest when it is full, and says so', async () => {
    const { queue, push, target } = setUp({ limit: 3 })
    const [first, second, ...rest] = ['a', 'b', 'c', 'd', 'e'].map(push)
    expect(await first).toEqual({ kind: 'dropped' })
    expect(await second).toEqual({ kind: 'dropped' })
    queue.resume(target)
    await Promise.all(rest)
    expect(target.kept).toEqual(['c', 'd', 'e'])
    expect(queue.counts().dropped).toBe(2)
  })

  test('loses nothing in an outage', async () => {
    const { queue, push, target, outages } = setUp()
    target.trouble = full()
    queue.resume(target)
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(push)
    await queue.settled()
    expect(outages.length).toBe(1)
    expect(queue.counts().queued).toBe(7)
    target.trouble = undefined
    queue.resume(target)
    await Promise.all(all)
    expect(target.kept.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  })

  test('what the database refuses for good does not hold up the others', async () => {
    const { queue, push, target, outages, notes } = setUp()
    const bad = queue.push(async () => {
      throw new DatabaseError('statement', 'SQLSTATE 22P05')
    })
    const good = push('good')
    queue.resume(target)
    expect(await bad).toEqual({ kind: 'failed' })
    expect(await good).toEqual({ kind: 'saved' })
    expect(outages).toEqual([])
    expect(notes).toEqual([expect.stringContaining('22P05')])
  })

  test('a write that loses every connection is given up, the others are done', async () => {
    const { queue, target, push } = setUp({ onOutage: () => {} })
    const poison = queue.push(async () => {
      throw lost()
    })
    const good = push('good')
    for (let round = 0; round < 5; round += 1) {
      await queue.tryFirst(target).catch(() => {})
    }
    expect(await poison).toEqual({ kind: 'failed' })
    queue.resume(target)
    expect(await good).toEqual({ kind: 'saved' })
  })

  test('a full disk wears no write out', async () => {
    const { queue, push, target } = setUp()
    const write = push('a')
    target.trouble = full()
    for (let round = 0; round < 50; round += 1) {
      await expect(queue.tryFirst(target)).rejects.toThrow('no space')
    }
    target.trouble = undefined
    queue.resume(target)
    expect(await write).toEqual({ kind: 'saved' })
  })

  test('closed, it gives up what waits and what comes', async () => {
    const { queue, push } = setUp()
    const all = ['a', 'b'].map(push)
    queue.close()
    expect(await Promise.all(all)).toEqual([{ kind: 'dropped' }, { kind: 'dropped' }])
    await queue.settled()
    expect(await push('late')).toEqual({ kind: 'dropped' })
  })
})
