import { createHash } from 'node:crypto'
import type { Answer, Outcome } from '../domain/answer.js'
import { type EvaluationQuestion, evaluationQuestionSchema } from '../domain/question.js'
import type { ExportRow } from '../records/record-types.js'
import { CSV_BYTE_ORDER_MARK, csvLine, type CsvValue } from './csv.js'

const COLUMNS: readonly (readonly [name: string, value: (row: ExportRow) => CsvValue])[] = [
  ['createdAt', ({ createdAt }) => createdAt],
  ['id', ({ id }) => id],
  ['conversationId', ({ answer }) => answer.conversationId],
  ['question', ({ answer }) => answer.question],
  ['standaloneQuestion', ({ answer }) => answer.standaloneQuestion],
  ['language', ({ answer }) => answer.language],
  ['outcome', ({ answer }) => answer.outcome],
  ['mode', ({ answer }) => answer.mode],
  ['answer', ({ answer }) => answer.text],
  ['measures', ({ answer }) => measuresOf(answer).join(' ')],
  ['rating', ({ rating }) => rating],
  ['comment', ({ comment }) => comment],
  ['channel', ({ request }) => request.channel],
  ['totalMs', ({ answer }) => answer.timings.totalMs],
  ['model', ({ answer }) => answer.model],
  ['modelTokens', ({ request }) => request.modelTokens ?? null],
  ['keyId', ({ ownerKeyId }) => ownerKeyId],
  ['corpusVersion', ({ answer }) => answer.corpusVersion],
]

/** Answers as CSV, a line at a time, headings first. */
export async function* csvLines(rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name))
  for await (const row of rows) yield csvLine(COLUMNS.map(([, value]) => value(row)))
}

/** What a question of an outcome most likely is; whoever reviews the line corrects it. */
const TYPES: Readonly<Record<Outcome, EvaluationQuestion['type']>> = {
  answered: 'paraphrase',
  partial: 'paraphrase',
  overview: 'overview',
  clarification: 'ambiguous',
  no_evidence: 'unanswerable',
  office_not_covered: 'unanswerable',
  measure_not_found: 'lookup',
  out_of_scope: 'unanswerable',
  guardrail: 'injection',
}

/**
 * Answered questions as lines of a question file, each question once, in the split `dev`. Outcome
 * and gold measures are the answer's own: they are to be reviewed before anything is measured with
 * them, which `provenance` says. What was asked in a conversation stands there as it was understood.
 * Answers of an earlier version that do not fit a question file any more are left out.
 */
export async function* questionLines(rows: AsyncIterable<ExportRow>): AsyncGenerator<string> {
  const seen = new Set<string>()
  for await (const { id, createdAt, answer, rating } of rows) {
    const question = answer.standaloneQuestion
    // Hashes, because a year of questions is more than should be kept in memory.
    const hash = createHash('sha256').update(question).digest('base64').slice(0, 16)
    if (seen.has(hash)) continue
    seen.add(hash)
    const gold = measuresOf(answer)
    const line = evaluationQuestionSchema.safeParse({
      id: `live-${id}`,
      language: answer.language,
      type: TYPES[answer.outcome],
      split: 'dev',
      question,
      gold,
      ...(gold.length > 1 ? { goldMode: 'any' } : {}),
      outcome: answer.outcome,
      provenance: `asked on ${createdAt.slice(0, 10)}, outcome and gold as answered, not reviewed${
        rating === null ? '' : `, rated ${rating}`
      }`,
    })
    if (line.success) yield `${JSON.stringify(line.data)}\n`
  }
}

/** Cited measures, each once, in the order of the answer. */
function measuresOf({ citations }: Answer): string[] {
  return [...new Set(citations.map(({ measureId }) => measureId))]
}
