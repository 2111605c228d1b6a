import { z } from 'zod'

/** An entry of `corpus/signposts.yaml`: where to turn with what the measures do not answer. */
export const signpostSchema = z.strictObject({
  id: z.string(),
  about: z.string(),
  cues: z.strictObject({ zh: z.array(z.string().min(1)), en: z.array(z.string().min(1)) }),
  text: z.strictObject({
    'zh-Hans': z.string().min(1),
    'zh-Hant-HK': z.string().min(1),
    'zh-Hant-TW': z.string().min(1),
    en: z.string().min(1),
  }),
  basis: z.string().min(1),
})
/** Where to turn with a topic. */
export type Signpost = z.infer<typeof signpostSchema>
