import { afterAll, describe, expect, test } from 'vitest'
import { createAssistant } from './assistant.js'
import { type Answer, answerRequestSchema } from './domain/answer.js'
import type { HistoryTurn } from './domain/answer.js'
import { readConfig } from './config.js'
import { loadGate } from './retrieval/gate.js'
import { closeTestAssistant, openTestAssistant } from './testing/open-test-assistant.js'
import type { ReadThing } from './understanding/facet-model.js'

const { open, embedder } = await openTestAssistant()
afterAll(closeTestAssistant)

/** An answer by a model that finds these things in every question, with the texts it embedded. */
async function answered(
  question: string,
  things: readonly ReadThing[],
  history: readonly HistoryTurn[] = [],
): Promise<{ answer: Answer; asks: unknown; embedded: (readonly string[])[] }> {
  const embedded: (readonly string[])[] = []
  const assistant = createAssistant({
    open,
    embedder: {
      ...embedder,
      embed: (texts, role, signal) => {
        embedded.push(texts)
        return embedder.embed(texts, role, signal)
      },
    },
    gate: loadGate(readConfig({}).folders.gate, embedder.fingerprint),
    facets: { read: () => [...things] },
    converter: { toTraditional: (text) => text, toRegionalWording: (text) => text },
    publicUrl: 'https://assistant.example',
  })
  const answer = await assistant.answer(
    answerRequestSchema.parse({ question, history, trace: true }),
  )
  const understanding: unknown = answer.trace?.['understanding']
  const asks =
    typeof understanding === 'object' && understanding !== null && 'asks' in understanding
      ? understanding.asks
      : undefined
  return { answer, asks, embedded }
}

const FEE = { asks: 'fee', probability: 0.9 } as const
const NOW = { asks: 'now', probability: 0.8 } as const
const PERIOD = { asks: 'period', probability: 0.7 } as const
const CASE = '我们公司第一次进口红酒，想了解预裁定'

describe('what the model takes a question to ask for', () => {
  test('is told as not stated where no measure states it', async () => {
    const without = await answered(CASE, [])
    expect(without.answer.outcome).toBe('answered')
    const { answer } = await answered(CASE, [FEE])
    expect(answer.outcome).toBe('partial')
    expect(answer.text).not.toBe(without.answer.text)
    expect(answer.citations[0]?.measureId).toBe(without.answer.citations[0]?.measureId)
  })

  test('is no question of its own beside what words find and the measure states', async () => {
    // 申请补办减免税: within one year, which is a time limit and no validity.
    const history: HistoryTurn[] = [
      { role: 'user', content: '减免税手续还能补办吗' },
      { role: 'assistant', content: '……', measures: ['dalian-43/30'] },
    ]
    const { answer, asks } = await answered('期限是多久？', [PERIOD], history)
    expect(asks).toMatchObject({ byWords: expect.arrayContaining(['timeLimit']) })
    expect(answer.outcome).toBe('answered')
    const alone = await answered('那个呢？', [PERIOD], history)
    expect(alone.asks).toMatchObject({ byWords: [] })
    expect(alone.answer.outcome).toBe('partial')
  })

  test('stands in the trace with its probability, beside what words find', async () => {
    const { asks } = await answered(`${CASE}，要什么材料`, [FEE, NOW])
    expect(asks).toEqual({ byWords: ['materials'], byModel: [FEE, NOW] })
  })

  test('counts for a number with a topic and for a measure that is gone on about', async () => {
    const { answer, asks } = await answered('大连海关第33项怎么申请保税维修', [FEE])
    expect(asks).toMatchObject({ byModel: [FEE] })
    expect(answer.outcome).toBe('partial')
    const followUp = await answered(
      '那怎么办理？',
      [FEE],
      [
        { role: 'user', content: '预裁定' },
        { role: 'assistant', content: '……', measures: ['haikou-20/15'] },
      ],
    )
    expect(followUp.answer.citations[0]?.measureId).toBe('haikou-20/15')
    expect(followUp.asks).toMatchObject({ byModel: [FEE] })
  })

  test('is not asked for of a bare number', async () => {
    const { asks, embedded } = await answered('大连海关第33项', [FEE])
    expect(asks).toEqual({ byWords: [], byModel: [] })
    expect(embedded).toEqual([])
  })
})

describe('the vectors', () => {
  test('of the question and its last clause come from one call', async () => {
    const { embedded } = await answered(CASE, [])
    expect(embedded).toEqual([[expect.stringContaining('红酒'), '想了解预裁定']])
  })

  test('of a question of one clause are one', async () => {
    const { embedded } = await answered('预裁定怎么申请', [])
    expect(embedded).toEqual([['预裁定怎么申请']])
  })
})
