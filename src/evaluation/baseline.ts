import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { readTextFile } from '../documents/read-yaml.js'
import { AppError, messageOf } from '../errors.js'
import type { EvaluationRecord } from './evaluation-record.js'
import type { Scores } from './score-record.js'

/**
 * How far a metric may fall before a run fails: one question in a hundred. Smaller falls are within
 * what one reworded measure does.
 */
const DEFAULT_MARGIN = 0.01

/** Hex digits by which a question's words are recognised. */
const HASH_LENGTH = 8

const baselineSchema = z.strictObject({
  format: z.literal(1),
  corpusVersion: z.string(),
  embedder: z.string(),
  questionsHash: z.string(),
  /** How far a metric may fall, in its own unit. */
  margin: z.number().min(0).max(1),
  /** Keys of the metrics, in the order of the values below. */
  metrics: z.array(z.string()),
  /** By question (or group of forms): hash of its words, then its value of each metric. */
  values: z.record(z.string(), z.tuple([z.string()], z.number().nullable())),
})
/** What the last accepted run had, question by question. */
export type Baseline = z.infer<typeof baselineSchema>

/** The baseline that accepting a run makes. */
export function baselineOf(record: EvaluationRecord, scores: Scores): Baseline {
  const { corpusVersion, embedder, questionsHash } = record.header
  const hashes = questionHashes(record)
  const keys = scores.metrics.map(({ key }) => key)
  const rows = new Map<string, (number | null)[]>()
  keys.forEach((key, column) => {
    for (const { id, value } of scores.observations.get(key) ?? []) {
      const row = rows.get(id) ?? keys.map(() => null)
      row[column] = Number(value.toFixed(4))
      rows.set(id, row)
    }
  })
  return {
    format: 1,
    corpusVersion,
    embedder,
    questionsHash,
    margin: DEFAULT_MARGIN,
    metrics: keys,
    values: Object.fromEntries(
      [...rows]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, row]) => [id, [hashes.get(id) ?? '', ...row]]),
    ),
  }
}

/**
 * Hash of each question's words, by id: a question that was reworded is another one. Groups of forms
 * have none.
 */
export function questionHashes({ entries }: EvaluationRecord): ReadonlyMap<string, string> {
  return new Map(
    entries.map(({ question: { id, question, history, gold, goldMode, outcome, facts } }) => [
      id,
      createHash('sha256')
        .update(JSON.stringify([question, history, gold, goldMode, outcome, facts]))
        .digest('hex')
        .slice(0, HASH_LENGTH),
    ]),
  )
}

/** Writes a baseline, one line for each question, so that a change shows what changed. */
export function writeBaseline(file: string, baseline: Baseline): void {
  const { values, ...head } = baseline
  const rows = Object.entries(values).map(
    ([id, row]) => `  ${JSON.stringify(id)}: ${JSON.stringify(row)}`,
  )
  writeFileSync(
    file,
    `${JSON.stringify(head, null, 1).slice(0, -2)},\n "values": {\n${rows.join(',\n')}\n }\n}\n`,
  )
}

/**
 * Reads a baseline.
 *
 * @throws AppError `invalid_request` that names file and field.
 */
export function readBaseline(file: string): Baseline {
  let data: unknown
  try {
    data = JSON.parse(readTextFile(file))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_request', `${file}: expected a baseline: ${messageOf(error)}`)
  }
  const parsed = baselineSchema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(
    'invalid_request',
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a baseline'}`,
  )
}
