import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type LeftBehind,
  leftBehindSchema,
  LONG_ANSWER,
  serverMessageSchema,
} from './left-behind.js'

// Clients that leave and clients that hardly read must leave nothing in the server: no sockets,
// timers or places, and no memory.

const TIMEOUT_MS = 600_000

/** Clients at the same time; the server has as many places for answers. */
const AT_ONCE = 50

/** Growth of the heap that is none, in bytes: a thousand replies, each with its answer, have more. */
const HEAP_NOISE_BYTES = 6 * 1024 * 1024

let server: ChildProcess
let ended: Promise<never>
let port: number

beforeAll(async () => {
  server = fork(fileURLToPath(new URL('stream-server.fixture.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  })
  ended = once(server, 'exit').then(() => {
    throw new Error('expected a message of the server, found its end')
  })
  // Its end is none of a test's that does not wait for it.
  ended.catch(() => {})
  const message = await nextMessage()
  if (!('url' in message)) throw new Error('expected the address of the server')
  port = Number(new URL(message.url).port)
}, 120_000)

afterAll(async () => {
  server.kill('SIGKILL')
  await ended.catch(() => {})
})

async function nextMessage() {
  const [message] = await Promise.race([once(server, 'message'), ended])
  return serverMessageSchema.parse(message)
}

async function look(): Promise<LeftBehind> {
  server.send('look')
  const message = await nextMessage()
  if (!('report' in message)) throw new Error('expected a report')
  return leftBehindSchema.parse(message.report)
}

/** Waits until nothing is under way, or gives what there is when that does not happen. */
async function lookWhenQuiet(): Promise<LeftBehind> {
  for (let tries = 0; ; tries += 1) {
    const report = await look()
    const { connections, openRequests, answersUnderWay, embeddingsWaiting } = report
    const busy = connections + openRequests + answersUnderWay + embeddingsWaiting
    if (busy === 0 || tries === 100) return report
    await pause(200)
  }
}

async function open(question: string): Promise<Socket> {
  const body = JSON.stringify({ question, maxCitations: 10 })
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(
    [
      'POST /api/v1/answers HTTP/1.1',
      'host: 127.0.0.1',
      'content-type: application/json',
      'accept: text/event-stream',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
  return socket
}

/** Leaves at another moment each time: at once, soon, or with the first bytes. */
async function abandon(index: number): Promise<void> {
  const socket = await open(`海关对第${index}批预约通关有什么便利？`)
  if (index % 4 === 3) await Promise.race([once(socket, 'data'), once(socket, 'close')])
  else await pause(index % 23)
  if (index % 2 === 0) socket.destroy()
  else socket.resetAndDestroy()
}

/**
 * Abandons streams until the server has counted so many: what it turns away because the machine is
 * busy, and what it has answered by then, are none.
 */
async function abandonMany(count: number, from: number): Promise<void> {
  const before = (await look()).abandoned
  for (let index = from; (await look()).abandoned - before < count; ) {
    for (let round = 0; round < 4; round += 1) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => abandon(index++)))
    }
  }
}

/** Takes some bytes now and then; half of them leave in the middle, the others read to the end. */
async function readSlowly(index: number): Promise<'whole' | 'left' | 'refused'> {
  const socket = await open(`${LONG_ANSWER}大连海关第三十三项写了什么？`)
  socket.setEncoding('utf8').pause()
  const leaves = index % 2 === 0
  let last = ''
  for (let reads = 0; !last.includes('event: answer-end'); reads += 1) {
    await pause(20)
    last = (last + String(socket.read() ?? '')).slice(-200_000)
    if (leaves && reads === 20) break
    if (last.startsWith('HTTP/1.1 503') || socket.destroyed) break
  }
  socket.destroy()
  if (last.includes('event: answer-end')) return 'whole'
  return last.startsWith('HTTP/1.1 503') ? 'refused' : 'left'
}

function expectNothingLeft(before: LeftBehind, after: LeftBehind): void {
  expect(after.resources).toEqual(before.resources)
  expect(after).toMatchObject({
    connections: 0,
    openRequests: 0,
    openStreams: 0,
    answersUnderWay: 0,
    embeddingsWaiting: 0,
  })
  expect(after.heapBytes - before.heapBytes).toBeLessThan(HEAP_NOISE_BYTES)
}

test(
  'a stream that is open is seen, so that none being left means something',
  async () => {
    const before = await lookWhenQuiet()
    // It waits for the rest of its body. A busy server turns some of these away at once.
    const sockets: Socket[] = []
    let during = before
    for (let tries = 0; during.openRequests === 0 && tries < 50; tries += 1) {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write('POST /api/v1/answers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n')
      socket.write('content-length: 100\r\n\r\n{')
      sockets.push(socket)
      await pause(50)
      during = await look()
    }
    expect(during.openRequests).toBe(1)
    expect(during.connections).toBeGreaterThan(0)
    expect(during.resources).not.toEqual(before.resources)
    for (const socket of sockets) socket.destroy()
    expectNothingLeft(before, await lookWhenQuiet())
  },
  TIMEOUT_MS,
)

test(
  '1,000 abandoned streams leave nothing behind',
  async () => {
    // Caches and code grow to what they need first.
    await abandonMany(500, 0)
    const before = await lookWhenQuiet()
    await abandonMany(1000, 100_000)
    expectNothingLeft(before, await lookWhenQuiet())
  },
  TIMEOUT_MS,
)

test(
  '50 slow readers leave nothing behind, and get the whole when they stay',
  async () => {
    const readers = () =>
      Promise.all(Array.from({ length: AT_ONCE }, (_, index) => readSlowly(index)))
    await readers()
    const before = await lookWhenQuiet()
    const reading = readers()
    let most = 0
    for (const end = reading.then(() => 'end'); ; ) {
      if ((await Promise.race([end, pause(100)])) === 'end') break
      most = Math.max(most, (await look()).openStreams)
    }
    // On a busy machine some of them are turned away; those that were not are held up by themselves.
    const ends = await reading
    const stayed = ends.filter((end) => end !== 'refused').length
    expect(most).toBeGreaterThan(0)
    expect(stayed).toBeGreaterThanOrEqual(most)
    expect(ends).toContain('whole')
    expect(ends).toContain('left')
    expectNothingLeft(before, await lookWhenQuiet())
  },
  TIMEOUT_MS,
)
