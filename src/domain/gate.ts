import { z } from 'zod'

/**
 * The features that the gate may weigh: numbers a search yields, how far the question's vector lies on
 * the side of the lay questions (`direction`), and 1 or 0 for what the question itself holds: words of
 * customs (`domain`), those of a signpost (`signposted`).
 */
export const GATE_FEATURES = [
  'lexicalShare',
  'bestWords',
  'bestEnglish',
  'chineseCoverage',
  'englishCoverage',
  'bestOriginal',
  'bestLay',
  'bestEnglishCosine',
  'margin',
  'bestLayAnywhere',
  'bestUnanswered',
  'unansweredShare',
  'bestShare',
  'direction',
  'domain',
  'signposted',
] as const

/**
 * The features that are weighed where the best measure has no lay questions: those that say nothing
 * then are left out, and `ownCosine`, that of the question with the nearest sentence of it, comes in.
 */
export const BARE_FEATURES = [
  'lexicalShare',
  'bestWords',
  'bestEnglish',
  'chineseCoverage',
  'englishCoverage',
  'bestOriginal',
  'margin',
  'bestLayAnywhere',
  'bestUnanswered',
  'unansweredShare',
  'direction',
  'ownCosine',
] as const

const directionSchema = z.strictObject({ weights: z.array(z.number()), bias: z.number() })
/** A hyperplane in the space of embeddings between what measures answer and what none does. */
export type Direction = z.infer<typeof directionSchema>

const scopeSchema = z.strictObject({
  direction: directionSchema,
  /** Weights of the side of the plane and of the two kinds of cues. */
  side: z.number(),
  domain: z.number(),
  farDomain: z.number(),
  bias: z.number(),
})
/** Tells what is no customs matter from what is one: a positive sum is none. */
export type ScopeModel = z.infer<typeof scopeSchema>

const logisticSchema = z.strictObject({
  weights: z.record(z.enum(GATE_FEATURES), z.number()),
  /** Mean and standard deviation by which each feature is standardised before it is weighed. */
  mean: z.record(z.enum(GATE_FEATURES), z.number()),
  deviation: z.record(z.enum(GATE_FEATURES), z.number().positive()),
  bias: z.number(),
  /** Probability from which a question is answered. */
  threshold: z.number().min(0).max(1),
  direction: directionSchema,
  scope: scopeSchema,
})
/** A logistic model over standardised features. */
export type LogisticModel = z.infer<typeof logisticSchema>

const bareSchema = z.strictObject({
  weights: z.record(z.enum(BARE_FEATURES), z.number()),
  mean: z.record(z.enum(BARE_FEATURES), z.number()),
  deviation: z.record(z.enum(BARE_FEATURES), z.number().positive()),
  bias: z.number(),
  threshold: z.number().min(0).max(1),
})
/** The same for measures without lay questions; direction and scope are those of its language. */
export type BareModel = z.infer<typeof bareSchema>

const fittedSchema = z.strictObject({
  on: z.iso.date(),
  split: z.literal('dev'),
  sha256: z.string(),
  questions: z.int(),
})

/** `embeddings/gate.json`: the model that tells answerable questions from others, with its provenance. */
export const gateModelSchema = z.strictObject({
  /** Fingerprint of the embedder it was fitted with; with another it is refused. */
  embedder: z.string(),
  /** When each language's part was fitted, on how many questions, and what all `dev` questions then hashed to. */
  fitted: z.strictObject({ zh: fittedSchema, en: fittedSchema }),
  zh: logisticSchema,
  en: logisticSchema,
  /** Fitted leaving out the lay questions and the English of each document in turn. */
  bare: z.strictObject({ zh: bareSchema, en: bareSchema }),
})
/** The gate's model. */
export type GateModel = z.infer<typeof gateModelSchema>
