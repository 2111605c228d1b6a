import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readTextFile } from '../documents/read-yaml.js'
import { AppError, messageOf } from '../errors.js'
import { projectRoot } from '../project-root.js'
import { askedThingSchema } from '../understanding/facet-model.js'

/** Folder of the labelled questions; its README tells what the labels mean. */
export const ASKED_FACETS_FOLDER = join(projectRoot, 'eval', 'asked-facets')

const asksSchema = z
  .array(askedThingSchema)
  .refine((asks) => new Set(asks).size === asks.length, 'expected each thing once')

const askedQuestionSchema = z.strictObject({
  question: z.string().min(1),
  form: z.enum(['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en']),
  asks: asksSchema,
})
/** A question and all that it asks of a measure. */
export type AskedQuestion = z.infer<typeof askedQuestionSchema>

const layQuestionSchema = z.strictObject({
  question: z.string().min(1),
  /** `null` where it cannot be told; such a question is left out. */
  asks: asksSchema.nullable(),
})
/** A lay question of the corpus that asks for something, or of which that cannot be told. */
export type LabelledLayQuestion = z.infer<typeof layQuestionSchema>

/** The labelled questions, by how they came about. */
export interface AskedQuestions {
  /** Those that the words and patterns of `corpus/cues.yaml` were made by. */
  readonly fitted: readonly AskedQuestion[]
  /** Written when these were done. */
  readonly heldOut: readonly AskedQuestion[]
  /** Natural questions, written without a look at either. */
  readonly natural: readonly AskedQuestion[]
  readonly lay: readonly LabelledLayQuestion[]
}

/**
 * Reads the labelled questions.
 *
 * @throws AppError `invalid_request` that names file and line of a fault, or of a question that
 * stands twice; `bad_corpus` when a file cannot be read.
 */
export function loadAskedQuestions(folder: string = ASKED_FACETS_FOLDER): AskedQuestions {
  const seen = new Map<string, string>()
  const read = <Line extends { readonly question: string }>(
    name: string,
    schema: z.ZodType<Line>,
  ): Line[] => readLines(join(folder, name), schema, seen)
  return {
    fitted: read('fitted.jsonl', askedQuestionSchema),
    heldOut: read('held-out.jsonl', askedQuestionSchema),
    natural: read('questions.jsonl', askedQuestionSchema),
    lay: read('lay.jsonl', layQuestionSchema),
  }
}

/** Sha256 of all labelled questions, in order. */
export function hashQuestions(questions: AskedQuestions): string {
  return createHash('sha256').update(JSON.stringify(questions)).digest('hex')
}

function readLines<Line extends { readonly question: string }>(
  file: string,
  schema: z.ZodType<Line>,
  seen: Map<string, string>,
): Line[] {
  return readTextFile(file)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const place = `${file}:${index + 1}`
      const refuse = (message: string): never => {
        throw new AppError('invalid_request', `${place}: ${message}`)
      }
      let data: unknown
      try {
        data = JSON.parse(line)
      } catch (error) {
        refuse(`expected one JSON object: ${messageOf(error)}`)
      }
      const parsed = schema.safeParse(data)
      if (!parsed.success) {
        const issue = parsed.error.issues[0]
        return refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no question'}`)
      }
      const { question } = parsed.data
      const earlier = seen.get(question)
      if (earlier !== undefined) refuse(`question: stands at ${earlier} already`)
      seen.set(question, place)
      return [parsed.data]
    })
}
