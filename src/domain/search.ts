import { z } from 'zod'
import { asOfSchema, filtersSchema, questionTextSchema } from './answer.js'
import { requestLanguageSchema } from './language.js'
import { measureIdSchema } from './measure.js'
import { officeRefSchema } from './office.js'

/** Body of `POST /api/v1/search`. */
export const searchRequestSchema = z.strictObject({
  query: questionTextSchema,
  limit: z.int().min(1).max(50).default(10),
  filters: filtersSchema.optional(),
  asOf: asOfSchema.optional(),
  language: requestLanguageSchema.default('auto'),
  explain: z.boolean().default(false),
})
/** A checked search. */
export type SearchRequest = z.infer<typeof searchRequestSchema>

/** What one list gave one measure; `contribution` = `weight` × `normalised`, and they add up to the score. */
export const listContributionSchema = z.object({
  list: z.string(),
  rank: z.int(),
  raw: z.number(),
  normalised: z.number(),
  weight: z.number(),
  contribution: z.number(),
})
/** What one list gave one measure. */
export type ListContribution = z.infer<typeof listContributionSchema>

/** Answer of `POST /api/v1/search`. */
export const searchResponseSchema = z.object({
  results: z.array(
    z.object({
      measureId: measureIdSchema,
      reference: z.string(),
      title: z.string(),
      office: officeRefSchema,
      score: z.number(),
      snippet: z.string(),
      highlights: z.array(z.tuple([z.int(), z.int()])),
      explanation: z.array(listContributionSchema).optional(),
    }),
  ),
  /** Terms by which the query was widened, and the words of the query that led to each; with `explain`. */
  added: z.array(z.object({ term: z.string(), because: z.string() })).optional(),
  timings: z.object({ totalMs: z.number() }),
})
/** Answer of a search. */
export type SearchResponse = z.infer<typeof searchResponseSchema>
