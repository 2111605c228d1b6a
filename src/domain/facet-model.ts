import { z } from 'zod'
import { askedFacetSchema } from './cues.js'

/**
 * `corpus/asked-facets.json`: weights by which a question is read for what it asks of a measure where
 * no word or pattern of `cues.yaml` tells; with their provenance.
 */
export const facetModelSchema = z.strictObject({
  /** ISO 8601 date. */
  fittedOn: z.iso.date(),
  questions: z.strictObject({
    split: z.literal('dev'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    count: z.number().int().positive(),
  }),
  facets: z.array(askedFacetSchema).min(1),
  /** Least probability at which a sort of facets counts as asked for: 0 to 1. */
  threshold: z.number().min(0),
  /** One for each facet. */
  bias: z.array(z.number()),
  /** By feature: indexes of facets, each followed by its weight. */
  weights: z.record(z.string(), z.array(z.number())),
})
/** The weights, checked. */
export type FacetModel = z.infer<typeof facetModelSchema>
