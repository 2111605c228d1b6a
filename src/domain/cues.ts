import { z } from 'zod'
import { facetSchema } from './measure.js'
import { patternSchema } from './pattern.js'

const wordsSchema = z.array(z.string().min(1)).min(1)

/**
 * What of a measure a question may ask for: a facet, who is responsible, what it costs, a share of
 * something, or how long something takes or lasts in days, months or years.
 */
export const askedFacetSchema = z.enum([
  ...facetSchema.options,
  'responsible',
  'fee',
  'percentage',
  'duration',
])
/** What of a measure a question asks for. */
export type AskedFacet = z.infer<typeof askedFacetSchema>

/** `corpus/cues.yaml`: words by which a question is understood without a model. */
export const cuesSchema = z.strictObject({
  injection: z.strictObject({ patterns: z.array(patternSchema).min(1) }),
  overview: z.strictObject({ words: wordsSchema }),
  notTopic: z.strictObject({ words: wordsSchema, english: wordsSchema }),
  comparison: z.strictObject({ words: wordsSchema }),
  domain: z.strictObject({ words: wordsSchema }),
  outOfScope: z.strictObject({ words: wordsSchema }),
  facets: z.partialRecord(askedFacetSchema, wordsSchema),
  facetPatterns: z.partialRecord(askedFacetSchema, z.array(patternSchema).min(1)),
  /** Read only where no other cue tells anything: a word that asks, with what it asks for. */
  facetFallbacks: z.partialRecord(askedFacetSchema, z.array(patternSchema).min(1)).optional(),
  now: z.strictObject({ words: wordsSchema, patterns: z.array(patternSchema).min(1) }),
  notOffices: z.strictObject({ words: wordsSchema }),
})
/** Cues by what they tell. */
export type Cues = z.infer<typeof cuesSchema>
