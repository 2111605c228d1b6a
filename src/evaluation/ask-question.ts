import type { Assistant } from '../assistant.js'
import {
  type Answer,
  type AnswerRequest,
  answerRequestSchema,
  QUESTION_MAX_LENGTH,
} from '../domain/answer.js'
import type { AskedFacet } from '../domain/cues.js'
import type { EvaluationQuestion } from '../domain/question.js'
import { searchRequestSchema } from '../domain/search.js'
import { rounded } from './estimate.js'
import type { RecordedAnswer, RecordedGeneration, Retrieval } from './evaluation-record.js'
import { readTrace } from './read-trace.js'

/** How many measures of a ranking are kept: the deepest metric looks at ten. */
export const RANKING_DEPTH = 10

/** What one question gave. */
export interface AskedQuestion {
  readonly answer: RecordedAnswer
  readonly retrieval: Retrieval
  readonly gateProbability: number | null
  /** Facets that the answer tells not to be stated; left out where the trace does not say. */
  readonly unstated?: readonly AskedFacet[] | undefined
  readonly generation: RecordedGeneration | null
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
  question: Pick<EvaluationQuestion, 'question' | 'history'>,
  mode: AnswerRequest['mode'],
): Promise<AskedQuestion> {
  const asked = requestOf(question, mode)
  const started = performance.now()
  const answer = await assistant.answer(asked)
  const answerMs = performance.now() - started
  const { gateProbability, unstated, documents, generation } = readTrace(answer, assistant.corpus)
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
    answer: recordedAnswer(answer),
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
    ...(unstated === undefined ? {} : { unstated }),
    generation,
    answerMs,
  }
}

/** The request that a question of the evaluation is: as a visitor would send it, with the trace. */
export function requestOf(
  { question, history }: Pick<EvaluationQuestion, 'question' | 'history'>,
  mode: AnswerRequest['mode'],
): AnswerRequest {
  return answerRequestSchema.parse({
    question,
    mode,
    trace: true,
    ...(history === undefined ? {} : { history }),
  })
}

/** What is recorded of an answer. */
export function recordedAnswer(answer: Answer): RecordedAnswer {
  return {
    standaloneQuestion: answer.standaloneQuestion,
    outcome: answer.outcome,
    language: answer.language,
    text: answer.text,
    claims: answer.claims.map(({ kind, text, citations }) => ({ kind, text, citations })),
    citations: answer.citations,
    related: answer.related,
    notices: answer.notices,
  }
}
