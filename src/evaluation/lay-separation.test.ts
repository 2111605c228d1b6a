import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { createLocalEmbedder } from '../embedding/local-embedder.js'
import { dotAt } from '../indexes/vector-index.js'
import { projectRoot } from '../project-root.js'
import { foldText } from '../scripts/fold.js'
import { loadQuestions, questionFiles } from './load-questions.js'

/**
 * Known questions (those of measures and those no measure answers) and the evaluation's must not be the same, or the evaluation measures
 * itself. How close is too close is measured on the question set: nine in ten pairs of a Simplified
 * and a Traditional form of one question, each written by itself, lie below the bound.
 */
const REWORDING_PERCENTILE = 0.9

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
const keyOf = (text: string): string => foldText(text).replace(/[\p{P}\s]/gu, '')

let questionVectors: Float32Array[]
let layVectors: Float32Array[]
const embedder = await createLocalEmbedder({ modelFolder: folders.model })

async function embed(texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let start = 0; start < texts.length; start += 64) {
    vectors.push(...(await embedder.embed(texts.slice(start, start + 64).map(foldText), 'query')))
  }
  return vectors
}

beforeAll(async () => {
  questionVectors = await embed(questions.map(({ question }) => question))
  layVectors = await embed(lay)
}, 300_000)
afterAll(() => embedder.close())

describe('known questions beside the evaluation’s', () => {
  test('none equals one after folding', () => {
    const asked = new Set(questions.map(({ question }) => keyOf(question)))
    expect(lay.filter((text) => asked.has(keyOf(text)))).toEqual([])
  })

  test('none is closer to one than two rewordings of one question usually are', () => {
    const bound = rewordingBound(questions)
    const tooClose = lay.filter((_, index) => {
      const vector = layVectors[index]
      return (
        vector !== undefined && questionVectors.some((other) => dotAt(other, 0, vector) > bound)
      )
    })
    expect(tooClose).toEqual([])
  })
})

function rewordingBound(asked: readonly EvaluationQuestion[]): number {
  const cosines: number[] = []
  asked.forEach((first, i) => {
    asked.forEach((second, j) => {
      const a = questionVectors[i]
      const b = questionVectors[j]
      const isPair =
        i < j &&
        first.parallelId !== undefined &&
        first.parallelId === second.parallelId &&
        first.language !== 'en' &&
        second.language !== 'en'
      if (isPair && a !== undefined && b !== undefined) cosines.push(dotAt(a, 0, b))
    })
  })
  expect(cosines.length).toBeGreaterThan(90)
  return (
    cosines.toSorted((a, b) => a - b)[Math.floor(REWORDING_PERCENTILE * (cosines.length - 1))] ?? 1
  )
}
