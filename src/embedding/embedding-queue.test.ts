import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEmbeddingQueue, INTERACTIVE_TEXTS } from './embedding-queue.js'

const options = { maxQueue: 20, batchSize: 4, maxTokens: 512 }

const bulkTexts = (count: number, prefix = 'bulk') =>
  Array.from({ length: count }, (_, index) => `${prefix} ${String(index).padStart(4, '0')}`)

const textsOf = (jobs: readonly { text: string }[]) => jobs.map((job) => job.text)

describe('createEmbeddingQueue', () => {
  test('takes interactive texts before bulk texts that came earlier', () => {
    const queue = createEmbeddingQueue(options)
    queue.add(bulkTexts(12), 'passage')
    queue.add(['question'], 'query')
    expect(queue.waiting()).toBe(13)
    expect(textsOf(queue.take())).toEqual(['question'])
    expect(textsOf(queue.take())).toEqual(bulkTexts(12).slice(0, 4))
    expect(queue.waiting()).toBe(8)
  })

  test('takes a text forward when an interactive call wants it too', () => {
    const queue = createEmbeddingQueue(options)
    const bulk = queue.add(bulkTexts(12), 'passage')
    const [wanted] = queue.add(['bulk 0011'], 'passage')
    expect(wanted).toBe(bulk[11])
    expect(queue.take()).toEqual([wanted])
  })

  test('computes a text once for all who want it, but not across roles', () => {
    const queue = createEmbeddingQueue(options)
    const [first, again] = queue.add(['same', 'same'], 'query')
    expect(queue.add(['same'], 'query')).toEqual([first])
    expect(again).toBe(first)
    expect(queue.add(['same'], 'passage')).not.toEqual([first])
    expect(textsOf(queue.take())).toEqual(['same'])
    expect(queue.add(['same'], 'query')[0]).toBe(first)
  })

  test('computes a text again once it has been forgotten', () => {
    const queue = createEmbeddingQueue(options)
    const [first] = queue.add(['same'], 'query')
    queue.forget(queue.take())
    const [second] = queue.add(['same'], 'query')
    expect(second).not.toBe(first)
    expect(queue.take()).toEqual([second])
  })

  test('puts texts of similar length into one batch and keeps it small', () => {
    const queue = createEmbeddingQueue({ ...options, batchSize: 8 })
    const long = Array.from({ length: 3 }, (_, index) => `${index}${'海'.repeat(450)}`)
    const short = bulkTexts(9)
    queue.add([...long, ...short], 'passage')
    expect(textsOf(queue.take())).toEqual(short.slice(0, 8))
    expect(textsOf(queue.take())).toEqual(short.slice(8))
    expect(queue.take().length).toBe(1)
  })

  test('refuses a call that finds the lane full, and only that lane', () => {
    const queue = createEmbeddingQueue(options)
    for (let index = 0; index < 20; index += 1) queue.add([`question ${index}`], 'query')
    expect(() => queue.add(['one more'], 'query')).toThrow(
      expect.objectContaining({ code: 'overloaded', retryAfterSeconds: 1 }),
    )
    expect(() => queue.add(['question 3'], 'query')).not.toThrow()
    expect(() => queue.add(bulkTexts(100), 'passage')).not.toThrow()
    expect(() => queue.add(bulkTexts(10, 'other'), 'passage')).toThrow('100 texts wait')
    queue.take()
    expect(() => queue.add(['one more'], 'query')).not.toThrow()
  })

  test('drops what nobody wants any more, and keeps what another call wants', () => {
    const queue = createEmbeddingQueue(options)
    const first = queue.add(['a', 'b', 'b'], 'query')
    queue.add(['b'], 'query')
    queue.withdraw(first)
    expect(textsOf(queue.take())).toEqual(['b'])
    expect(queue.take()).toEqual([])
  })

  test('does not drop the new job of a text when a caller of the old one withdraws late', () => {
    const queue = createEmbeddingQueue(options)
    const failed = queue.add(['a'], 'query')
    queue.forget(queue.take())
    const [fresh] = queue.add(['a'], 'query')
    queue.withdraw(failed)
    expect(queue.take()).toEqual([fresh])
  })

  test('rejects all that waits', async () => {
    const queue = createEmbeddingQueue(options)
    const jobs = [...queue.add(['a'], 'query'), ...queue.add(bulkTexts(12), 'passage')]
    queue.rejectWaiting(new Error('died'))
    const outcomes = await Promise.allSettled(jobs.map((job) => job.vector))
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true)
    expect(queue.take()).toEqual([])
  })

  test('hands out every wanted text exactly once, in batches of one role within the limit', () => {
    const call = fc.record({
      texts: fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 * INTERACTIVE_TEXTS }),
      role: fc.constantFrom('query' as const, 'passage' as const),
      withdrawn: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 8 }), (calls) => {
        const queue = createEmbeddingQueue({ ...options, maxQueue: 1_000 })
        const added = calls.map((one) => ({ ...one, jobs: queue.add(one.texts, one.role) }))
        for (const { withdrawn, jobs } of added) if (withdrawn) queue.withdraw(jobs)
        const expected = new Set(
          added
            .filter((one) => !one.withdrawn)
            .flatMap(({ role, texts }) => texts.map((text) => `${role}:${text}`)),
        )
        const taken: string[] = []
        for (let batch = queue.take(); batch.length > 0; batch = queue.take()) {
          expect(batch.length).toBeLessThanOrEqual(options.batchSize)
          expect(new Set(batch.map((job) => job.role)).size).toBe(1)
          taken.push(...batch.map((job) => `${job.role}:${job.text}`))
        }
        expect(taken.length).toBe(expected.size)
        expect(new Set(taken)).toEqual(expected)
      }),
    )
  })
})
