import { z } from 'zod'
import { patternSchema } from './pattern.js'

const wordsSchema = z.array(z.string().min(1)).min(1)

/** `corpus/cues.yaml`: words by which a question is understood without a model. */
export const cuesSchema = z.strictObject({
  injection: z.strictObject({ patterns: z.array(patternSchema).min(1) }),
  overview: z.strictObject({ words: wordsSchema }),
  notTopic: z.strictObject({ words: wordsSchema, english: wordsSchema }),
  comparison: z.strictObject({ words: wordsSchema }),
  domain: z.strictObject({ words: wordsSchema }),
  outOfScope: z.strictObject({ words: wordsSchema }),
})
/** Cues by what they tell. */
export type Cues = z.infer<typeof cuesSchema>
