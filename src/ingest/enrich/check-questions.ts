import { z } from 'zod'
import type { QuestionSeparation } from '../../evaluation/question-separation.js'
import { questionKey } from '../../evaluation/question-separation.js'
import { detectScript, isEnglish } from '../../scripts/detect-script.js'
import { type CheckContext, type Checked, shown } from './enrichment-check.js'
import { createForeignTextCheck } from './foreign-text.js'

/** Questions as a model gives them. */
export const questionsAnswerSchema = z.object({ zh: z.array(z.string()), en: z.array(z.string()) })

/** Fewest questions of each language by which a measure is found well enough. */
export const MIN_QUESTIONS = 3
/** Shortest and longest question, in UTF-16 code units. */
const MIN_LENGTH = { zh: 3, en: 8 } as const
const MAX_LENGTH = 200

/** What the questions of a measure must not repeat. */
export interface KnownQuestions {
  /** {@link questionKey} of other measures' questions, and of those that no measure answers. */
  readonly taken: ReadonlySet<string>
  /** Tells what is too near to a question of the evaluation; none where there is no evaluation. */
  readonly separation: QuestionSeparation | undefined
}

/**
 * Checks lay questions one by one: the right language, none twice, none that copies the title, another
 * measure's question or a question that no measure answers, none too near to one of the evaluation,
 * nothing foreign. Of each language at least three must be left.
 */
export async function checkQuestions(
  answer: z.infer<typeof questionsAnswerSchema>,
  { measure, cues, english }: CheckContext,
  { taken, separation }: KnownQuestions,
): Promise<Checked> {
  const foreign = createForeignTextCheck(measure.text, cues)
  const titles = [measure.title, english?.split('\n')[0] ?? ''].map(questionKey)
  const seen = new Set<string>()
  const problems: string[] = []
  const left = { zh: new Array<string>(), en: new Array<string>() }
  const tooNear = (await separation?.tooNear([...answer.zh, ...answer.en])) ?? new Set<string>()
  for (const language of ['zh', 'en'] as const) {
    for (const given of answer[language]) {
      const text = given.trim()
      const key = questionKey(text)
      const fault =
        foreign(text) ??
        formFault(text, language) ??
        (isCopy(key, titles) ? 'copies the title' : undefined) ??
        (seen.has(key) ? 'is given twice' : undefined) ??
        (taken.has(key) ? 'is a question of another measure already, or of none' : undefined) ??
        (tooNear.has(given) ? 'is too near to one of the evaluation' : undefined)
      seen.add(key)
      if (fault === undefined) left[language].push(text)
      else problems.push(`${language} question ${fault}: ${shown(text)}`)
    }
  }
  for (const language of ['zh', 'en'] as const) {
    if (left[language].length >= MIN_QUESTIONS) continue
    problems.push(
      `${language} questions: expected at least ${MIN_QUESTIONS}, ${left[language].length} are left`,
    )
  }
  const isEnough = left.zh.length >= MIN_QUESTIONS && left.en.length >= MIN_QUESTIONS
  return { fields: isEnough ? left : undefined, problems }
}

function formFault(text: string, language: 'zh' | 'en'): string | undefined {
  if (text.length < MIN_LENGTH[language] || text.length > MAX_LENGTH) return 'has no fit length'
  const { script, han } = detectScript(text)
  if (language === 'en') {
    // A list of keywords has no word that tells its language; one article settles it, not more.
    return script === 'Latin' && han === 0 && isEnglish(`the ${text}`)
      ? undefined
      : 'is not English'
  }
  return han > 0 && script !== 'Latin' && script !== 'other' ? undefined : 'is not Chinese'
}

/** Characters that a question may have beyond the title it holds and still say nothing else. */
const COPY_MARGIN = 4

function isCopy(key: string, titles: readonly string[]): boolean {
  return titles.some(
    (title) => title !== '' && key.includes(title) && key.length - title.length <= COPY_MARGIN,
  )
}
