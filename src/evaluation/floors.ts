import { z } from 'zod'
import { readTextFile } from '../documents/read-yaml.js'
import { AppError, messageOf } from '../errors.js'
import { METRICS } from './score-record.js'

const byScriptSchema = z.strictObject({
  'zh-Hans': z.number().min(0).max(1).optional(),
  'zh-Hant': z.number().min(0).max(1).optional(),
  en: z.number().min(0).max(1).optional(),
  /** Over all languages, also for metrics over the forms of one question. */
  all: z.number().min(0).max(1).optional(),
})

const floorsSchema = z.strictObject({ floors: z.record(z.string(), byScriptSchema) })
/** By metric and language: the least it may be, or, where less is better, the most. */
export type Floors = z.infer<typeof floorsSchema>['floors']

/**
 * Reads `floors.json`: `{ "floors": { "recall@5": { "zh-Hans": 0.98 } } }`.
 *
 * @throws AppError `invalid_request` that names file, field, what was expected and what was found.
 */
export function readFloors(file: string): Floors {
  let data: unknown
  try {
    data = JSON.parse(readTextFile(file))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_request', `${file}: expected floors: ${messageOf(error)}`)
  }
  const parsed = floorsSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError(
      'invalid_request',
      `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not floors'}`,
    )
  }
  const known = METRICS.map(({ key }) => key)
  const unknown = Object.keys(parsed.data.floors).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw new AppError(
      'invalid_request',
      `${file}: floors: expected one of ${known.join(', ')}, found "${unknown}"`,
    )
  }
  return parsed.data.floors
}
