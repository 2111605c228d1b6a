import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Assistant } from '../assistant.js'
import { createDirectory } from '../citations/references.js'
import type { Answer, AnswerRequest } from '../domain/answer.js'
import type { SearchResponse } from '../domain/search.js'
import { readRecord, writeRecord } from './record-file.js'
import { runQuestions } from './run-questions.js'
import { sampleAnswer, sampleCorpus, sampleQuestion } from './testing/sample-context.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'record-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ID = '00000000-0000-4000-8000-000000000000'

/** Answers everything with one measure, with delays that turn the order of the questions around. */
function fakeAssistant() {
  const seen: { asked: AnswerRequest[]; searched: string[]; atOnce: number } = {
    asked: [],
    searched: [],
    atOnce: 0,
  }
  let under = 0
  const assistant: Assistant = {
    corpus: sampleCorpus,
    directory: createDirectory(sampleCorpus, ''),
    async answer(request): Promise<Answer> {
      seen.asked.push(request)
      under += 1
      seen.atOnce = Math.max(seen.atOnce, under)
      await new Promise((resolve) => setTimeout(resolve, 5 - (seen.asked.length % 5)))
      under -= 1
      if (request.question.includes('爆')) throw new Error('the model fell over')
      const { claims: _, ...answer } = sampleAnswer('dalian-43/19', 'zh-Hans')
      return {
        ...answer,
        claims: [{ kind: 'statement', text: 'x', start: 0, end: 1, citations: [1] }],
        id: ID,
        createdAt: '2024-04-04T12:00:00.000Z',
        conversationId: ID,
        question: request.question,
        standaloneQuestion: request.question.includes('空') ? '' : request.question,
        mode: 'extractive',
        suggestions: [],
        corpusVersion: sampleCorpus.version,
        model: null,
        timings: { retrieveMs: 1, composeMs: 1, totalMs: 2 },
        trace: {
          understanding: { officeIds: ['dalian-customs'], documentIds: [] },
          gateProbability: 0.9,
        },
      }
    },
    async search(request): Promise<SearchResponse> {
      seen.searched.push(request.query)
      expect(request.filters).toEqual({ documents: ['dalian-43'] })
      const measure = sampleCorpus.measures.find(({ id }) => id === 'dalian-43/19')
      return {
        results: [
          {
            measureId: 'dalian-43/19',
            reference: '',
            title: measure?.title ?? '',
            office: { id: 'dalian-customs', name: '' },
            score: 1.23456789,
            snippet: '',
            highlights: [],
            explanation: [],
          },
        ],
        timings: { totalMs: 1 },
      }
    },
    async *events(request) {
      yield { type: 'answer-end', answer: await assistant.answer(request) }
    },
  }
  return { assistant, seen }
}

const questions = [
  ...Array.from({ length: 130 }, (_, index) =>
    sampleQuestion({ id: `q${index}`, question: `进口货物第${index}问`, gold: ['dalian-43/19'] }),
  ),
  sampleQuestion({ id: 'crash', question: '爆' }),
  sampleQuestion({
    id: 'empty',
    question: '空',
    history: [{ role: 'user', content: '之前' }],
    outcome: 'guardrail',
  }),
]

const options = {
  embedder: 'e',
  questions,
  seed: 1,
  split: 'all',
  mode: 'extractive',
  complete: true,
} as const

describe('runQuestions', () => {
  test('records every question in order, whatever order they finish in, and goes on after a crash', async () => {
    const { assistant, seen } = fakeAssistant()
    const steps: string[] = []
    const record = await runQuestions({
      ...options,
      assistant,
      onProgress: (done, total) => steps.push(`${done}/${total}`),
    })
    expect(record.entries.map(({ question }) => question.id)).toEqual(questions.map(({ id }) => id))
    expect(record.entries.filter(({ error }) => error !== null)).toMatchObject([
      { question: { id: 'crash' }, answer: null, retrieval: null, error: 'the model fell over' },
    ])
    expect(record.entries[0]).toMatchObject({
      gateProbability: 0.9,
      answer: { outcome: 'answered' },
      retrieval: {
        documents: ['dalian-43'],
        ranked: [{ measureId: 'dalian-43/19', score: 1.234568 }],
      },
    })
    expect(seen.atOnce).toBe(3)
    // An empty standalone question is not searched for.
    expect(seen.searched).not.toContain('')
    expect(seen.asked.find(({ question }) => question === '空')?.history).toHaveLength(1)
    expect(
      seen.asked.every(
        ({ language, trace, mode }) => language === 'auto' && mode === 'extractive' && trace,
      ),
    ).toBe(true)
    // A hundred alone, a hundred again with slips and a hundred in Traditional characters.
    expect(Object.keys(record.timings.aloneMs).length).toBeGreaterThanOrEqual(99)
    expect(record.variants).toHaveLength(200)
    expect(
      record.variants.every(
        ({ text, questionId }) => text !== questions.find(({ id }) => id === questionId)?.question,
      ),
    ).toBe(true)
    expect(steps.at(-1)).toBe('332/332')
  })

  test('twice the same but for the timings, also through a file', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => runQuestions({ ...options, assistant: fakeAssistant().assistant })),
    )
    if (first === undefined || second === undefined) throw new Error('two runs expected')
    expect({ ...first, timings: null }).toEqual({ ...second, timings: null })
    const file = join(folder, 'record.json')
    writeRecord(file, first)
    expect(readRecord(file)).toEqual(first)
  })
})

describe('readRecord', () => {
  test.each([
    ['{', 'expected a saved run'],
    ['{"header":{}}', 'header.format'],
  ])('%s is refused with its file', (content, message) => {
    const file = join(folder, 'broken.json')
    writeFileSync(file, content)
    expect(() => readRecord(file)).toThrow(message)
    expect(() => readRecord(file)).toThrow(file)
    expect(readFileSync(file, 'utf8')).toBe(content)
  })
})
