import { describe, expect, test } from 'vitest'
import type { TextRole } from './embedder.js'
import { embedWithCache } from './embed-with-cache.js'
import { emptyVectorCache } from './vector-cache.js'

const model = { fingerprint: 'sample', dimensions: 1 }

/** Gives each text its length as a vector and notes what it was asked. */
function createSetting() {
  const asked: { texts: readonly string[]; role: TextRole }[] = []
  const embedder = {
    ...model,
    async embed(texts: readonly string[], role: TextRole, signal?: AbortSignal) {
      signal?.throwIfAborted()
      asked.push({ texts, role })
      return texts.map((text) => Float32Array.of(text.length))
    },
  }
  return { asked, embedder, cache: emptyVectorCache('/nowhere', model) }
}

describe('embedWithCache', () => {
  test('embeds what is missing, each text once, and gives all in order', async () => {
    const { asked, embedder, cache } = createSetting()
    await embedWithCache(['a', 'ccc'], 'passage', embedder, cache)
    const vectors = await embedWithCache(['bb', 'a', 'bb', 'ccc'], 'passage', embedder, cache)
    expect(vectors).toEqual([2, 1, 2, 3].map((length) => Float32Array.of(length)))
    expect(asked).toEqual([
      { texts: ['a', 'ccc'], role: 'passage' },
      { texts: ['bb'], role: 'passage' },
    ])
    expect(cache.size).toBe(3)
  })

  test('keeps questions and passages apart', async () => {
    const { asked, embedder, cache } = createSetting()
    await embedWithCache(['a'], 'passage', embedder, cache)
    await embedWithCache(['a'], 'query', embedder, cache)
    expect(asked.map((one) => one.role)).toEqual(['passage', 'query'])
  })

  test('tells how far it is, from what was known to all', async () => {
    const { asked, embedder, cache } = createSetting()
    const texts = Array.from({ length: 150 }, (_, index) => `text ${index}`)
    await embedWithCache(texts.slice(0, 20), 'passage', embedder, cache)
    asked.length = 0
    const steps: [number, number][] = []
    const onProgress = (done: number, total: number) => steps.push([done, total])
    await embedWithCache(texts, 'passage', embedder, cache, { onProgress })
    expect(steps.at(0)).toEqual([20, 150])
    expect(steps.at(-1)).toEqual([150, 150])
    expect(steps.length).toBe(asked.length + 1)
    expect(asked.flatMap((one) => one.texts)).toEqual(texts.slice(20))
  })

  test('embeds nothing when there is nothing to embed', async () => {
    const { asked, embedder, cache } = createSetting()
    expect(await embedWithCache([], 'passage', embedder, cache)).toEqual([])
    expect(asked).toEqual([])
  })

  test('stops at an abort and keeps what was computed', async () => {
    const { embedder, cache } = createSetting()
    const controller = new AbortController()
    const reason = new Error('enough')
    const texts = Array.from({ length: 200 }, (_, index) => `text ${index}`)
    const onProgress = (done: number) => {
      if (done > 0) controller.abort(reason)
    }
    const { signal } = controller
    const embedding = embedWithCache(texts, 'passage', embedder, cache, { onProgress, signal })
    await expect(embedding).rejects.toBe(reason)
    expect(cache.size).toBeGreaterThan(0)
    expect(cache.size).toBeLessThan(200)
  })

  test('refuses an embedder that leaves a text out', async () => {
    const { embedder, cache } = createSetting()
    const lazy = { ...embedder, embed: async () => [Float32Array.of(1)] }
    await expect(embedWithCache(['a', 'b'], 'passage', lazy, cache)).rejects.toMatchObject({
      code: 'bad_model',
      message: 'expected 2 vectors, found 1',
    })
  })
})
