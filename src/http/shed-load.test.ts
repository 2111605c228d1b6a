import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { problemSchema } from '../domain/problem.js'
import { registerShedLoad, type ShedLoadOptions } from './shed-load.js'
import { createSmallApp } from './small-app.fixture.js'

const apps: { close(): PromiseLike<unknown> }[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

/** An app with a probe, a plain route and a bounded one that waits until it is let go. */
async function createBusyApp(options: ShedLoadOptions) {
  const app = createSmallApp()
  apps.push(app)
  const load = await registerShedLoad(app, options)
  const held: (() => void)[] = []
  app.get('/livez', { config: { neverShed: true } }, async () => ({ status: 'alive' }))
  app.get('/plain', async () => ({ ok: true }))
  app.post('/answers', { config: { bounded: true } }, async (request) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return { body: request.body }
  })
  const answer = () => app.inject({ method: 'POST', url: '/answers', payload: { a: 1 } })
  return { app, load, held, answer, letGo: () => held.splice(0).forEach((resolve) => resolve()) }
}

/** Works for so many milliseconds without a pause. */
function holdUp(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** Limits that nothing reaches, so that a test looks at one alone. */
const FREE = { maxEventLoopDelayMs: 1e6, maxHeapBytes: 1e15, maxRssBytes: 1e15, sampleMs: 100 }

describe('registerShedLoad', () => {
  test('answers while there is room', async () => {
    const { app } = await createBusyApp({})
    expect((await app.inject('/plain')).statusCode).toBe(200)
  })

  test.each([
    ['memory of the process', { maxRssBytes: 1 }],
    ['the heap', { maxHeapBytes: 1 }],
    ['the event loop', { maxEventLoopDelayMs: 1e-9 }],
  ])('turns requests away when %s runs out, but answers probes', async (_, limit) => {
    const { app } = await createBusyApp({ ...FREE, ...limit })
    await vi.waitFor(async () => {
      // Some work, so that there is a delay to measure.
      holdUp(20)
      await delay(110)
      const refused = await app.inject('/plain')
      expect(refused.statusCode).toBe(503)
      expect(refused.headers['retry-after']).toBe('1')
      expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(problemSchema.parse(refused.json()).code).toBe('overloaded')
      expect((await app.inject('/livez')).statusCode).toBe(200)
    })
  })

  test('turns requests away while rounds of the event loop are long, and then no more', async () => {
    const { app } = await createBusyApp({ ...FREE, maxEventLoopDelayMs: 50 })
    const answers: number[] = []
    for (let round = 0; round < 8; round += 1) {
      await setImmediate()
      holdUp(150)
      answers.push((await app.inject('/plain')).statusCode)
    }
    expect(answers).toContain(503)
    await vi.waitFor(async () => expect((await app.inject('/plain')).statusCode).toBe(200), {
      timeout: 5000,
    })
  })

  test('takes no single piece of work for load', async () => {
    const { app } = await createBusyApp({ ...FREE, maxEventLoopDelayMs: 50 })
    await delay(150)
    await setImmediate()
    holdUp(600)
    for (let asked = 0; asked < 30; asked += 1) {
      expect((await app.inject('/plain')).statusCode).toBe(200)
      await delay(10)
    }
  })

  test('lets so many answers be under way, turns the next away, and lets the one after in', async () => {
    const { app, load, held, answer, letGo } = await createBusyApp({ ...FREE, maxUnderWay: 2 })
    const first = [answer(), answer()]
    await vi.waitFor(() => expect(held.length).toBe(2))
    expect(load.underWay()).toBe(2)
    const refused = await answer()
    expect([refused.statusCode, refused.json().code]).toEqual([503, 'overloaded'])
    expect(refused.headers['retry-after']).toBe('1')
    // What needs no place is answered.
    expect((await app.inject('/plain')).statusCode).toBe(200)
    letGo()
    for (const { statusCode } of await Promise.all(first)) expect(statusCode).toBe(200)
    await vi.waitFor(() => expect(load.underWay()).toBe(0))
    const again = answer()
    await vi.waitFor(() => expect(held.length).toBe(1))
    letGo()
    expect((await again).statusCode).toBe(200)
  })

  test.each([
    ['as many as may be while the model is fast', 1, 6],
    ['fewer when it is slow: the last must not wait for long', 120, 5],
    ['a few, however slow it is', 60_000, 4],
    ['as many as may be before it was asked', 0, 6],
  ])('lets %s be under way', async (_, questionMs, room) => {
    const { app, held, answer, letGo } = await createBusyApp({
      ...FREE,
      maxUnderWay: 6,
      questionMs: () => questionMs,
    })
    await app.ready()
    const answers = Array.from({ length: 10 }, async () => answer())
    const refused = await Promise.all(answers.slice(room))
    expect(refused.map(({ statusCode }) => statusCode)).toEqual(refused.map(() => 503))
    expect(refused.every(({ headers }) => headers['retry-after'] === '1')).toBe(true)
    await vi.waitFor(() => expect(held.length).toBe(room))
    letGo()
    for (const { statusCode } of await Promise.all(answers.slice(0, room))) {
      expect(statusCode).toBe(200)
    }
  })

  test('gives the place of a client that left to the next, and cuts off one that takes too long', async () => {
    const { app, load } = await createBusyApp({ ...FREE, longestAnswerMs: 300 })
    await app.listen({ port: 0, host: '127.0.0.1' })
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const open = async () => {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      const head = 'POST /answers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
      socket.write(`${head}content-length: 2\r\n\r\n{}`)
      await vi.waitFor(() => expect(load.underWay()).toBe(1))
      return socket
    }
    const leaving = await open()
    leaving.destroy()
    await vi.waitFor(() => expect(load.underWay()).toBe(0))
    const slow = await open()
    const began = performance.now()
    await once(slow, 'close')
    expect(performance.now() - began).toBeGreaterThan(200)
    await vi.waitFor(() => expect(load.underWay()).toBe(0))
  })
})
