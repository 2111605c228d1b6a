import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readTextFile } from '../../documents/read-yaml.js'
import { AppError, messageOf } from '../../errors.js'

/** A collection in BEIR form: texts, queries, and which texts answer which query. */
export interface BeirCollection {
  readonly texts: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  /** Only queries that have at least one relevant text. */
  readonly queries: readonly { readonly id: string; readonly text: string }[]
  /** Grades above 0, by query and text. */
  readonly grades: ReadonlyMap<string, ReadonlyMap<string, number>>
}

const textSchema = z.object({
  _id: z.string().min(1),
  title: z.string().nullable().optional(),
  text: z.string(),
})
const querySchema = z.object({ _id: z.string().min(1), text: z.string().min(1) })

/**
 * Reads `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` (query, text, grade, with or without a
 * heading) of a folder; `qrels.tsv` in the folder itself will do as well.
 *
 * @throws AppError `invalid_request` that names file, line, what was expected and what was found.
 */
export function loadBeir(folder: string): BeirCollection {
  const texts = readJsonLines(join(folder, 'corpus.jsonl'), textSchema).map(
    ({ _id, title, text }) => ({ id: _id, title: title ?? '', text }),
  )
  const all = readJsonLines(join(folder, 'queries.jsonl'), querySchema)
  const grades = readGrades(
    qrelsFile(folder),
    new Set(all.map(({ _id }) => _id)),
    new Set(texts.map(({ id }) => id)),
  )
  const queries = all.flatMap(({ _id, text }) => (grades.has(_id) ? [{ id: _id, text }] : []))
  if (queries.length === 0) {
    throw new AppError(
      'invalid_request',
      `${folder}: expected a query with a relevant text, found none`,
    )
  }
  return { texts, queries, grades }
}

function qrelsFile(folder: string): string {
  const usual = join(folder, 'qrels', 'test.tsv')
  const beside = join(folder, 'qrels.tsv')
  return !existsSync(usual) && existsSync(beside) ? beside : usual
}

function lines(file: string): { readonly text: string; readonly place: string }[] {
  if (!existsSync(file)) {
    throw new AppError('invalid_request', `${file}: expected a file of a BEIR folder, found none`)
  }
  return readTextFile(file)
    .split(/\r?\n/u)
    .map((text, index) => ({ text, place: `${file}:${index + 1}` }))
    .filter(({ text }) => text.trim() !== '')
}

function readJsonLines<Schema extends z.ZodType<{ _id: string }>>(
  file: string,
  schema: Schema,
): z.infer<Schema>[] {
  const seen = new Set<string>()
  return lines(file).map(({ text, place }) => {
    let data: unknown
    try {
      data = JSON.parse(text)
    } catch (error) {
      throw new AppError(
        'invalid_request',
        `${place}: expected one JSON object: ${messageOf(error)}`,
      )
    }
    const parsed = schema.safeParse(data)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      throw new AppError(
        'invalid_request',
        `${place}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not of BEIR form'}`,
      )
    }
    if (seen.has(parsed.data._id)) {
      throw new AppError(
        'invalid_request',
        `${place}: _id: expected each id once, found "${parsed.data._id}" again`,
      )
    }
    seen.add(parsed.data._id)
    return parsed.data
  })
}

function readGrades(
  file: string,
  queryIds: ReadonlySet<string>,
  textIds: ReadonlySet<string>,
): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  lines(file).forEach(({ text, place }, index) => {
    const [query = '', document = '', printed = ''] = text.split('\t').map((cell) => cell.trim())
    const grade = Number(printed)
    if (index === 0 && !Number.isFinite(grade)) return
    if (printed === '' || !Number.isFinite(grade)) {
      throw new AppError(
        'invalid_request',
        `${place}: expected query, text and grade with tabs between, found "${text}"`,
      )
    }
    if (!queryIds.has(query) || !textIds.has(document)) {
      const missing = queryIds.has(query) ? `text "${document}"` : `query "${query}"`
      throw new AppError(
        'invalid_request',
        `${place}: expected ids of both files, found unknown ${missing}`,
      )
    }
    if (grade <= 0) return
    const own = grades.get(query) ?? new Map<string, number>()
    own.set(document, grade)
    grades.set(query, own)
  })
  return grades
}
