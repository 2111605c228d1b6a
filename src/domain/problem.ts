import { z } from 'zod'

/** `application/problem+json` (RFC 9457) as this API sends it. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
/** A problem. */
export type Problem = z.infer<typeof problemSchema>
