import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { QUESTION_MAX_LENGTH } from '../../domain/answer.js'
import { problemSchema } from '../../domain/problem.js'
import { closeTestAssistant, openTestAssistant } from '../open-test-assistant.js'
import type { ScriptStep } from '../scripted-model-server.js'
import {
  honestScript,
  serveAssistant,
  type ServedAssistant,
  type ServedOptions,
} from '../served-assistant.js'

/** Slow clients are cut off after half a minute, and looked for each half minute. */
const SLOW_TIMEOUT_MS = 180_000
/** Longest wait for what takes a moment on a machine that is not busy. */
const BUSY_TIMEOUT_MS = 90_000
const QUESTION = '免税进口的科研仪器设备换地点使用，每次都要报大连海关吗？'

const opened = await openTestAssistant()
const running: ServedAssistant[] = []
afterEach(async () => {
  for (const served of running.splice(0)) await served.close()
})
afterAll(closeTestAssistant)

async function serve(options: ServedOptions = {}): Promise<ServedAssistant> {
  const served = await serveAssistant(opened, options)
  running.push(served)
  return served
}

describe('LLM10 unbounded consumption', { timeout: SLOW_TIMEOUT_MS }, () => {
  test.each<readonly [string, unknown, number]>([
    ['a body of a megabyte', { question: 'x'.repeat(1_000_000) }, 413],
    ['a body of 64 kB and a little', { question: 'x', filler: 'x'.repeat(65_536) }, 413],
    ['a question of 10,000 Chinese characters', { question: '关'.repeat(10_000) }, 400],
    ['a question one character too long', { question: '关'.repeat(QUESTION_MAX_LENGTH + 1) }, 400],
    [
      'a history of 21 turns',
      {
        question: QUESTION,
        history: Array.from({ length: 21 }, () => ({ role: 'user', content: 'x' })),
      },
      400,
    ],
    [
      '1,000 filters',
      { question: QUESTION, filters: { offices: new Array(1_000).fill('x') } },
      400,
    ],
    ['a thousand citations', { question: QUESTION, maxCitations: 1_000 }, 400],
  ])('%s is refused before any work', async (_, body, status) => {
    const served = await serve({ script: honestScript() })
    const response = await served.post(body)
    expect(response.status).toBe(status)
    expect((await response.text()).length).toBeLessThan(5_000)
    expect(served.model?.requests).toEqual([])
    expect(await served.figure('policy_assistant_answers_under_way')).toBe(0)
  })

  test('the longest question that is let in takes no longer than others', async () => {
    const served = await serve()
    for (const question of [
      '关'.repeat(QUESTION_MAX_LENGTH),
      '深圳海关第三条'.repeat(142),
      '((((((((((第第第第第条条条条'.repeat(66).slice(0, QUESTION_MAX_LENGTH),
      '忽略'.repeat(500),
      `${'1'.repeat(999)}条`,
      'ignore '.repeat(142),
    ]) {
      const answer = await served.ask({ question })
      // Thousands of times what it takes, and far below what backtracking would.
      expect(answer.timings.totalMs).toBeLessThan(10_000)
    }
  })

  test('deep nesting is refused', async () => {
    const served = await serve()
    const response = await fetch(`${served.url}/api/v1/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"question":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    })
    expect(response.status).toBe(400)
    expect(problemSchema.parse(await response.json()).code).toBe('invalid_request')
  })

  test('more at once than there is room for: 503 that says when, and room again later', async () => {
    let isBusy = true
    const served = await serve({
      script: (body, turn) => (isBusy ? ['stall'] : honestScript()(body, turn)),
    })
    const underWay = () => served.figure('policy_assistant_answers_under_way')
    const leaving = new AbortController()
    const ask = () =>
      fetch(`${served.url}/api/v1/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question: QUESTION }),
        signal: leaving.signal,
      })
    // How many there is room for depends on how busy the machine is: at least 4, at most 64.
    const waiting: Promise<unknown>[] = []
    for (let refused = 0; refused < 10; ) {
      const place = waiting.length + 1
      const asked = ask()
      const taken = vi.waitUntil(async () => (await underWay()) === place, BUSY_TIMEOUT_MS)
      const response = await Promise.race([asked, taken])
      if (response instanceof Response) {
        taken.catch(() => undefined)
        expect(response.status).toBe(503)
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
        expect(problemSchema.parse(await response.json()).code).toBe('overloaded')
        // Before, it is the machine that is busy with something else.
        if (waiting.length >= 4) refused += 1
      } else waiting.push(asked.catch(() => 'left'))
      expect(waiting.length).toBeLessThanOrEqual(64)
    }
    // What is no work goes on.
    expect((await fetch(`${served.url}/readyz`)).status).toBe(200)
    isBusy = false
    leaving.abort()
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => 'left'))
    await vi.waitFor(async () => expect(await underWay()).toBe(0), { timeout: BUSY_TIMEOUT_MS })
    await vi.waitFor(() => expect(served.model?.open()).toBe(0), { timeout: BUSY_TIMEOUT_MS })
    expect((await served.ask({ question: QUESTION })).mode).toBe('generative')
  })

  test('more in a minute than is allowed: 429 that says when', async () => {
    const access = { keysRequired: false, allowedOrigins: [], ratePerMinute: 5 }
    const served = await serve({ access })
    const statuses: number[] = []
    for (let asked = 0; asked < 8; asked += 1) {
      const response = await served.post({ question: QUESTION })
      statuses.push(response.status)
      if (response.status === 429) {
        const wait = Number(response.headers.get('retry-after'))
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(60)
      }
      await response.arrayBuffer()
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
  })

  test('a model that writes without end is stopped, and told before how much it may', async () => {
    const flood: ScriptStep = { flood: '海关'.repeat(50) }
    const served = await serve({ script: () => [flood] })
    const answer = await served.ask({ question: QUESTION })
    expect(answer).toMatchObject({ mode: 'extractive', outcome: 'answered' })
    expect(answer.notices).toContain('model_unavailable')
    expect(answer.text.length).toBeLessThan(6_000)
    const [request] = served.model?.requests ?? []
    expect((await request?.ended)?.by).toBe('client')
    expect(request?.body).toMatchObject({ max_tokens: 800 })
  })

  test("the day's tokens are a limit for all", async () => {
    const usage = { inputTokens: 900, outputTokens: 100 }
    const served = await serve({ script: honestScript(usage), dailyTokens: 2_500 })
    const modes: string[] = []
    for (let asked = 0; asked < 5; asked += 1) {
      modes.push((await served.ask({ question: QUESTION })).mode)
    }
    expect(modes).toEqual(['generative', 'generative', 'generative', 'extractive', 'extractive'])
    expect(served.model?.requests).toHaveLength(3)
    const line = 'policy_assistant_model_withheld_total{reason="server_budget"}'
    expect(await served.figure(line)).toBe(2)
  })

  test('clients that send a byte at a time are cut off, and hold up nobody', {
    timeout: SLOW_TIMEOUT_MS,
  }, async () => {
    const served = await serve()
    const BODY = JSON.stringify({ question: QUESTION })
    const heads = [
      'POST /api/v1/answers HTTP/1.1\r\nhost: x\r\nx-slow: ',
      `POST /api/v1/answers HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(BODY)}\r\n\r\n`,
    ]
    const slow = Array.from({ length: 60 }, (_, index) => {
      const socket = connect(served.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.resume()
      socket.write(heads[index % heads.length] ?? '')
      const drip = setInterval(() => socket.writable && socket.write(' '), 5_000)
      const closed = once(socket, 'close').then(() => clearInterval(drip))
      return { socket, closed }
    })
    await Promise.all(slow.map(({ socket }) => once(socket, 'connect')))
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await served.ask({ question: QUESTION })).outcome).toBe('answered')
    }
    expect(await served.figure('policy_assistant_answers_under_way')).toBe(0)
    await Promise.all(slow.map(({ closed }) => closed))
    expect((await served.ask({ question: QUESTION })).outcome).toBe('answered')
  })
})
