import type { Assistant } from '../assistant.js'
import { answerRequestSchema, QUESTION_MAX_LENGTH } from '../domain/answer.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { searchRequestSchema } from '../domain/search.js'
import { rounded } from './estimate.js'
import type { RecordedAnswer, Retrieval } from './evaluation-record.js'
import { readTrace } from './read-trace.js'

/** How many measures of a ranking are kept: the deepest metric looks at ten. */
export const RANKING_DEPTH = 10

/** What one question gave. */
export interface AskedQuestion {
  readonly answer: RecordedAnswer
  readonly retrieval: Retrieval
  readonly gateProbability: number | null
  /** Wall-clock milliseconds of the answer alone, without the search that follows it. */
  readonly answerMs: number
}

/**
 * Asks as a visitor would (language left to the assistant), then searches for what the answer's
 * trace says was searched, to see the whole ranking and why each measure stands where it does.
 *
 * @throws whatever the assistant throws.
 */
export async function askQuestion(
  assistant: Assistant,
  { question, history }: Pick<EvaluationQuestion, 'question' | 'history'>,
): Promise<AskedQuestion> {
  const asked = answerRequestSchema.parse({
    question,
    trace: true,
    ...(history === undefined ? {} : { history }),
  })
  const started = performance.now()
  const answer = await assistant.answer(asked)
  const answerMs = performance.now() - started
  const { gateProbability, documents } = readTrace(answer, assistant.corpus)
  // A standalone question may be longer than a request may be (history is put before it), and it is
  // empty when nothing but an attempt to change the rules was asked.
  const query = answer.standaloneQuestion.slice(-QUESTION_MAX_LENGTH)
  const request = searchRequestSchema.safeParse({
    query,
    limit: RANKING_DEPTH,
    language: answer.language,
    explain: true,
    ...(documents.length === 0 ? {} : { filters: { documents } }),
  })
  const results = request.success ? (await assistant.search(request.data)).results : []
  return {
    answer: {
      standaloneQuestion: answer.standaloneQuestion,
      outcome: answer.outcome,
      language: answer.language,
      text: answer.text,
      claims: answer.claims.map(({ kind, citations }) => ({ kind, citations })),
      citations: answer.citations,
      related: answer.related,
      notices: answer.notices,
    },
    retrieval: {
      query,
      documents: [...documents],
      ranked: results.map(({ measureId, score, explanation }) => ({
        measureId,
        score: rounded(score),
        explanation: (explanation ?? []).map((part) => ({
          ...part,
          raw: rounded(part.raw),
          normalised: rounded(part.normalised),
          weight: rounded(part.weight),
          contribution: rounded(part.contribution),
        })),
      })),
    },
    gateProbability: gateProbability === null ? null : rounded(gateProbability),
    answerMs,
  }
}
