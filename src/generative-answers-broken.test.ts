import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import type { AnswerLanguage } from './domain/language.js'
import { answerFaults } from './testing/answer-faults.js'
import { type StreamedAnswer, startGenerativeApp } from './testing/generative-app.js'
import { closeTestAssistant, openTestAssistant } from './testing/open-test-assistant.js'
import { type Script, type ScriptStep, typed } from './testing/scripted-model-server.js'

/** What a model that stalls is waited for. */
const MODEL_TIMEOUT_MS = 2_000
const TEST_TIMEOUT_MS = 60_000

const opened = await openTestAssistant()
const { corpus } = opened.open
const app = await startGenerativeApp(opened, MODEL_TIMEOUT_MS)
afterAll(async () => {
  await app.close()
  await closeTestAssistant()
})

/** A question on one measure, whose second sentence is `[S1.2]`, and what is true of it. */
const ABOUT: Readonly<
  Record<'zh-Hans' | 'zh-Hant-HK' | 'en', { question: string; truth: string }>
> = {
  'zh-Hans': {
    question: '大连海关第33项的预裁定怎么申请？',
    truth: '预裁定结果全国海关通用。[S1.2]',
  },
  'zh-Hant-HK': {
    question: '大連海關第33項的預裁定怎樣申請？',
    truth: '預裁定結果全國海關通用。[S1.2]',
  },
  en: {
    question: 'What does Dalian Customs measure 33 say about advance rulings?',
    truth: 'Advance ruling results are valid at customs offices nationwide. [S1.2] ',
  },
}
const FORMS = ['zh-Hans', 'zh-Hant-HK', 'en'] as const
const SHOWN = /预裁定结果全国海关通用|預裁定結果全國海關通用|results are valid at customs offices/u

function ask(language: AnswerLanguage & keyof typeof ABOUT, script: Script, mode = 'auto') {
  app.play(script)
  return app.ask({ question: ABOUT[language].question, language, mode, trace: true })
}

