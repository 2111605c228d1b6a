import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { AppError, messageOf } from '../errors.js'

/**
 * Reads fitted weights of a corpus folder.
 *
 * @throws AppError `bad_corpus` that names the file, what was expected and what was found.
 */
export function readFittedModel<Model>(file: string, schema: z.ZodType<Model>): Model {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new AppError('bad_corpus', `${file}: expected JSON: ${messageOf(error)}`, {
      cause: error,
    })
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(
    'bad_corpus',
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'expected fitted weights'}`,
  )
}
