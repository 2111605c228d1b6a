import { z } from 'zod'
import {
  answerEventSchema,
  answerRequestSchema,
  answerSchema,
  citationSchema,
  claimSchema,
  filtersSchema,
  historyTurnSchema,
  questionTextSchema,
  relatedSchema,
  suggestionSchema,
} from '../domain/answer.js'
import { conversationSchema } from '../domain/conversation.js'
import { documentSchema } from '../domain/document.js'
import { feedbackSchema } from '../domain/feedback.js'
import { requestLanguageSchema } from '../domain/language.js'
import { commitmentSchema, measureSchema, translationSchema } from '../domain/measure.js'
import { namesSchema, officeRefSchema } from '../domain/office.js'
import { problemSchema } from '../domain/problem.js'
import {
  listContributionSchema,
  searchRequestSchema,
  searchResponseSchema,
} from '../domain/search.js'
import { recordsHealthSchema, serviceStatusSchema } from '../domain/status.js'
import {
  EMBEDDING_MODELS,
  embeddingsRequestSchema,
  embeddingsResponseSchema,
} from '../openai/embeddings.js'
import { errorEnvelopeSchema } from '../openai/error-envelope.js'
import { officeSchema } from './corpus-routes.js'

/** What a description may say of a schema besides its form. */
interface SchemaMeta {
  /** The name under which the schema stands in the description; inline without one. */
  readonly id?: string
  readonly description?: string | undefined
  readonly minLength?: number
  readonly [keyword: string]: unknown
}

const NAMED: Readonly<Record<string, { readonly schema: z.ZodType; readonly is: string }>> = {
  Answer: { schema: answerSchema, is: 'An answer whose statements cite the measures they rest on' },
  AnswerEvent: { schema: answerEventSchema, is: 'An event of the stream, named by its `type`' },
  AnswerRequest: { schema: answerRequestSchema, is: 'A question and how it is to be answered' },
  Citation: { schema: citationSchema, is: 'One contiguous quote of one measure' },
  Claim: { schema: claimSchema, is: 'A sentence of the answer, without its [n]' },
  Commitment: {
    schema: commitmentSchema,
    is: 'How strong a promise is, and the word that says so',
  },
  Conversation: { schema: conversationSchema, is: 'A kept conversation with its last questions' },
  Document: { schema: documentSchema, is: 'A document, and how what is said of it is known' },
  Feedback: { schema: feedbackSchema, is: 'Whether an answer helped' },
  Filters: { schema: filtersSchema, is: 'Both must hold when both are given' },
  HistoryTurn: { schema: historyTurnSchema, is: 'An earlier turn of the conversation' },
  ListContribution: { schema: listContributionSchema, is: 'What one list gave to the score' },
  Measure: { schema: measureSchema, is: 'A measure; its title and text are always the original' },
  Names: { schema: namesSchema, is: 'A name in the scripts a reader may ask for' },
  Office: { schema: officeSchema, is: 'An office whose measures are included' },
  OfficeRef: { schema: officeRefSchema, is: 'An office, named in the language asked for' },
  OpenAIError: { schema: errorEnvelopeSchema, is: 'What is wrong, in the form of OpenAI' },
  Problem: { schema: problemSchema, is: 'What is wrong (RFC 9457)' },
  RecordsHealth: { schema: recordsHealthSchema, is: 'How the record store is' },
  Related: { schema: relatedSchema, is: 'A near measure that is not cited, and why it is near' },
  SearchRequest: { schema: searchRequestSchema, is: 'A query and which measures are wanted' },
  SearchResponse: { schema: searchResponseSchema, is: 'Measures, the most relevant first' },
  Status: { schema: serviceStatusSchema, is: 'What runs here, and since when' },
  Suggestion: { schema: suggestionSchema, is: 'A question that may be sent next' },
  Translation: { schema: translationSchema, is: 'An unofficial translation, sentence by sentence' },
}

/**
 * The schemas that have a name in the description of the API. One used for requests has `Input`
 * behind its name, because fields with a default may be left out of those.
 */
export const apiSchemas = z.registry<SchemaMeta>()
for (const [id, { schema, is }] of Object.entries(NAMED)) {
  apiSchemas.add(schema, { id, description: is })
}
// This registry stands in for zod's own, so what is said there is said here again.
const { model, ...fields } = embeddingsRequestSchema.shape
const { system_fingerprint: fingerprint, usage } = embeddingsResponseSchema.shape
for (const schema of [
  requestLanguageSchema,
  answerRequestSchema.shape.question,
  ...Object.values(fields),
  fingerprint,
  usage.shape.prompt_tokens,
]) {
  apiSchemas.add(schema, { description: schema.description })
}
apiSchemas.add(questionTextSchema, { minLength: 1 })
// Another name is none of ours, which is 404 and not 400.
apiSchemas.add(model, { enum: EMBEDDING_MODELS, description: model.description })
