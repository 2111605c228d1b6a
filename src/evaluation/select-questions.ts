import type { AnswerLanguage } from '../domain/language.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { createRandom, sample, seedFor } from './statistics/random.js'

/** Which of the questions are asked. */
export interface QuestionSelection {
  readonly split?: 'dev' | 'test' | undefined
  readonly language?: AnswerLanguage | undefined
  /** Most questions asked; a seeded sample when there are more. */
  readonly limit?: number | undefined
  readonly seed: number
}

/** The questions of a selection, in their order, and whether they are all of the split. */
export function selectQuestions(
  questions: readonly EvaluationQuestion[],
  { split, language, limit, seed }: QuestionSelection,
): { readonly questions: readonly EvaluationQuestion[]; readonly complete: boolean } {
  const ofSplit = questions.filter((question) => split === undefined || question.split === split)
  const ofLanguage = ofSplit.filter(
    (question) => language === undefined || question.language === language,
  )
  if (limit === undefined || limit >= ofLanguage.length) {
    return { questions: ofLanguage, complete: ofLanguage.length === ofSplit.length }
  }
  const chosen = new Set(sample(ofLanguage, limit, createRandom(seedFor(seed, 'limit'))))
  return { questions: ofLanguage.filter((question) => chosen.has(question)), complete: false }
}
