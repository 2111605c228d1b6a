import { describe, expect, test } from 'vitest'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../domain/question.js'
import { createRandom } from '../evaluation/statistics/random.js'
import { drawQuestions } from './draw-questions.js'

function question(id: number, more: Partial<EvaluationQuestion> = {}): EvaluationQuestion {
  return evaluationQuestionSchema.parse({
    id: `q${id}`,
    language: 'en',
    type: 'paraphrase',
    split: 'dev',
    question: `question ${id}`,
    gold: ['dalian-43/1'],
    outcome: 'answered',
    provenance: 'test',
    ...more,
  })
}

const many = Array.from({ length: 900 }, (_, index) => question(index))

describe('drawQuestions', () => {
  test('asks no question for two figures of one process', () => {
    const { warmUp, latency, throughput, search } = drawQuestions(many, createRandom(1))
    const all = [...warmUp, ...latency, ...throughput, ...search]
    expect(new Set(all).size).toBe(all.length)
    expect([latency.length, throughput.length, search.length]).toEqual([200, 200, 200])
  })

  test('the server is warmed up by other questions than it is measured with', () => {
    const { warmUp, server } = drawQuestions(many, createRandom(1))
    expect(server).toHaveLength(200)
    expect(server.filter((text) => warmUp.includes(text))).toEqual([])
  })

  test('leaves out what is answered without a search, and what continues a conversation', () => {
    const others = [
      question(1, { type: 'lookup' }),
      question(2, { type: 'injection' }),
      question(3, { history: [{ role: 'user', content: 'before' }] }),
      question(4, { type: 'overview' }),
    ]
    const drawn = drawQuestions([...others, ...many.slice(10, 400)], createRandom(2))
    const asked = Object.values(drawn).flat()
    expect(asked.length).toBeGreaterThan(0)
    for (const { question: text } of others) expect(asked).not.toContain(text)
  })

  test('shares out what there is when there are few', () => {
    const { warmUp, latency, throughput, search } = drawQuestions(
      many.slice(0, 66),
      createRandom(1),
    )
    expect([warmUp, latency, throughput, search].map(({ length }) => length)).toEqual([
      6, 20, 20, 20,
    ])
  })

  test('is the same for the same stream and another for another', () => {
    expect(drawQuestions(many, createRandom(5))).toEqual(drawQuestions(many, createRandom(5)))
    expect(drawQuestions(many, createRandom(5))).not.toEqual(drawQuestions(many, createRandom(6)))
  })
})
