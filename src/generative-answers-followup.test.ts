import fastify from 'fastify'
import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.js'
import { type Answer, answerRequestSchema, type HistoryTurn } from './domain/answer.js'
import type { MeasureRecord } from './domain/measure.js'
import type { GenerationReport } from './generation/generate-answer.js'
import { createMetrics } from './http/metrics.js'
import { assembleAssistant } from './open-assistant.js'
import { answerFaults } from './testing/answer-faults.js'
import {
  closeTestAssistant,
  openTestAssistant,
  TEST_PUBLIC_URL,
} from './testing/open-test-assistant.js'
import { markOf, promptSentences } from './testing/prompt-sources.js'
import {
  type Script,
  type ScriptStep,
  startScriptedModelServer,
  typed,
} from './testing/scripted-model-server.js'

/** A quarter of it is for reading the question. */
const MODEL_TIMEOUT_MS = 8_000

const opened = await openTestAssistant()
const { corpus } = opened.open
const ABOUT = measureOf('dalian-43/19')

let playing: Script = () => []
const server = await startScriptedModelServer({ script: (body, turn) => playing(body, turn) })
const config = readConfig({
  CHAT_MODEL: 'scripted',
  OPENAI_BASE_URL: server.baseUrl,
  CHAT_TIMEOUT_MS: String(MODEL_TIMEOUT_MS),
  PUBLIC_URL: TEST_PUBLIC_URL,
})
const app = fastify()
const metrics = createMetrics()
metrics.hookInto(app)
const reports: (GenerationReport | undefined)[] = []
const assistant = assembleAssistant(config, opened.open, opened.embedder, {
  onAnswer: (answer, report) => {
    metrics.onAnswer(answer, report)
    reports.push(report)
  },
})
afterAll(async () => {
  await server.close()
  await app.close()
  await closeTestAssistant()
})

const HISTORY: readonly HistoryTurn[] = [
  { role: 'user', content: '大连海关低风险低价值的货物能先提走吗？' },
  {
    role: 'assistant',
    content: '大连海关43项惠企措施第（十九）项：经海关同意，可将货物先行提离口岸。[1]',
    measures: [ABOUT.id],
  },
]
const CONDENSING = { inputTokens: 200, outputTokens: 30 }
const ANSWERING = { inputTokens: 900, outputTokens: 70 }
const SAID =
  '货值不满10000元人民币且属于合理自用等情形的低风险低价值货物，在等待实验室检测结果期间，企业可在向海关申请并承诺不提前销售、使用的前提下，经海关同意，将货物先行提离口岸'

/** Rewrites a follow-up so, and answers what has sources with one true sentence. */
const model =
  (rewrite: readonly ScriptStep[]): Script =>
  (body) =>
    promptSentences(body).length === 0
      ? rewrite
      : [...typed(`${SAID}${markOf(body, ABOUT, 1, 'zh-Hans')}。`), { usage: ANSWERING }]

async function ask(rewrite: readonly ScriptStep[]): Promise<Answer> {
  playing = model(rewrite)
  const request = { question: '上限是多少钱？', history: HISTORY, mode: 'auto', trace: true }
  const answer = await assistant.answer(answerRequestSchema.parse(request))
  expect(server.failures).toEqual([])
  expect(answerFaults(answer, corpus)).toEqual([])
  expect(answer.citations[0]?.measureId).toBe(ABOUT.id)
  expect(answer.mode).toBe('generative')
  return answer
}

async function countedTokens(): Promise<{ input: number; output: number }> {
  const text = await metrics.registry.metrics()
  const of = (direction: string): number =>
    Number(
      new RegExp(`model_tokens_total\\{direction="${direction}"\\} (\\d+)`, 'u').exec(text)?.[1] ??
        0,
    )
  return { input: of('input'), output: of('output') }
}

describe('a follow-up with a model', () => {
  test('is asked as the model rewrote it; both calls are counted', async () => {
    const before = await countedTokens()
    const rewritten = '大连海关低风险低价值货物先行提离的货值上限是多少钱？'
    const answer = await ask([...typed(rewritten), { usage: CONDENSING }])
    expect(answer.standaloneQuestion).toBe(rewritten)
    const usage = { inputTokens: 1_100, outputTokens: 100 }
    expect(reports.at(-1)?.usage).toEqual(usage)
    expect(answer.trace).toMatchObject({ generation: { usage } })
    const after = await countedTokens()
    expect(after.input - before.input).toBe(1_100)
    expect(after.output - before.output).toBe(100)
  })

  test('of which the model lost the office is left to the rules, and counted all the same', async () => {
    const answer = await ask([...typed('上限是多少钱？'), { usage: CONDENSING }])
    expect(answer.standaloneQuestion).toContain('大连海关')
    expect(reports.at(-1)?.usage).toEqual({ inputTokens: 1_100, outputTokens: 100 })
  })

  test.each([
    ['stalls', ['stall'] satisfies ScriptStep[]],
    ['breaks off', [{ text: '大连海关' }, 'reset'] satisfies ScriptStep[]],
  ])('that the model %s over is left to the rules, with time to answer', async (_, rewrite) => {
    const answer = await ask(rewrite)
    expect(answer.standaloneQuestion).toContain('大连海关')
    expect(answer.notices).not.toContain('model_unavailable')
    expect(reports.at(-1)?.usage).toEqual(ANSWERING)
  })
})

function measureOf(id: string): MeasureRecord {
  const found = corpus.measures.find((measure) => measure.id === id)
  if (found === undefined) throw new Error(`expected a measure ${id}`)
  return found
}
