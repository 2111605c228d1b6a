import { describe, expect, test } from 'vitest'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../domain/question.js'
import { selectQuestions } from './select-questions.js'

const questions: EvaluationQuestion[] = Array.from({ length: 20 }, (_, index) =>
  evaluationQuestionSchema.parse({
    id: `q${index}`,
    language: index % 4 === 0 ? 'en' : 'zh-Hans',
    type: 'overview',
    split: index < 10 ? 'dev' : 'test',
    question: `q${index}`,
    outcome: 'overview',
    provenance: 'test',
  }),
)

const ids = (selection: Parameters<typeof selectQuestions>[1]) =>
  selectQuestions(questions, selection).questions.map(({ id }) => id)

describe('selectQuestions', () => {
  test('a whole split is complete, a language or a sample of it is not', () => {
    expect(selectQuestions(questions, { split: 'test', seed: 1 })).toMatchObject({ complete: true })
    expect(ids({ split: 'test', seed: 1 })).toHaveLength(10)
    expect(selectQuestions(questions, { language: 'en', seed: 1 }).complete).toBe(false)
    expect(ids({ language: 'en', seed: 1 })).toEqual(['q0', 'q4', 'q8', 'q12', 'q16'])
    expect(selectQuestions(questions, { limit: 5, seed: 1 }).complete).toBe(false)
    expect(selectQuestions(questions, { limit: 20, seed: 1 }).complete).toBe(true)
  })

  test('a sample is the same for the same seed and keeps the order', () => {
    const drawn = ids({ limit: 7, seed: 3 })
    expect(drawn).toHaveLength(7)
    expect(ids({ limit: 7, seed: 3 })).toEqual(drawn)
    expect(ids({ limit: 7, seed: 4 })).not.toEqual(drawn)
    expect(drawn.map((id) => Number(id.slice(1)))).toEqual(
      drawn.map((id) => Number(id.slice(1))).toSorted((a, b) => a - b),
    )
  })
})
