import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { answerLanguageSchema } from '../domain/language.js'
import { LIE_KINDS } from '../testing/scripted-writers.js'

const sentenceSchema = z.strictObject({
  text: z.string().min(1),
  /** Indexes of the sentences of the measure that it cites. */
  cites: z.array(z.int().min(0)).min(1),
})

const lieSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(LIE_KINDS),
  text: z.string().min(1),
  /** Words of the lie that its measure does not hold: what must never be read. */
  false: z.string().min(1),
  cites: sentenceSchema.shape.cites.optional(),
  /** A mark as the model writes it, instead of one that is in the prompt. */
  mark: z.string().optional(),
  /** Reached the reader when it was first tried, and has not been stopped since. */
  open: z.literal(true).optional(),
  /** How it was come upon, where it was not written from the measure alone. */
  found: z.string().optional(),
})
/** A sentence that is not true, and how it is cited; not at all without `cites` and `mark`. */
export type WrittenLie = z.infer<typeof lieSchema>

const placeSchema = {
  measure: z.string(),
  language: answerLanguageSchema,
  question: z.string(),
} as const

const liesSchema = z.strictObject({
  ...placeSchema,
  truth: sentenceSchema,
  lies: z.array(lieSchema).min(1),
})

const honestSchema = z.strictObject({
  ...placeSchema,
  sentences: z.array(z.strictObject({ id: z.string(), ...sentenceSchema.shape })).min(1),
})

function readLines<Line>(name: string, schema: z.ZodType<Line>): Line[] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)))
}

/**
 * Lies about measures, each question with a true sentence. Those without `found` were written from the
 * measures' texts before any of them was shown to the verifier.
 */
export const WRITTEN_LIES = readLines('lying-sentences.jsonl', liesSchema)

/** Paraphrases that are true, written in the same way. */
export const HONEST_SENTENCES = readLines('honest-sentences.jsonl', honestSchema)
