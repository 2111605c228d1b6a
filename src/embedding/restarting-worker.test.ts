import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.js'
import type { ModelWorker } from './model-worker.js'
import { startRestartingWorker } from './restarting-worker.js'

/** Workers that die when they are given the text `die`. */
function createMortalWorkers() {
  const started: ModelWorker[] = []
  const start = async () => {
    let death: AppError | undefined
    const worker: ModelWorker = {
      async run(texts) {
        if (texts.includes('die')) death = new AppError('bad_model', `death ${started.length}`)
        if (death !== undefined) throw death
        return Float32Array.of(started.length)
      },
      deathOf: () => death,
      close: async () => {},
    }
    started.push(worker)
    return worker
  }
  return { started, start }
}

describe('startRestartingWorker', () => {
  test('replaces a dead worker once, for the next batch', async () => {
    const { started, start } = createMortalWorkers()
    const worker = await startRestartingWorker(start)
    expect(await worker.run(['a'], 'query')).toEqual(Float32Array.of(1))
    await expect(worker.run(['die'], 'query')).rejects.toThrow('death 1')
    expect(worker.state()).toBe('dead')
    expect(started.length).toBe(1)

    expect(await worker.run(['a'], 'query')).toEqual(Float32Array.of(2))
    expect(worker.state()).toBe('alive')

    await expect(worker.run(['die'], 'query')).rejects.toThrow('death 2')
    expect(worker.state()).toBe('spent')
    await expect(worker.run(['a'], 'query')).rejects.toThrow('death 2')
    expect(started.length).toBe(2)
  })

  test('is spent when the replacement cannot be started', async () => {
    const { started, start } = createMortalWorkers()
    const worker = await startRestartingWorker(async () => {
      if (started.length === 1) throw new AppError('bad_model', 'model.onnx: no such file')
      return start()
    })
    await expect(worker.run(['die'], 'query')).rejects.toThrow('death 1')
    await expect(worker.run(['a'], 'query')).rejects.toThrow('no such file')
    expect(worker.state()).toBe('spent')
  })
})
