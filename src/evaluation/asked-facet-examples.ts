import { createHash } from 'node:crypto'
import type { Corpus } from '../domain/corpus.js'
import type { AskedFacet } from '../domain/cues.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { Tokenizer } from '../scripts/tokenize.js'
import { type AskedQuestion, loadAskedQuestions } from '../understanding/asked-questions.js'
import { createQuestionReader, type QuestionContext } from '../understanding/understand-question.js'
import type { LabelledAsk } from './fit-asked-facets.js'

/** A labelled question, and whether the cues read it already. */
export interface AskedFacetExample extends LabelledAsk {
  readonly cued: boolean
}

/** The examples and a hash of all that they were made from. */
export interface AskedFacetExamples {
  readonly examples: readonly AskedFacetExample[]
  readonly sha256: string
}

const ALONE: QuestionContext = { requestedLanguage: 'auto', history: [] }

/** Questions without a measure are divided into as many groups. */
const GROUPS = 10

/**
 * What the recogniser of facets is fitted on: the labelled questions of `eval/asked-facets` and the
 * dev questions of the evaluation. Of these the label is what the gold measures do not state; where
 * they state all, what the cues read, and where those read nothing in a question of type `facet`, it
 * is left out. Weights fitted before are not used.
 */
export function askedFacetExamples(
  corpus: Corpus,
  tokenizer: Tokenizer,
  questions: readonly EvaluationQuestion[],
): AskedFacetExamples {
  const reader = createQuestionReader({ corpus: withoutWeights(corpus), tokenizer })
  const hash = createHash('sha256')
  const example = (
    question: string,
    key: string,
    labels: (cued: readonly AskedFacet[]) => readonly AskedFacet[] | undefined,
  ): AskedFacetExample[] => {
    const { topicText: text, askedFacets, asksNow } = reader.read(question, ALONE)
    const asks = labels(askedFacets)
    if (asks === undefined) return []
    hash.update(JSON.stringify([question, asks]))
    return [{ text, asks, key, cued: asksNow || askedFacets.length > 0 }]
  }
  const labelled = (['fitted', 'held-out', 'natural'] as const).flatMap((name) =>
    loadAskedQuestions(name).flatMap(({ question, asks }, index) =>
      example(question, `${name}/${index % GROUPS}`, () => facetsOf(asks)),
    ),
  )
  const evaluated = questions
    .filter(({ split }) => split === 'dev')
    .flatMap(({ question, gold, missing = [], type }) =>
      example(question, gold[0] ?? type, (cued) => {
        if (missing.length > 0) return missing
        return cued.length === 0 && type === 'facet' ? undefined : cued
      }),
    )
  return { examples: [...labelled, ...evaluated], sha256: hash.digest('hex') }
}

function withoutWeights(corpus: Corpus): Corpus {
  const copy: { -readonly [Key in keyof Corpus]: Corpus[Key] } = { ...corpus }
  delete copy.facetModel
  return copy
}

function facetsOf(asks: AskedQuestion['asks']): AskedFacet[] {
  return asks.filter((ask) => ask !== 'now')
}
