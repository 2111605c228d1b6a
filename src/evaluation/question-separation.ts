import { existsSync } from 'node:fs'
import { readTextFile } from '../documents/read-yaml.js'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import { dotAt } from '../indexes/vector-index.js'
import { foldText } from '../scripts/fold.js'
import { questionFiles } from './load-questions.js'

/**
 * How close is too close is measured on the question set: nine in ten pairs of a Simplified and a
 * Traditional form of one question, each written by itself, lie below the bound.
 */
const REWORDING_PERCENTILE = 0.9

/** Texts embedded at a time. */
const BATCH_SIZE = 64

/** What a question is compared by: folded, without punctuation and white space. */
export function questionKey(text: string): string {
  return foldText(text).replace(/[\p{P}\s]/gu, '')
}

/** Keeps known questions apart from those of the evaluation, or it would measure itself. */
export interface QuestionSeparation {
  /** Those of the texts that equal one after folding, or are closer to one than rewordings usually are. */
  tooNear(texts: readonly string[]): Promise<ReadonlySet<string>>
}

/**
 * The evaluation's questions as they stand, whatever corpus they are about; none without their folder.
 *
 * @throws SyntaxError or ZodError when a line is no question, which the evaluation would say better.
 */
export function readEvaluationQuestions(folder: string): EvaluationQuestion[] {
  if (!existsSync(folder)) return []
  return questionFiles(folder).flatMap((file) =>
    readTextFile(file)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => evaluationQuestionSchema.parse(JSON.parse(line))),
  )
}

/** Embeds the evaluation's questions and measures how close two wordings of one usually are. */
export async function createQuestionSeparation(
  questions: readonly EvaluationQuestion[],
  embedder: Pick<Embedder, 'embed'>,
  signal?: AbortSignal,
): Promise<QuestionSeparation> {
  const asked = new Set(questions.map(({ question }) => questionKey(question)))
  const vectors = await embedQuestions(
    questions.map(({ question }) => question),
    embedder,
    signal,
  )
  const bound = rewordingBound(questions, vectors)
  return {
    async tooNear(texts) {
      const own = await embedQuestions(texts, embedder, signal)
      return new Set(
        texts.filter((text, index) => {
          const vector = own[index]
          return (
            asked.has(questionKey(text)) ||
            (vector !== undefined && vectors.some((other) => dotAt(other, 0, vector) > bound))
          )
        }),
      )
    },
  }
}

/** Vectors of questions as a search embeds them. */
export async function embedQuestions(
  texts: readonly string[],
  embedder: Pick<Embedder, 'embed'>,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    const batch = texts.slice(start, start + BATCH_SIZE).map(foldText)
    vectors.push(...(await embedder.embed(batch, 'query', signal)))
  }
  return vectors
}

/**
 * The cosine below which nine in ten pairs of rewordings lie; 1, which nothing is above, where the set
 * has no pairs.
 *
 * @param vectors Of the questions, in order.
 */
export function rewordingBound(
  questions: readonly EvaluationQuestion[],
  vectors: readonly Float32Array[],
): number {
  const cosines = rewordingCosines(questions, vectors)
  return (
    cosines.toSorted((a, b) => a - b)[Math.floor(REWORDING_PERCENTILE * (cosines.length - 1))] ?? 1
  )
}

/** Cosines of each pair of a Simplified and a Traditional form, or of two such forms, of one question. */
export function rewordingCosines(
  questions: readonly EvaluationQuestion[],
  vectors: readonly Float32Array[],
): number[] {
  const byPair = new Map<string, Float32Array[]>()
  questions.forEach(({ parallelId, language }, index) => {
    const vector = vectors[index]
    if (parallelId === undefined || language === 'en' || vector === undefined) return
    byPair.set(parallelId, [...(byPair.get(parallelId) ?? []), vector])
  })
  return [...byPair.values()].flatMap((group) =>
    group.flatMap((first, i) => group.slice(i + 1).map((second) => dotAt(first, 0, second))),
  )
}
