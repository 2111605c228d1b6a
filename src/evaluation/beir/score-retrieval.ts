import type { Estimate } from '../estimate.js'
import { estimateOf } from '../estimate.js'
import type { Observation } from '../metric.js'
import { ndcgAt, recallAt, reciprocalRank } from '../metrics/ranking.js'
import { seedFor } from '../statistics/random.js'

/** What one query found, best first. */
export interface RankedQuery {
  readonly id: string
  readonly ranked: readonly string[]
  readonly grades: ReadonlyMap<string, number>
}

/** A retrieval metric with its interval over the queries. */
export interface RetrievalScore {
  readonly metric: string
  readonly estimate: Estimate | null
}

/** Depth of the ranking that is scored. */
export const SCORED_DEPTH = 100

/** Recall@1, 5, 10 and 100, nDCG@10 with graded gains, and MRR@10. */
export function scoreRetrieval(queries: readonly RankedQuery[], seed: number): RetrievalScore[] {
  const metrics: readonly (readonly [string, (query: RankedQuery) => number])[] = [
    ...[1, 5, 10, SCORED_DEPTH].map(
      (k) =>
        [`recall@${k}`, (query: RankedQuery) => recallAt(query.ranked, goldOf(query), k)] as const,
    ),
    ['ndcg@10', ({ ranked, grades }) => ndcgAt(ranked, grades, 10)],
    ['mrr@10', (query) => reciprocalRank(query.ranked.slice(0, 10), goldOf(query))],
  ]
  return metrics.map(([metric, valueOf]) => {
    const observations = queries.map(
      (query): Observation => ({
        id: query.id,
        cluster: query.id,
        slices: { language: null, type: 'query', split: 'test', offices: [] },
        value: valueOf(query),
      }),
    )
    return { metric, estimate: estimateOf(observations, 'mean', seedFor(seed, metric)) }
  })
}

function goldOf({ grades }: RankedQuery) {
  return { measures: [...grades.keys()], mode: 'all' } as const
}
