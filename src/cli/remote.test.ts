import { type AddressInfo } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  type RawHandler,
  type RawServer,
  sendJson,
  sendProblem,
  startRawServer,
} from '../client/raw-server.fixture.js'
import { messageOf, SAMPLE_ANSWER, SAMPLE_EVENTS } from '../client/sample-answer.fixture.js'
import { answerSchema } from '../domain/answer.js'
import { searchResponseSchema } from '../domain/search.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { captureIo, type CapturedIo } from '../testing/capture-io.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { formatAnswer } from './format-answer.js'
import { runCommand } from './run-command.js'

const { assistant } = await openTestAssistant()
const { app } = await buildTestApp(assistant)
await app.listen({ host: '127.0.0.1', port: 0 })
const REAL = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`

afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

const servers: RawServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(handle: RawHandler): Promise<RawServer> {
  const server = await startRawServer(handle)
  servers.push(server)
  return server
}

async function run(...args: string[]) {
  return runOn(captureIo(), args)
}

async function runOnTerminal(...args: string[]) {
  return runOn(terminal(), args)
}

function terminal(): CapturedIo {
  const io = captureIo()
  return { ...io, stdout: { ...io.stdout, isTTY: true } }
}

async function runOn(io: CapturedIo, args: readonly string[]) {
  const code = await runCommand(args, io)
  return { code, stdout: io.stdoutText(), stderr: io.stderrText() }
}

/** Output without what differs from one asking to the next. */
const timeless = (text: string): string => text.replace(/[\d.]+ ms\)/g, 'N ms)')

const QUESTION = '大连海关第三十三项写了什么？'
const STREAM = { 'content-type': 'text/event-stream' }
const PLAIN_TEXT = SAMPLE_ANSWER.text.replaceAll('**', '')

describe('ask --server and a real server', () => {
  test('--json prints the answer and nothing else, as asked for', async () => {
    const options = ['--language', 'en', '--document', 'dalian-43', '--trace', '--json']
    const { code, stdout, stderr } = await run(
      'ask',
      'advance ruling',
      '--server',
      REAL,
      ...options,
    )
    expect([code, stderr]).toEqual([0, ''])
    const answer = answerSchema.parse(JSON.parse(stdout))
    expect(answer).toEqual(JSON.parse(stdout))
    expect(answer).toMatchObject({ question: 'advance ruling', language: 'en' })
    expect(answer).toHaveProperty('trace')
    for (const { measureId } of answer.citations) expect(measureId).toMatch(/^dalian-43\//)
  })

  test('prints the same on a terminal, into a file, and as without a server', async () => {
    const remote = await run('ask', QUESTION, '--server', REAL)
    expect(remote).toMatchObject({ code: 0, stderr: '' })
    expect(remote.stdout).toContain('[1] ')
    const onTerminal = await runOnTerminal('ask', QUESTION, '--server', `${REAL}/`)
    expect(timeless(onTerminal.stdout)).toBe(timeless(remote.stdout))
    const local = formatAnswer(
      await assistant.answer({
        question: QUESTION,
        language: 'auto',
        mode: 'auto',
        maxCitations: 5,
        trace: false,
      }),
    )
    expect(timeless(remote.stdout)).toBe(timeless(local))
  })

  test('a refusal: exit code 2 and what the server says', async () => {
    for (const io of [captureIo(), terminal()]) {
      const args = ['ask', '通关', '--office', 'mars', '--server', REAL]
      const { code, stdout, stderr } = await runOn(io, args)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/filters\.offices\.0: expected one of .*dalian-customs.*"mars"/)
    }
  })
})

describe('search --server and a real server', () => {
  test('--json prints the answer of the API and nothing else', async () => {
    const options = ['--limit', '3', '--json', '--server', REAL]
    const { code, stdout, stderr } = await run('search', '预约通关', ...options)
    expect([code, stderr]).toEqual([0, ''])
    const response = searchResponseSchema.parse(JSON.parse(stdout))
    expect(response).toEqual(JSON.parse(stdout))
    expect(response.results).toHaveLength(3)
  })

  test('prints the results with what adds up to their scores', async () => {
    const options = ['--limit', '2', '--explain', '--server', REAL]
    const { code, stdout } = await run('search', '预约通关', ...options)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ 1\. +\d\.\d+ {2}/)
    expect(stdout).toMatch(/rank +1 +raw/)
    expect(stdout).toMatch(/\(2 results, [\d.]+ ms\)\n$/)
  })
})

describe('on a terminal', () => {
  test('the text is shown while it comes, without marks, and the sources below it', async () => {
    const io = terminal()
    const shownBefore: string[] = []
    const { baseUrl } = await serve(async (response) => {
      response.writeHead(200, STREAM)
      for (const event of SAMPLE_EVENTS) {
        shownBefore.push(io.stdoutText())
        response.write(messageOf(event))
        // Until what was sent has been shown; only deltas show anything.
        const wait = event.type === 'answer-delta' ? 2000 : 0
        const before = shownBefore.at(-1)
        for (let waited = 0; waited < wait && io.stdoutText() === before; waited += 5) {
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }
      response.end()
    })
    const { code, stdout } = await runOn(io, ['ask', 'q', '--server', baseUrl, '--key', 'pa_1_x'])
    expect(code).toBe(0)
    expect(shownBefore).toEqual([
      '',
      '',
      '大连海关：',
      '大连海关：',
      '大连海关：可预约通关。[1]',
      PLAIN_TEXT,
    ])
    expect(stdout).toBe(formatAnswer(SAMPLE_ANSWER))
    expect(servers[0]?.requests[0]?.headers.authorization).toBe('Bearer pa_1_x')
  })

  test('marks cut over two deltas are not shown either', async () => {
    const text = '**大连**：a*b'
    const answer = { ...SAMPLE_ANSWER, text }
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, STREAM)
      const deltas = Array.from(text, (piece) => ({ type: 'answer-delta', text: piece }))
      response.end([...deltas, { type: 'answer-end', answer }].map((e) => messageOf(e)).join(''))
    })
    const { stdout } = await runOnTerminal('ask', 'q', '--server', baseUrl)
    expect(stdout).toBe(formatAnswer(answer))
    expect(stdout).toMatch(/^大连：a\*b\n/)
  })

  test('what would steer the terminal is taken out', async () => {
    const answer = { ...SAMPLE_ANSWER, text: 'a\u001B[2Jb\u0007\u009Bc\rd\n\te' }
    const { baseUrl } = await serve((response, { headers }) => {
      if (headers.accept !== 'text/event-stream') return sendJson(response, answer)
      const delta = { type: 'answer-delta', text: answer.text }
      response
        .writeHead(200, STREAM)
        .end(messageOf(delta) + messageOf({ type: 'answer-end', answer } as { type: string }))
    })
    for (const io of [terminal(), captureIo()]) {
      const { stdout } = await runOn(io, ['ask', 'q', '--server', baseUrl])
      expect(stdout).toBe(formatAnswer({ ...answer, text: 'a[2Jbcd\n\te' }))
    }
  })

  test('an answer that breaks off: what came, then the failure on a line of its own', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, STREAM).end(
        SAMPLE_EVENTS.slice(0, 2)
          .map((e) => messageOf(e))
          .join(''),
      )
    })
    const { code, stdout, stderr } = await runOnTerminal('ask', 'q', '--server', baseUrl)
    expect([code, stdout]).toEqual([2, '大连海关：\n'])
    expect(stderr).toMatch(/^policy-assistant ask: the answer broke off.*\n$/)
  })

  test('a server that gives up: what it says, and the id to ask about', async () => {
    const failure = { type: 'error', code: 'internal', message: 'went wrong', requestId: 'r-9' }
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, STREAM).end(messageOf(failure))
    })
    const { code, stdout, stderr } = await runOnTerminal('ask', 'q', '--server', baseUrl)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe('policy-assistant ask: internal: went wrong (request r-9)\n')
  })
})

describe('failures are told on standard error, with exit code 2', () => {
  test.each(['ask', 'search'])('%s: a key that is not taken', async (command) => {
    const { baseUrl } = await serve((response) => sendProblem(response, 401, 'unauthorized'))
    const { code, stdout, stderr } = await run(command, 'q', '--json', '--server', baseUrl)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`policy-assistant ${command}: 401 unauthorized: unauthorized in words\n`)
  })

  test.each(['ask', 'search'])('%s: nobody there', async (command) => {
    const { baseUrl, close } = await startRawServer(() => {})
    await close()
    const { code, stdout, stderr } = await run(command, 'q', '--server', baseUrl)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`cannot reach ${baseUrl}: .*ECONNREFUSED`))
  })

  test.each(['ask', 'search'])('%s: no server of this API', async (command) => {
    const { baseUrl } = await serve((response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    )
    const { code, stdout, stderr } = await run(command, 'q', '--server', baseUrl)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/expected JSON from .*, found text\/html/)
  })

  test.each([
    [['--server', 'assistant.example'], /--server: expected an http or https address/],
    [['--server', ''], /--server: /],
    [['--server', 'http://a.example', '--key', 'a b'], /--key: expected visible ASCII/],
    [['--key', 'pa_1_x'], /--key: expected only together with --server/],
  ])('wrong use: %j', async (args, message) => {
    for (const command of ['ask', 'search']) {
      const { code, stdout, stderr } = await run(command, 'q', ...args)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(message)
      expect(stderr).toContain(`Usage: policy-assistant ${command}`)
      expect(stderr).not.toMatch(/pa_1_x|a b/)
    }
  })
})
