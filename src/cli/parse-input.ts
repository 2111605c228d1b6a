import type { z } from 'zod'
import { AppError } from '../errors.js'

/**
 * Checks the input of a command against the schema of the HTTP API.
 *
 * @throws AppError `invalid_request` that names each field and what was expected.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: Record<string, unknown>,
): z.infer<Schema> {
  const given = JSON.parse(JSON.stringify(input)) as unknown
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const details = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }))
  throw new AppError(
    'invalid_request',
    details.map(({ path, message }) => `${path}: ${message}`).join('; '),
    { details },
  )
}
