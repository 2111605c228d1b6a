import { writeFileSync } from 'node:fs'
import { readTextFile } from '../documents/read-yaml.js'
import { AppError, messageOf } from '../errors.js'
import { type EvaluationRecord, evaluationRecordSchema } from './evaluation-record.js'

/** Writes a record, one line for each entry, so that two of them can be compared by line. */
export function writeRecord(file: string, record: EvaluationRecord): void {
  const list = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`
  writeFileSync(
    file,
    `{"header":${JSON.stringify(record.header)},\n"entries":${list(record.entries)},\n"variants":${list(record.variants)},\n"timings":${JSON.stringify(record.timings)}}\n`,
  )
}

/**
 * Reads a saved run.
 *
 * @throws AppError `invalid_request` that names file, field, what was expected and what was found.
 */
export function readRecord(file: string): EvaluationRecord {
  let data: unknown
  try {
    data = JSON.parse(readTextFile(file))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_request', `${file}: expected a saved run: ${messageOf(error)}`)
  }
  const parsed = evaluationRecordSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new AppError(
      'invalid_request',
      `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a saved run'}`,
    )
  }
  return parsed.data
}
