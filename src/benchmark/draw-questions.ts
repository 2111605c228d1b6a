import type { EvaluationQuestion } from '../domain/question.js'
import { type Random, sample } from '../evaluation/statistics/random.js'

/**
 * Types that are answered by a search. The others (look-ups by number, overviews, attempts to change
 * the rules, follow-ups of one measure) mostly need no vector and would flatter the figures.
 */
const SEARCHED_TYPES: ReadonlySet<EvaluationQuestion['type']> = new Set([
  'paraphrase',
  'compare',
  'ambiguous',
  'unanswerable',
  'strength',
  'facet',
])

/** Distinct questions, one share of them for each thing measured. */
export interface DrawnQuestions {
  readonly warmUp: readonly string[]
  readonly latency: readonly string[]
  readonly throughput: readonly string[]
  readonly search: readonly string[]
  /** For the server, which is a process of its own: these may be among the others. */
  readonly server: readonly string[]
}

/** Questions for each figure: 95th percentiles of 200 rest on the 10 slowest. */
const RUNS = 200

/** Questions asked before anything is measured: enough that the hot functions are compiled. */
const WARM_UP_RUNS = 60

/**
 * Draws the questions of a benchmark. With fewer than are needed each figure gets its share.
 *
 * @param random The same stream draws the same questions.
 */
export function drawQuestions(
  questions: readonly EvaluationQuestion[],
  random: Random,
): DrawnQuestions {
  const texts = questions
    .filter(({ type, history }) => SEARCHED_TYPES.has(type) && (history ?? []).length === 0)
    .map(({ question }) => question)
  const distinct = [...new Set(texts)]
  const order = sample(distinct, distinct.length, random)
  const share = Math.min(1, order.length / (WARM_UP_RUNS + 3 * RUNS))
  const runs = Math.floor(RUNS * share)
  const warm = Math.floor(WARM_UP_RUNS * share)
  const part = (index: number): string[] =>
    order.slice(warm + index * runs, warm + (index + 1) * runs)
  return {
    warmUp: order.slice(0, warm),
    latency: part(0),
    throughput: part(1),
    search: part(2),
    server: order.slice(warm, warm + RUNS),
  }
}
