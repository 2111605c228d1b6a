import { z } from 'zod'
import type { Problem } from '../domain/problem.js'

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
}

/** An error as clients of OpenAI's API expect it. */
export const errorEnvelopeSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string(),
  }),
})
/** An error in OpenAI's form. */
export type ErrorEnvelope = z.infer<typeof errorEnvelopeSchema>

/** A problem of our table in OpenAI's form; `param` is the first place that is wrong. */
export function errorEnvelope({ status, code, detail, errors, requestId }: Problem): ErrorEnvelope {
  return {
    error: {
      message: status >= 500 ? `${detail} (request ${requestId})` : detail,
      type: TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error'),
      param: errors?.[0]?.path ?? null,
      code,
    },
  }
}
