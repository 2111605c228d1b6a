import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { createLocalEmbedder } from '../embedding/local-embedder.js'
import { dotAt } from '../indexes/vector-index.js'
import { projectRoot } from '../project-root.js'
import { loadQuestions, questionFiles } from './load-questions.js'
import {
  embedQuestions,
  questionKey,
  rewordingBound,
  rewordingCosines,
} from './question-separation.js'

/**
 * Known questions (those of measures and those no measure answers) and the evaluation's must not be
 * the same, or the evaluation measures itself.
 */
const { folders } = readConfig({})
const { corpus, layQuestions, unanswered } = loadCorpus(folders.corpus)
const questions = loadQuestions(
  questionFiles(join(projectRoot, 'eval', 'questions')),
  new Set(corpus.measures.map(({ id }) => id)),
)
const lay = [
  ...[...layQuestions.values()].flat(),
  ...unanswered.flatMap(({ questions: asked }) => asked),
]

let questionVectors: Float32Array[]
let layVectors: Float32Array[]
const embedder = await createLocalEmbedder({ modelFolder: folders.model })

beforeAll(async () => {
  questionVectors = await embedQuestions(
    questions.map(({ question }) => question),
    embedder,
  )
  layVectors = await embedQuestions(lay, embedder)
}, 300_000)
afterAll(() => embedder.close())

describe('known questions beside the evaluation’s', () => {
  test('none equals one after folding', () => {
    const asked = new Set(questions.map(({ question }) => questionKey(question)))
    expect(lay.filter((text) => asked.has(questionKey(text)))).toEqual([])
  })

  test('none is closer to one than two rewordings of one question usually are', () => {
    expect(rewordingCosines(questions, questionVectors).length).toBeGreaterThan(90)
    const bound = rewordingBound(questions, questionVectors)
    const tooClose = lay.filter((_, index) => {
      const vector = layVectors[index]
      return (
        vector !== undefined && questionVectors.some((other) => dotAt(other, 0, vector) > bound)
      )
    })
    expect(tooClose).toEqual([])
  })
})
