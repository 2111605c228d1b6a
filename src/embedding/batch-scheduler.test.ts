import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import { type BatchWorker, createBatchScheduler } from './batch-scheduler.js'
import { createEmbeddingQueue } from './embedding-queue.js'

interface Batch {
  readonly texts: readonly string[]
  finish(): void
  fail(error: unknown): void
}

/** A worker that finishes a batch when the test says so; a text's vector is its length. */
function createManualWorker() {
  const batches: Batch[] = []
  let state: 'alive' | 'dead' | 'spent' = 'alive'
  const worker: BatchWorker = {
    run: (texts) =>
      new Promise((resolve, reject) => {
        const finish = () => resolve(Float32Array.from(texts, (text) => text.length))
        batches.push({ texts, finish, fail: reject })
      }),
    state: () => state,
  }
  return {
    worker,
    batches,
    setState(next: typeof state) {
      state = next
    },
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

function createSetting(workerCount = 1) {
  const manual = Array.from({ length: workerCount }, createManualWorker)
  const queue = createEmbeddingQueue({ maxQueue: 4, batchSize: 2, maxTokens: 512 })
  const scheduler = createBatchScheduler(
    queue,
    manual.map((one) => one.worker),
  )
  const [first, second] = manual
  if (first === undefined) throw new Error('a setting needs a worker')
  return { scheduler, first, second }
}

describe('createBatchScheduler', () => {
  test('gives each call its vectors in order, one batch at a time', async () => {
    const { scheduler, first } = createSetting()
    const vectors = scheduler.embed(['a', 'bbb', 'cc'], 'query')
    expect(first.batches.map((batch) => batch.texts)).toEqual([['a', 'bbb']])
    first.batches[0]?.finish()
    await settle()
    expect(first.batches.map((batch) => batch.texts)).toEqual([['a', 'bbb'], ['cc']])
    first.batches[1]?.finish()
    expect(await vectors).toEqual([1, 3, 2].map((length) => Float32Array.of(length)))
  })

  test('tells what a question takes, shared among the workers; passages do not count', async () => {
    const { scheduler, first, second } = createSetting(2)
    if (second === undefined) throw new Error('expected two workers')
    expect(scheduler.questionMs()).toBe(0)
    const passage = scheduler.embed(['a'], 'passage')
    first.batches[0]?.finish()
    await passage
    expect(scheduler.questionMs()).toBe(0)
    const question = scheduler.embed(['b', 'c'], 'query')
    await new Promise((resolve) => setTimeout(resolve, 80))
    second.batches[0]?.finish()
    await question
    // 80 ms for two texts, on one of two workers; a busy machine takes longer.
    expect(scheduler.questionMs()).toBeGreaterThan(15)
  })

  test('lets several workers compute at the same time', async () => {
    const { scheduler, first, second } = createSetting(2)
    const calls = [scheduler.embed(['a'], 'query'), scheduler.embed(['bb'], 'query')]
    expect([first.batches.length, second?.batches.length]).toEqual([1, 1])
    second?.batches[0]?.finish()
    expect(await calls[1]).toEqual([Float32Array.of(2)])
    first.batches[0]?.finish()
    expect(await calls[0]).toEqual([Float32Array.of(1)])
  })

  test('shares a text under way, each caller with a copy of its own', async () => {
    const { scheduler, first } = createSetting()
    const calls = [scheduler.embed(['same'], 'query'), scheduler.embed(['same'], 'query')]
    first.batches[0]?.finish()
    const [[one], [other]] = [(await calls[0]) ?? [], (await calls[1]) ?? []]
    expect(one).toEqual(other)
    expect(one).not.toBe(other)
    expect(first.batches.length).toBe(1)
  })

  test('refuses a call when the queue is full', async () => {
    const { scheduler, first } = createSetting()
    const calls = ['a', 'b', 'c', 'd', 'e'].map((text) => scheduler.embed([text], 'query'))
    await expect(scheduler.embed(['f'], 'query')).rejects.toMatchObject({
      code: 'overloaded',
      retryAfterSeconds: 1,
    })
    for (const index of [0, 1, 2]) {
      first.batches[index]?.finish()
      await settle()
    }
    expect((await Promise.all(calls)).length).toBe(5)
  })

  test('rejects an aborted call at once and never computes what waited', async () => {
    const { scheduler, first } = createSetting()
    const running = scheduler.embed(['running'], 'query')
    const controller = new AbortController()
    const waiting = scheduler.embed(['waiting', 'shared'], 'query', controller.signal)
    const other = scheduler.embed(['shared'], 'query')
    const reason = new Error('enough')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    first.batches[0]?.finish()
    await settle()
    first.batches[1]?.finish()
    await Promise.all([running, other])
    expect(first.batches.map((batch) => batch.texts)).toEqual([['running'], ['shared']])
  })

  test('does not queue anything for a signal that is aborted already', async () => {
    const { scheduler, first } = createSetting()
    const reason = new Error('enough')
    await expect(scheduler.embed(['a'], 'query', AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(first.batches).toEqual([])
  })

  test('fails only the batch when the model fails and the worker lives', async () => {
    const { scheduler, first } = createSetting()
    const failing = scheduler.embed(['a'], 'query')
    const waiting = scheduler.embed(['bb'], 'query')
    const error = new AppError('bad_model', 'NaN')
    first.batches[0]?.fail(error)
    await expect(failing).rejects.toBe(error)
    first.batches[1]?.finish()
    expect(await waiting).toEqual([Float32Array.of(2)])
  })

  test('rejects everything under way when the worker dies, and serves new calls', async () => {
    const { scheduler, first } = createSetting()
    const running = scheduler.embed(['a'], 'query')
    const waiting = scheduler.embed(['bb'], 'query')
    const died = new AppError('bad_model', 'the embedding worker died')
    first.setState('dead')
    first.batches[0]?.fail(died)
    await expect(running).rejects.toBe(died)
    await expect(waiting).rejects.toBe(died)
    const next = scheduler.embed(['ccc'], 'query')
    first.batches[1]?.finish()
    expect(await next).toEqual([Float32Array.of(3)])
  })

  test('leaves a worker alone that has died too often, as long as another lives', async () => {
    const { scheduler, first, second } = createSetting(2)
    first.setState('spent')
    const calls = [scheduler.embed(['a'], 'query'), scheduler.embed(['bb'], 'query')]
    second?.batches[0]?.finish()
    await settle()
    second?.batches[1]?.finish()
    expect(await Promise.all(calls)).toEqual([[Float32Array.of(1)], [Float32Array.of(2)]])
    expect(first.batches).toEqual([])
  })

  test('closes: rejects what waits and what comes later, waits for what is computed', async () => {
    const { scheduler, first } = createSetting()
    const running = scheduler.embed(['a'], 'query')
    const waiting = scheduler.embed(['bb'], 'query')
    let closed = false
    const closing = scheduler.close().then(() => {
      closed = true
    })
    await expect(waiting).rejects.toMatchObject({ code: 'overloaded' })
    await expect(scheduler.embed(['c'], 'query')).rejects.toMatchObject({ code: 'overloaded' })
    expect(closed).toBe(false)
    first.batches[0]?.finish()
    expect(await running).toEqual([Float32Array.of(1)])
    await closing
    expect(first.batches.length).toBe(1)
  })
})
