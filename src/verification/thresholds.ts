import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError, messageOf } from '../errors.js'
import { ODD_WORD_FEATURES } from './odd-words.js'

const numbers = z.array(z.number()).length(ODD_WORD_FEATURES.length)

const oddWordSchema = z.strictObject({
  mean: numbers,
  deviation: numbers,
  weights: numbers,
  bias: z.number(),
  limit: z.number().min(0).max(1),
  /** Words of honest sentences and of lies that the model was fitted on. */
  examples: z.strictObject({
    sha256: z.string(),
    honest: z.int(),
    lies: z.int(),
    /** Lies that passed, and honest words, when others were left out of the fit. */
    passed: z.int(),
    borne: z.int(),
  }),
})

const lightWordSchema = z.strictObject({
  weights: z.array(z.number()),
  bias: z.number(),
  limit: z.number(),
  /** Words that it was fitted on, and lies told by one word alone that set the limit. */
  examples: z.strictObject({ light: z.int(), weighty: z.int(), lies: z.int() }),
})

const groupSchema = z.strictObject({
  /** Least share of the weight of a claim's words that its source bears, 0 to 1. */
  support: z.number().min(0).max(1),
  /** Words of a claim that its source may lack. */
  missing: z.int().nonnegative(),
  /** Least cosine of a claim with the sentence it is nearest to, of those it cites. */
  meaning: z.number().min(-1).max(1),
  /** Tells which words that the source lacks say nothing of their own; without it none does. */
  words: oddWordSchema.optional(),
  /** Tells which words state nothing from those that do; without it none is told so. */
  light: lightWordSchema.optional(),
})
/** Thresholds of one language. */
export type VerifierThresholds = z.infer<typeof groupSchema>

/** `embeddings/verifier.json`: the thresholds of the verifier, with their provenance. */
export const verifierModelSchema = z.strictObject({
  /** Fingerprint of the embedder they were fitted with; with another they are refused. */
  embedder: z.string(),
  fittedOn: z.iso.date(),
  sentences: z.strictObject({
    split: z.literal('dev'),
    sha256: z.string(),
    honest: z.int(),
    lies: z.int(),
  }),
  zh: groupSchema,
  en: groupSchema,
})
/** The fitted thresholds. */
export type VerifierModel = z.infer<typeof verifierModelSchema>

/**
 * Reads the fitted thresholds.
 *
 * @param embedder Fingerprint of the embedder in use: cosines of two models cannot be compared.
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadVerifierModel(file: string, embedder: string): VerifierModel {
  const refuse = (message: string): never => {
    throw new AppError('bad_configuration', `${file}: ${message}`)
  }
  if (!existsSync(file)) refuse('expected the fitted thresholds of the verifier, found no file')
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    refuse(`expected JSON: ${messageOf(error)}`)
  }
  const parsed = verifierModelSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no thresholds'}`)
  }
  if (parsed.data.embedder !== embedder) {
    refuse(
      `fitted with embedder ${parsed.data.embedder}, in use is ${embedder}: fit it again with "npm run cli -- fit-verifier"`,
    )
  }
  return parsed.data
}
