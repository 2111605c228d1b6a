import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { readModelManifest } from './model-files.js'
import { createBatchScheduler } from './batch-scheduler.js'
import { createEmbeddingQueue } from './embedding-queue.js'
import { startModelWorker } from './model-worker.js'
import { startRestartingWorker } from './restarting-worker.js'

const modelFolder = join(projectRoot, 'embeddings/model')
const start = { modelFolder, manifest: await readModelManifest(modelFolder) }

/** The entry of a thread that runs `code` with its port and says that it is ready. */
const entryOf = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads'
${code}
parentPort.postMessage({ kind: 'ready' })`,
    )}`,
  )

describe('startModelWorker', () => {
  test('matches answers with batches, whatever their order', async () => {
    const worker = await startModelWorker(
      entryOf(`parentPort.on('message', ({ id, texts }) => setTimeout(
        () => parentPort.postMessage({ kind: 'vectors', id, vectors: Float32Array.of(texts.length) }),
        texts.length === 1 ? 20 : 0))`),
      start,
    )
    const batches = [worker.run(['a'], 'query'), worker.run(['a', 'b'], 'query')]
    expect(await Promise.all(batches)).toEqual([Float32Array.of(1), Float32Array.of(2)])
    await worker.close()
  })

  test.each([
    ['exits', `parentPort.on('message', () => process.exit(3))`, 'exit code 3'],
    [
      'throws',
      `parentPort.on('message', () => { throw new Error('out of order') })`,
      'out of order',
    ],
  ])(
    'rejects what is under way and what comes later when the thread %s',
    async (_, code, words) => {
      const worker = await startModelWorker(entryOf(code), start)
      expect(worker.deathOf()).toBeUndefined()
      const expected = { code: 'bad_model', message: expect.stringContaining(words) }
      const batches = [worker.run(['a'], 'query'), worker.run(['b'], 'query')]
      await expect(batches[0]).rejects.toMatchObject(expected)
      await expect(batches[1]).rejects.toMatchObject(expected)
      await expect(worker.run(['c'], 'query')).rejects.toMatchObject(expected)
      expect(worker.deathOf()).toMatchObject(expected)
    },
  )

  test('fails to start when the thread ends before it is ready', async () => {
    await expect(startModelWorker(entryOf('process.exit(0)'), start)).rejects.toMatchObject({
      code: 'bad_model',
      message: 'the embedding worker ended with exit code 0',
    })
  })

  test('rejects a batch whose thread is closed', async () => {
    const worker = await startModelWorker(entryOf(`parentPort.on('message', () => {})`), start)
    const batch = worker.run(['a'], 'query')
    await Promise.all([expect(batch).rejects.toMatchObject({ code: 'bad_model' }), worker.close()])
  })
})

test('a thread that dies takes its queue with it, is replaced once, and then says why', async () => {
  const entry = entryOf(`parentPort.on('message', ({ id, texts }) => {
    if (texts.includes('die')) process.exit(7)
    parentPort.postMessage({ kind: 'vectors', id, vectors: new Float32Array(texts.length) })
  })`)
  const worker = await startRestartingWorker(() => startModelWorker(entry, start))
  const queue = createEmbeddingQueue({ maxQueue: 8, batchSize: 1, maxTokens: 512 })
  const scheduler = createBatchScheduler(queue, [worker])
  const died = { code: 'bad_model', message: 'the embedding worker ended with exit code 7' }

  const calls = ['die', 'waits', 'waits too'].map((text) => scheduler.embed([text], 'query'))
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject(died)))
  expect((await scheduler.embed(['new work'], 'query')).length).toBe(1)
  await expect(scheduler.embed(['die'], 'query')).rejects.toMatchObject(died)
  await expect(scheduler.embed(['new work'], 'query')).rejects.toMatchObject(died)
  await scheduler.close()
  await worker.close()
})
