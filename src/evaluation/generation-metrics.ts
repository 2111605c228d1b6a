import type { EvaluationEntry, RecordedGeneration } from './evaluation-record.js'
import type { Metric } from './metric.js'
import { perQuestion } from './per-question.js'

const base = { better: 'lower', safety: false, onlyWhenPresent: true } as const

/** What became of what a language model wrote; there in runs that asked one. */
export const GENERATION_METRICS: readonly Metric[] = [
  {
    ...base,
    kind: 'mean',
    key: 'dropped-sentences',
    title: 'Sentences dropped',
    meaning:
      'Share of the model’s sentences of an answer that were left out: uncited, false or repeated.',
    observe: perQuestion(shareOf('dropped')),
  },
  {
    ...base,
    kind: 'mean',
    key: 'replaced-sentences',
    title: 'Sentences replaced',
    meaning:
      'Share of the model’s sentences of an answer for which the words that they cite were shown.',
    observe: perQuestion(shareOf('replaced')),
  },
  {
    ...base,
    kind: 'rate',
    key: 'fallbacks',
    title: 'Fell back on extraction',
    meaning:
      'Of the answers that a model was to word: nothing it wrote could be shown, or it was down or slow.',
    observe: perQuestion(({ generation }) =>
      generation === null ? undefined : generation.verified === 0,
    ),
  },
]

/** Undefined where the model wrote nothing, which says nothing about its sentences. */
function shareOf(fate: 'dropped' | 'replaced') {
  return ({ generation }: EvaluationEntry): number | undefined => {
    const written = generation === null ? 0 : sentencesOf(generation)
    return generation === null || written === 0 ? undefined : generation[fate].length / written
  }
}

function sentencesOf({ verified, replaced, dropped }: RecordedGeneration): number {
  return verified + replaced.length + dropped.length
}
