import { z } from 'zod'

/**
 * `corpus/region-wording.json`: weights by which Traditional Chinese as Taiwan writes it is told from that of
 * Hong Kong where no listed word does; with their provenance.
 */
export const regionModelSchema = z.strictObject({
  /** ISO 8601 date. */
  fittedOn: z.iso.date(),
  questions: z.strictObject({
    split: z.literal('dev'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    count: z.number().int().positive(),
  }),
  /** Least probability of Taiwan at which a text counts as written there: 0 to 1. */
  threshold: z.number().min(0).max(1),
  bias: z.number(),
  /** By run of characters: above 0 for Taiwan, below for Hong Kong. */
  weights: z.record(z.string(), z.number()),
})
/** The weights, checked. */
export type RegionModel = z.infer<typeof regionModelSchema>
