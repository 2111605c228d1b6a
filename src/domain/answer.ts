import { z } from 'zod'
import { answerLanguageSchema, requestLanguageSchema } from './language.js'
import { commitmentSchema, measureIdSchema } from './measure.js'
import { officeRefSchema } from './office.js'
import { visibleText } from './visible-text.js'

/** Longest question, in characters. */
export const QUESTION_MAX_LENGTH = 1000
/** Most turns of history in a request. */
export const HISTORY_MAX_TURNS = 20

/** What kind of answer it is. */
export const outcomeSchema = z.enum([
  'answered',
  'partial',
  'overview',
  'clarification',
  'no_evidence',
  'office_not_covered',
  'measure_not_found',
  'out_of_scope',
  'guardrail',
])
/** What kind of answer it is. */
export type Outcome = z.infer<typeof outcomeSchema>

/** Things a reader should know about an answer. */
export const noticeSchema = z.enum([
  'unofficial_translation',
  'press_report',
  'issuer_inferred',
  'relative_date',
  'may_be_superseded',
  'personal_data_removed',
  'filter_applied',
  'as_of',
  'model_unavailable',
  'records_unavailable',
])
/** A notice. */
export type Notice = z.infer<typeof noticeSchema>

/** One sentence of an answer, without its `[n]`; `start` and `end` are in `text`. */
export const claimSchema = z.object({
  kind: z.enum(['statement', 'absence', 'signpost', 'lead']),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  citations: z.array(z.int()),
})
/** A sentence of an answer. */
export type Claim = z.infer<typeof claimSchema>

/** Which measure, and which of its words, support a claim. */
export const citationSchema = z.object({
  number: z.int(),
  measureId: measureIdSchema,
  office: officeRefSchema,
  document: z.object({
    id: z.string(),
    title: z.string(),
    sourceUrl: z.string().nullable(),
    publishedOn: z.string().nullable(),
  }),
  measure: z.object({ number: z.int(), label: z.string(), title: z.string() }),
  reference: z.string(),
  quote: z.string(),
  quoteStart: z.int(),
  quoteEnd: z.int(),
  commitment: commitmentSchema.nullable(),
  translation: z.object({ text: z.string(), official: z.literal(false) }).optional(),
  url: z.string(),
})
/** A citation. */
export type Citation = z.infer<typeof citationSchema>

/** A near measure that is not cited. */
export const relatedSchema = z.object({
  measureId: measureIdSchema,
  reference: z.string(),
  title: z.string(),
  reason: z.string(),
})
/** A near measure. */
export type Related = z.infer<typeof relatedSchema>

/** A question the asker may send next. */
export const suggestionSchema = z.object({ label: z.string(), question: z.string() })
/** A suggested question. */
export type Suggestion = z.infer<typeof suggestionSchema>

/** The answer of the contract. `trace` is there only when it was asked for. */
export const answerSchema = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  conversationId: z.uuid(),
  question: z.string(),
  standaloneQuestion: z.string(),
  language: answerLanguageSchema,
  outcome: outcomeSchema,
  mode: z.enum(['extractive', 'generative']),
  text: z.string(),
  claims: z.array(claimSchema),
  citations: z.array(citationSchema),
  related: z.array(relatedSchema),
  suggestions: z.array(suggestionSchema).max(5),
  notices: z.array(noticeSchema),
  corpusVersion: z.string(),
  /** The day of the request: the answer is what held on it. */
  asOf: z.iso.date().exactOptional(),
  model: z.string().nullable(),
  timings: z.object({ retrieveMs: z.number(), composeMs: z.number(), totalMs: z.number() }),
  trace: z.record(z.string(), z.unknown()).optional(),
})
/** The answer of the contract. */
export type Answer = z.infer<typeof answerSchema>

/** Both must hold when both are given. */
export const filtersSchema = z.strictObject({
  offices: z.array(z.string().min(1)).min(1).max(50).optional(),
  documents: z.array(z.string().min(1)).min(1).max(50).optional(),
})
/** Filters of a request. */
export type Filters = z.infer<typeof filtersSchema>

/** The day whose documents are asked about. */
export const asOfSchema = z.iso.date().meta({
  description: 'Answer from what held on this day; today when left out',
  examples: ['2026-01-31'],
})

/** One earlier turn of the conversation. */
export const historyTurnSchema = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.string().max(8000),
  measures: z.array(measureIdSchema).max(20).optional(),
})
/** One earlier turn. */
export type HistoryTurn = z.infer<typeof historyTurnSchema>

/** A question or query: what is not seen of it is taken away before its length is looked at. */
export const questionTextSchema = z
  .string()
  .transform(visibleText)
  .pipe(
    z
      .string()
      .min(1, 'Too small: expected string with a visible character, >=1 characters in all')
      .max(QUESTION_MAX_LENGTH),
  )

/** Body of `POST /api/v1/answers`. */
export const answerRequestSchema = z.strictObject({
  question: questionTextSchema.meta({
    description: 'The question, in Simplified or Traditional Chinese or English',
  }),
  history: z.array(historyTurnSchema).max(HISTORY_MAX_TURNS).optional(),
  conversationId: z.uuid().optional(),
  language: requestLanguageSchema.default('auto'),
  filters: filtersSchema.optional(),
  asOf: asOfSchema.optional(),
  mode: z.enum(['auto', 'extractive', 'generative']).default('auto'),
  maxCitations: z.int().min(1).max(10).default(5),
  trace: z.boolean().default(false),
})
/** A checked request for an answer. */
export type AnswerRequest = z.infer<typeof answerRequestSchema>

/** The events of the stream, in the order of the contract. */
export const answerEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answer-start'),
    id: z.uuid(),
    conversationId: z.uuid(),
    language: answerLanguageSchema,
  }),
  z.object({ type: z.literal('answer-delta'), text: z.string() }),
  z.object({ type: z.literal('citation-available'), citation: citationSchema }),
  z.object({ type: z.literal('answer-end'), answer: answerSchema }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
  }),
])
/** An event of the stream. */
export type AnswerEvent = z.infer<typeof answerEventSchema>
