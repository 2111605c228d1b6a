import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadQuestions, questionFiles } from '../evaluation/load-questions.js'
import { projectRoot } from '../project-root.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'

const { assistant } = await openTestAssistant()
afterAll(closeTestAssistant)

/** Fewest questions that say something about the ranking, and the share of them in Traditional. */
const MIN_QUESTIONS = 80
const MIN_TRADITIONAL_SHARE = 0.5
/** Share of questions with a right measure among the first five, and in the first place. */
const MIN_AMONG_FIVE = 0.95
const MIN_FIRST = 0.8

const questions = loadQuestions(
  questionFiles(join(projectRoot, 'eval', 'questions')),
  new Set(assistant.corpus.measures.map(({ id }) => id)),
).filter(
  ({ type, split, language }) => type === 'paraphrase' && split === 'test' && language !== 'en',
)

test('Chinese questions in lay words: enough of them, half in Traditional', () => {
  const traditional = questions.filter(({ language }) => language !== 'zh-Hans').length
  expect(questions.length).toBeGreaterThanOrEqual(MIN_QUESTIONS)
  expect(traditional / questions.length).toBeGreaterThanOrEqual(MIN_TRADITIONAL_SHARE)
})

test('the right measure is among the first five and mostly first', async () => {
  const ranked: { place: number; told: string }[] = []
  for (const { id, question, gold } of questions) {
    const { results } = await assistant.search({
      query: question,
      limit: 5,
      language: 'auto',
      explain: false,
    })
    const place = results.findIndex(({ measureId }) => gold.includes(measureId))
    ranked.push({
      place,
      told: `${id} ${question}\n  wanted ${gold.join(', ')}, found ${results.map((r) => r.measureId).join(', ')}`,
    })
  }
  const share = (test: (place: number) => boolean): number =>
    ranked.filter(({ place }) => test(place)).length / ranked.length
  const misses = ranked.filter(({ place }) => place === -1).map(({ told }) => told)
  const notFirst = ranked.filter(({ place }) => place > 0).map(({ told }) => told)
  expect(
    share((place) => place !== -1),
    `not among five:\n${misses.join('\n')}`,
  ).toBeGreaterThanOrEqual(MIN_AMONG_FIVE)
  expect(
    share((place) => place === 0),
    `not first:\n${[...misses, ...notFirst].join('\n')}`,
  ).toBeGreaterThanOrEqual(MIN_FIRST)
})
