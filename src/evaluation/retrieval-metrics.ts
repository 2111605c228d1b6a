import type { EvaluationEntry } from './evaluation-record.js'
import type { Metric, Observation, ScoringContext } from './metric.js'
import { goldNdcgAt, recallAt, reciprocalRank } from './metrics/ranking.js'
import { observationOf, perQuestion } from './per-question.js'
import { type Gold, goldOf, isRetrievalQuestion } from './question-groups.js'

const base = { better: 'higher', safety: false, kind: 'mean' } as const

const ranked = (score: (ranking: readonly string[], gold: Gold) => number) =>
  perQuestion(({ question, retrieval }: EvaluationEntry) =>
    isRetrievalQuestion(question)
      ? score(retrieval?.ranked.map(({ measureId }) => measureId) ?? [], goldOf(question))
      : undefined,
  )

/** How well the right measures are ranked: over answerable questions in words, numbers and follow-ups apart. */
export const RETRIEVAL_METRICS: readonly Metric[] = [
  ...[1, 5, 10].map((k) => ({
    ...base,
    key: `recall@${k}`,
    title: `Recall@${k}`,
    meaning: `Share of the right measures among the first ${k} found; 1 where one of several is enough and there.`,
    observe: ranked((ranking, gold) => recallAt(ranking, gold, k)),
  })),
  {
    ...base,
    key: 'mrr',
    title: 'MRR',
    meaning: 'One over the rank of the first right measure.',
    observe: ranked(reciprocalRank),
  },
  {
    ...base,
    key: 'ndcg@10',
    title: 'nDCG@10',
    meaning: 'Like recall@10, but a right measure counts less the later it comes.',
    observe: ranked((ranking, gold) => goldNdcgAt(ranking, gold, 10)),
  },
  {
    ...base,
    key: 'slips:recall@5',
    title: 'Recall@5 with slips',
    meaning: 'Recall@5 of a sample of questions with one to three mistyped characters or words.',
    observe: (context) => slipObservations(context).mistyped,
  },
]

/** Recall at 5 of the sample with slips, and of the same questions as written. */
export function slipObservations(context: ScoringContext): {
  readonly mistyped: readonly Observation[]
  readonly clean: readonly Observation[]
} {
  const { entries, variants } = context.record
  const byId = new Map(entries.map((entry) => [entry.question.id, entry]))
  const mistyped: Observation[] = []
  const clean: Observation[] = []
  for (const variant of variants) {
    if (variant.kind !== 'slips') continue
    const entry = byId.get(variant.questionId)
    if (entry === undefined) continue
    const { question, retrieval } = entry
    const ranking = retrieval?.ranked.map(({ measureId }) => measureId) ?? []
    const gold = goldOf(question)
    mistyped.push(observationOf(question, recallAt(variant.ranked, gold, 5), context))
    clean.push(observationOf(question, recallAt(ranking, gold, 5), context))
  }
  return { mistyped, clean }
}
