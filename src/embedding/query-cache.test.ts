import { describe, expect, test } from 'vitest'
import type { Embedder } from './embedder.js'
import { cacheQueries } from './query-cache.js'

/** Gives each text its length as a vector, and notes what it was asked. */
function createCountingEmbed() {
  const asked: string[][] = []
  const embed: Embedder['embed'] = async (texts) => {
    asked.push([...texts])
    return texts.map((text) => Float32Array.of(text.length))
  }
  return { asked, embed }
}

describe('cacheQueries', () => {
  test('asks the model once for the same question and counts the hit', async () => {
    const { asked, embed } = createCountingEmbed()
    const cache = cacheQueries(embed, 10)
    expect(await cache.embed(['上限是多少'], 'query')).toEqual([Float32Array.of(5)])
    expect(await cache.embed(['上限是多少'], 'query')).toEqual([Float32Array.of(5)])
    expect(asked).toEqual([['上限是多少']])
    expect(cache.stats()).toEqual({ hits: 1, misses: 1 })
  })

  test('keeps the order when some of several are known', async () => {
    const { asked, embed } = createCountingEmbed()
    const cache = cacheQueries(embed, 10)
    await cache.embed(['bb', 'dddd'], 'query')
    const vectors = await cache.embed(['a', 'bb', 'ccc', 'dddd', 'a'], 'query')
    expect(vectors).toEqual([1, 2, 3, 4, 1].map((length) => Float32Array.of(length)))
    expect(asked.at(-1)).toEqual(['a', 'ccc', 'a'])
  })

  test('gives copies: what a caller does to a vector changes no other', async () => {
    const cache = cacheQueries(createCountingEmbed().embed, 10)
    for (let round = 0; round < 3; round += 1) {
      const [vector] = await cache.embed(['bb'], 'query')
      expect(vector).toEqual(Float32Array.of(2))
      vector?.fill(0)
    }
  })

  test('drops the question that was not asked for longest', async () => {
    const { asked, embed } = createCountingEmbed()
    const cache = cacheQueries(embed, 2)
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.embed([text], 'query')
    expect(asked.flat()).toEqual(['a', 'b', 'c', 'b'])
  })

  test('keeps neither passages nor bulk calls nor pasted documents', async () => {
    const { asked, embed } = createCountingEmbed()
    const cache = cacheQueries(embed, 100)
    const bulk = Array.from({ length: 50 }, (_, index) => `question ${index}`)
    for (let round = 0; round < 2; round += 1) {
      await cache.embed(['text'], 'passage')
      await cache.embed(bulk, 'query')
      await cache.embed(['x'.repeat(10_000)], 'query')
    }
    expect(asked.length).toBe(6)
  })

  test('keeps nothing when its size is 0', async () => {
    const { asked, embed } = createCountingEmbed()
    const cache = cacheQueries(embed, 0)
    await cache.embed(['a'], 'query')
    await cache.embed(['a'], 'query')
    expect(asked.length).toBe(2)
  })

  test('rejects an aborted call even when the vector is known, and keeps no failure', async () => {
    let failing = true
    const cache = cacheQueries(async () => {
      if (failing) throw new Error('down')
      return [Float32Array.of(1)]
    }, 10)
    await expect(cache.embed(['a'], 'query')).rejects.toThrow('down')
    failing = false
    expect(await cache.embed(['a'], 'query')).toEqual([Float32Array.of(1)])
    const reason = new Error('enough')
    await expect(cache.embed(['a'], 'query', AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