function expectCited({ answer, deltas }: StreamedAnswer): void {
  expect(deltas.join('')).toBe(answer.text)
  expect(answerFaults(answer, corpus)).toEqual([])
  expect(answer.citations.map(({ measureId }) => measureId)).toContain('dalian-43/33')
  expect(answer.text).not.toContain('\uFFFD')
  expect(answer.text).not.toMatch(/\[\s*S\d/iu)
}

interface Breaking {
  readonly name: string
  /** What the model does, before it has said anything that could be shown or after that. */
  readonly steps: readonly ScriptStep[]
  /** Whether that is a failure also of a model that has said something true. */
  readonly fails: boolean
}

const BREAKING: readonly Breaking[] = [
  { name: 'the connection is reset', steps: [{ text: '企业' }, 'reset'], fails: true },
  { name: 'it stalls', steps: [{ text: '企业' }, 'stall'], fails: true },
  { name: 'it floods', steps: [{ flood: '企业可以'.repeat(50) }], fails: true },
  { name: 'it sends half an event', steps: [{ text: '企业' }, 'invalid-sse'], fails: true },
  { name: 'it sends an error', steps: [{ text: '企业' }, { error: 'overloaded' }], fails: true },
  {
    name: 'a character is broken',
    steps: [{ text: '结果全国通用', bytes: 'broken' }, { text: '[S1.2]。' }],
    fails: false,
  },
  { name: 'it ends without a token', steps: typed('企业可以申请预裁定。'), fails: false },
  { name: 'it ends in half a token', steps: typed('企业可以申请预裁定[S1.'), fails: false },
  { name: 'it does not end its stream', steps: [...typed('企业可以'), 'no-done'], fails: false },
  {
    name: 'it answers in French',
    steps: typed('Les décisions anticipées sont valables dans toutes les douanes du pays [S1.2]. '),
    fails: false,
  },
  {
    name: 'it answers in Japanese',
    steps: typed('事前教示の結果は全国の税関で有効です[S1.2]。'),
    fails: false,
  },
]

describe('a model that dies in the middle', () => {
  test.each(BREAKING)(
    '$name: the answer is extracted, cited, and says so',
    async ({ steps }) => {
      for (const language of FORMS) {
        const streamed = await ask(language, () => steps)
        expectCited(streamed)
        expect(streamed.answer).toMatchObject({ mode: 'extractive', model: null })
        expect(streamed.answer.notices).toContain('model_unavailable')
      }
    },
    TEST_TIMEOUT_MS,
  )

  test.each(BREAKING)(
    '$name, but has said something true: that stays, and the answer is whole',
    async ({ steps, fails }) => {
      for (const language of FORMS) {
        const streamed = await ask(language, () => [
          ...typed(ABOUT[language].truth),
          { text: '\n' },
          ...steps,
        ])
        expectCited(streamed)
        expect(streamed.answer).toMatchObject({ mode: 'generative', model: 'scripted' })
        expect(streamed.answer.text).toMatch(SHOWN)
        expect(streamed.answer.notices.includes('model_unavailable')).toBe(fails)
      }
    },
    TEST_TIMEOUT_MS,
  )

  test('a Chinese answer to an English question, and the other way round, is not shown', async () => {
    const chinese = await ask('en', () => typed(ABOUT['zh-Hans'].truth))
    const english = await ask('zh-Hans', () => typed(ABOUT.en.truth))
    for (const streamed of [chinese, english]) {
      expectCited(streamed)
      expect(streamed.answer.mode).toBe('extractive')
      expect(streamed.answer.notices).toContain('model_unavailable')
    }
  })

  test('a character that comes in two writes is whole', async () => {
    const { answer } = await ask('zh-Hans', () => [
      { text: '预裁定结果全国海关通用', bytes: 'split' },
      { text: '[S1.2]。' },
    ])
    expect(answer.mode).toBe('generative')
    expect(answer.text).toMatch(SHOWN)
  })

  test(
    'a model that is demanded and down is an error of its own',
    async () => {
      await expect(ask('zh-Hans', () => [{ status: 400 }], 'generative')).rejects.toThrow(
        /model_unavailable/u,
      )
    },
    TEST_TIMEOUT_MS,
  )
})

/** A client that can be killed, with what it has received. */
function call(
  language: keyof typeof ABOUT,
  accept: string,
): { socket: Socket; seen(text: RegExp): Promise<void> } {
  const body = JSON.stringify({ question: ABOUT[language].question, language, mode: 'auto' })
  const { hostname, port, pathname } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    received += chunk
  })
  socket.on('error', () => {})
  const head = [
    `POST ${pathname} HTTP/1.1`,
    'host: x',
    'content-type: application/json',
    `accept: ${accept}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return {
    socket,
    async seen(text) {
      while (!text.test(received)) await once(socket, 'data')
    },
  }
}

/** The model's request of now, once it has been received. */
async function modelRequest(before: number) {
  for (;;) {
    const request = app.server.requests[before]
    if (request !== undefined) return request
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('a client that is killed', () => {
  /** The figure. */
  const WITHIN_MS = 1_000
  const expectStopped = async (
    request: Awaited<ReturnType<typeof modelRequest>>,
    killedAt: number,
  ): Promise<void> => {
    const { by, at } = await request.ended
    expect(by).toBe('client')
    expect(at - killedAt).toBeLessThan(WITHIN_MS)
  }

  test.each(FORMS)('after the first sentence: the model’s request ends, %s', async (language) => {
    app.play(() => [...typed(`${ABOUT[language].truth}\n`), { text: 'S' }, 'stall'])
    const before = app.server.requests.length
    const { socket, seen } = call(language, 'text/event-stream')
    await seen(SHOWN)
    const killedAt = performance.now()
    socket.resetAndDestroy()
    await expectStopped(await modelRequest(before), killedAt)
  })

  test('while the model keeps writing: its request ends', async () => {
    app.play(() => [
      ...typed(`${ABOUT.en.truth}\n`),
      ...Array.from({ length: 500 }, () => [{ text: 'word ' }, { pauseMs: 10 }] as const).flat(),
    ])
    const before = app.server.requests.length
    const { socket, seen } = call('en', 'text/event-stream')
    await seen(SHOWN)
    const killedAt = performance.now()
    socket.destroy()
    await expectStopped(await modelRequest(before), killedAt)
  })

  test.each(['text/event-stream', 'application/json'])(
    'before the first sentence: the model’s request ends, %s',
    async (accept) => {
      app.play(() => ['stall'])
      const before = app.server.requests.length
      const { socket } = call('zh-Hans', accept)
      const request = await modelRequest(before)
      const killedAt = performance.now()
      socket.resetAndDestroy()
      await expectStopped(request, killedAt)
    },
  )

  test('leaves nothing open, and the next one is answered', async () => {
    const streamed = await ask('zh-Hans', () => typed(ABOUT['zh-Hans'].truth))
    expect(streamed.answer.mode).toBe('generative')
    expect(app.server.open()).toBe(0)
    expect(app.server.failures).toEqual([])
  })
})
