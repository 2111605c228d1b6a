import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readTextFile } from '../documents/read-yaml.js'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../domain/question.js'
import { AppError, messageOf } from '../errors.js'

/** Files of a question folder, sorted by name. */
export function questionFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => join(folder, name))
}

/**
 * Reads question files. Refused before anything runs: a broken line, an id or question given twice,
 * a measure that does not exist, gold on a question that has no answer.
 *
 * @param measureIds Ids of the corpus.
 * @throws AppError `invalid_request` with file, line and field of every fault.
 */
export function loadQuestions(
  files: readonly string[],
  measureIds: ReadonlySet<string>,
): EvaluationQuestion[] {
  const questions: EvaluationQuestion[] = []
  const faults: string[] = []
  const seen = new Map<string, string>()
  for (const file of files) {
    readTextFile(file)
      .split('\n')
      .forEach((line, index) => {
        if (line.trim() === '') return
        const place = `${file}:${index + 1}`
        const question = parseLine(line, place, faults)
        if (question === undefined) return
        const earlier = seen.get(question.id)
        if (earlier !== undefined)
          faults.push(`${place}: id: "${question.id}" stands at ${earlier} already`)
        seen.set(question.id, place)
        faults.push(...faultsOf(question, measureIds).map((fault) => `${place}: ${fault}`))
        questions.push(question)
      })
  }
  if (faults.length > 0) throw new AppError('invalid_request', faults.join('\n'))
  return questions
}

function parseLine(line: string, place: string, faults: string[]): EvaluationQuestion | undefined {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch (error) {
    faults.push(`${place}: expected one JSON object: ${messageOf(error)}`)
    return undefined
  }
  const parsed = evaluationQuestionSchema.safeParse(data)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    faults.push(`${place}: ${issue.path.join('.') || 'line'}: ${issue.message}`)
  }
  return undefined
}

function faultsOf(question: EvaluationQuestion, measureIds: ReadonlySet<string>): string[] {
  const faults = question.gold
    .filter((id) => !measureIds.has(id))
    .map((id) => `gold: expected a measure of the corpus, found "${id}"`)
  if (question.strength !== undefined && question.gold.length !== 1) {
    faults.push(
      `strength: expected one gold measure whose clause is asked about, found ${question.gold.length}`,
    )
  }
  const answerable = question.outcome === 'answered' || question.outcome === 'partial'
  if (!answerable && question.gold.length > 0) {
    faults.push(
      `gold: expected none for outcome ${question.outcome}, found ${question.gold.join(', ')}`,
    )
  }
  if (answerable && question.gold.length === 0) {
    faults.push(`gold: expected at least one measure for outcome ${question.outcome}, found none`)
  }
  return faults
}
