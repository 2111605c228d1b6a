import { z } from 'zod'
import type { Answer } from '../domain/answer.js'
import { feedbackSchema } from '../domain/feedback.js'
import { momentSchema } from './rows.js'

/**
 * Who asks: the id of an API key, or null without one. What a key made can be read with that key
 * only; what was made without a key, by everyone who knows its id, which cannot be guessed.
 */
export type Owner = string | null

/** An answer as it was kept: not checked and not cut to what answers hold today. */
export const storedAnswerSchema = z.custom<Answer>(
  (value) => typeof value === 'object' && value !== null && 'citations' in value,
  'expected an answer',
)

/** What is known of a request besides the question, which stands masked in the answer. */
export const requestMetaSchema = z.object({
  requestId: z.string(),
  /** Where it came in, such as `answers`, `chat-completions`, `ui`, `mcp`, `page`. */
  channel: z.string().min(1).max(40),
  /** Origin of the page that asked, when a browser said so. */
  origin: z.string().optional(),
  language: z.string().optional(),
  mode: z.string().optional(),
  filters: z
    .object({
      offices: z.array(z.string()).optional(),
      documents: z.array(z.string()).optional(),
    })
    .optional(),
  /** Tokens that a language model took for it, in and out together. */
  modelTokens: z.int().nonnegative().optional(),
})
/** What is known of a request besides the question. */
export type RequestMeta = z.infer<typeof requestMetaSchema>

/** An answer to be kept. */
export interface AnswerRecord {
  /** The whole answer as it was sent, its evidence included; personal data is masked before. */
  readonly answer: Answer
  readonly ownerKeyId: Owner
  readonly request: RequestMeta
}

/** Whether an answer helped. */
export const ratingSchema = feedbackSchema.shape.rating
/** Whether an answer helped. */
export type Rating = z.infer<typeof ratingSchema>

/** What a reader said of an answer; a comment's personal data is masked before. */
export interface Feedback {
  readonly rating: Rating
  readonly comment?: string | undefined
}

/** One answer in the lists of an operator. */
export const answerLineSchema = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  ownerKeyId: z.string().nullable(),
  createdAt: momentSchema,
  question: z.string(),
  outcome: z.string(),
  language: z.string(),
  mode: z.string(),
  channel: z.string(),
  totalMs: z.number(),
  rating: ratingSchema.nullable(),
  comment: z.string().nullable(),
})
/** One answer in the lists of an operator. */
export type AnswerLine = z.infer<typeof answerLineSchema>

/** One answer of an export, whole. */
export const exportRowSchema = z.object({
  createdAt: momentSchema,
  id: z.uuid(),
  answer: storedAnswerSchema,
  request: requestMetaSchema,
  ownerKeyId: z.string().nullable(),
  rating: ratingSchema.nullable(),
  comment: z.string().nullable(),
})
/** One answer of an export, whole. */
export type ExportRow = z.infer<typeof exportRowSchema>
