import { createDirectory } from '../../citations/references.js'
import type { EvaluationEntry } from '../evaluation-record.js'
import type { ScoringContext } from '../metric.js'
import { goldOf, isAnswerable } from '../question-groups.js'

/**
 * The run as a promptfoo configuration: its `echo` provider plays back the recorded answers, so no
 * model is asked. Asserted is what a plain text can show: the right measure is named, by the
 * reference a reader sees, or, where nothing answers, no citation is given.
 */
export function promptfooConfig(context: ScoringContext): string {
  const directory = createDirectory(context.corpus, '')
  const texts = new Map(context.corpus.measures.map(({ id, text }) => [id, text]))
  const tests = context.record.entries.flatMap((entry) => {
    const { question, answer, retrieval } = entry
    if (answer === null) return []
    return [
      {
        description: `${question.id} ${question.question}`,
        vars: {
          query: question.question,
          answer: answer.text,
          // One string: a list would make one test of each element.
          context: (retrieval?.ranked ?? [])
            .map(({ measureId }) => `${measureId}\n${texts.get(measureId) ?? ''}`)
            .join('\n\n'),
        },
        assert: assertionsOf(entry, (id) => {
          const measure = directory.measure(id)
          return measure === undefined ? id : directory.reference(measure, answer.language)
        }),
        metadata: {
          id: question.id,
          type: question.type,
          language: question.language,
          split: question.split,
          expectedOutcome: question.outcome,
          outcome: answer.outcome,
        },
      },
    ]
  })
  const config = {
    $schema: 'https://promptfoo.dev/config-schema.json',
    description: 'Recorded answers of the policy assistant',
    providers: ['echo'],
    prompts: ['{{answer}}'],
    tests,
  }
  return `${JSON.stringify(config, null, 1)}\n`
}

function assertionsOf({ question }: EvaluationEntry, referenceOf: (id: string) => string) {
  if (!isAnswerable(question)) return [{ type: 'not-contains', value: '[1]' }]
  const { measures, mode } = goldOf(question)
  return [
    {
      type: mode === 'all' ? 'contains-all' : 'contains-any',
      value: measures.map(referenceOf),
    },
  ]
}
