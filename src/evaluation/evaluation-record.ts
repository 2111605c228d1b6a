import { z } from 'zod'
import { answerRequestSchema, answerSchema, claimSchema } from '../domain/answer.js'
import { askedFacetSchema } from '../domain/cues.js'
import { measureIdSchema } from '../domain/measure.js'
import { evaluationQuestionSchema } from '../domain/question.js'
import { listContributionSchema } from '../domain/search.js'

/** Version of the record; a change of what it holds raises it. */
export const RECORD_FORMAT = 3

/** What was evaluated and with what: two runs with the same header and the same code say the same. */
export const recordHeaderSchema = z.strictObject({
  format: z.literal(RECORD_FORMAT),
  corpusVersion: z.string(),
  /** Fingerprint of the embedder. */
  embedder: z.string(),
  /** sha256 prefix over the questions asked, in order. */
  questionsHash: z.string(),
  seed: z.int(),
  split: z.enum(['dev', 'test', 'all']),
  /** How the answers were asked for: extracted, worded by a model, or that when there is one. */
  mode: answerRequestSchema.shape.mode.unwrap(),
  /** Whether all questions of the split were asked, so that the run may be compared and accepted. */
  complete: z.boolean(),
})
/** Header of a record. */
export type RecordHeader = z.infer<typeof recordHeaderSchema>

/** A measure found, with what each list gave it. */
export const rankedMeasureSchema = z.strictObject({
  measureId: measureIdSchema,
  score: z.number(),
  explanation: z.array(listContributionSchema),
})

/** What a search over the standalone question finds, in the documents the assistant searched. */
export const retrievalSchema = z.strictObject({
  query: z.string(),
  /** Documents the search was restricted to; empty means all. */
  documents: z.array(z.string()),
  /** Best first, at most ten. */
  ranked: z.array(rankedMeasureSchema),
})
/** What was retrieved for one question. */
export type Retrieval = z.infer<typeof retrievalSchema>

/** What an evaluation keeps of an answer: nothing that changes from run to run. */
export const recordedAnswerSchema = answerSchema
  .pick({
    standaloneQuestion: true,
    outcome: true,
    language: true,
    text: true,
    citations: true,
    related: true,
    notices: true,
  })
  .extend({ claims: z.array(claimSchema.pick({ kind: true, text: true, citations: true })) })
/** An answer as it is recorded. */
export type RecordedAnswer = z.infer<typeof recordedAnswerSchema>

const rejectedSentenceSchema = z.object({ text: z.string(), reason: z.string() })

/** What became of what a language model wrote for one answer. */
export const recordedGenerationSchema = z.strictObject({
  promptVersion: z.number(),
  /** Sentences of the model that were shown. */
  verified: z.int().nonnegative(),
  /** Sentences in whose place the words they cite were shown, and sentences left out, with why. */
  replaced: z.array(rejectedSentenceSchema),
  dropped: z.array(rejectedSentenceSchema),
  /** Why the model gave nothing or broke off, else null. */
  failure: z.string().nullable(),
})
/** What became of what a language model wrote. */
export type RecordedGeneration = z.infer<typeof recordedGenerationSchema>

/** One question with what came of it. */
export const evaluationEntrySchema = z.strictObject({
  question: evaluationQuestionSchema,
  answer: recordedAnswerSchema.nullable(),
  retrieval: retrievalSchema.nullable(),
  /** Probability by which the gate decided; null where a rule decided before any search. */
  gateProbability: z.number().nullable(),
  /** Facets that the answer tells not to be stated; left out where its trace did not say. */
  unstated: z.array(askedFacetSchema).optional(),
  /** Null where no model was asked. */
  generation: recordedGenerationSchema.nullable(),
  /** Message of the error that ended this question, else null. */
  error: z.string().nullable(),
})
/** One question with what came of it. */
export type EvaluationEntry = z.infer<typeof evaluationEntrySchema>

/** A question in another form of the same words, and what it finds and cites. */
export const variantEntrySchema = z.strictObject({
  questionId: z.string(),
  /** `slips`: mistyped; `traditional`: a Simplified question in Traditional characters, word for word. */
  kind: z.enum(['slips', 'traditional']),
  text: z.string(),
  ranked: z.array(measureIdSchema),
  cited: z.array(measureIdSchema),
  error: z.string().nullable(),
})
/** A question in another form of the same words. */
export type VariantEntry = z.infer<typeof variantEntrySchema>

/** Everything that differs between two runs that say the same. */
export const recordTimingsSchema = z.strictObject({
  started: z.iso.datetime(),
  wallMs: z.number(),
  /** Milliseconds of each question that was answered with nothing else going on, by id. */
  aloneMs: z.record(z.string(), z.number()),
  /** Questions answered in a second while several were under way. */
  perSecond: z.number().nullable(),
})
/** Timings of a run. */
export type RecordTimings = z.infer<typeof recordTimingsSchema>

/** A saved run: can be scored again without answering again. */
export const evaluationRecordSchema = z.strictObject({
  header: recordHeaderSchema,
  entries: z.array(evaluationEntrySchema),
  variants: z.array(variantEntrySchema),
  timings: recordTimingsSchema,
})
/** A run. */
export type EvaluationRecord = z.infer<typeof evaluationRecordSchema>
