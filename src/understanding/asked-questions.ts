import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { askedFacetSchema } from '../domain/cues.js'
import { projectRoot } from '../project-root.js'

/** What a question may ask of a measure: a facet, or whether it can be done already. */
export const ASKED_THINGS = [...askedFacetSchema.options, 'now'] as const

const askedQuestionSchema = z.strictObject({
  question: z.string().min(1),
  form: z.enum(['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en']),
  asks: z.array(z.enum(ASKED_THINGS)),
})
/** A question and all that it asks of a measure. */
export type AskedQuestion = z.infer<typeof askedQuestionSchema>

/** Labelled questions of `eval/asked-facets`, whose README tells what the labels mean. */
export function loadAskedQuestions(name: 'fitted' | 'held-out' | 'natural'): AskedQuestion[] {
  return readFileSync(join(projectRoot, 'eval', 'asked-facets', `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => askedQuestionSchema.parse(JSON.parse(line)))
}
