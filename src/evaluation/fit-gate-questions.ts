import type { EvaluationQuestion } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { documentsNamed, indexesOf } from '../retrieval/decide.js'
import type { MeasureQuery } from '../retrieval/search-measures.js'
import { createQueryWidener } from '../retrieval/widen-query.js'
import { createQuestionReader, type Understanding } from '../understanding/understand-question.js'

/** A question that a search decides, read and embedded as the assistant does it. */
export interface AskedQuestion {
  readonly question: EvaluationQuestion
  readonly understanding: Understanding
  readonly vector: Float32Array
  /** What is searched; in the documents asked about where it names some. */
  readonly query: MeasureQuery
  /** Ids of the documents that it names, or whose office it names. */
  readonly named: readonly string[]
  /** The fold it is left out with: all questions about one measure are left out together. */
  readonly fold: number
}

/** Parts in which questions are left out in turn. */
export const FOLDS = 20

/** Reads the questions that reach the gate; what the rules decide must not shape it. */
export async function readGateQuestions(
  questions: readonly EvaluationQuestion[],
  open: OpenCorpus,
  embedder: Embedder,
): Promise<AskedQuestion[]> {
  const { corpus, tokenizer } = open
  const widen = createQueryWidener(open)
  const reader = createQuestionReader({ corpus, tokenizer })
  const foldOf = foldsByMeasure()
  const asked: AskedQuestion[] = []
  for (const question of questions) {
    if (question.history !== undefined) continue
    if (!['paraphrase', 'strength', 'facet', 'unanswerable'].includes(question.type)) continue
    const understanding = reader.read(question.question, { requestedLanguage: 'auto', history: [] })
    const { folded, matter, topicTerms, foreignLanguage } = understanding
    if (topicTerms.length === 0 || foreignLanguage) continue
    const [vector] = await embedder.embed([matter], 'query')
    if (vector === undefined) continue
    const covered = documentsNamed(understanding, corpus)
    asked.push({
      question,
      understanding,
      vector,
      query: {
        folded,
        vector,
        added: widen(folded),
        topicTerms,
        allowed: covered.length > 0 ? indexesOf(corpus, covered) : undefined,
      },
      named: covered.map(({ data }) => data.id),
      fold: foldOf(question),
    })
  }
  return asked
}

/**
 * Deals questions out to the folds in turn; those about one measure go together, and of those that none
 * answers the forms of one question.
 */
function foldsByMeasure(): (question: EvaluationQuestion) => number {
  const folds = new Map<string, number>()
  return ({ id, parallelId, gold }) => {
    const key = gold[0] ?? parallelId ?? id
    const fold = folds.get(key) ?? folds.size % FOLDS
    folds.set(key, fold)
    return fold
  }
}
