import type { LayQuestions } from '../documents/load-corpus.js'
import type { AnswerLanguage } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { EvaluationQuestion } from '../domain/question.js'
import type { Embedder } from '../embedding/embedder.js'
import type { OpenCorpus } from '../pipeline.js'
import { indexesOf } from '../retrieval/decide.js'
import { buildLexicalIndexes, type OpenIndex } from '../retrieval/search-index.js'
import { createMeasureSearcher } from '../retrieval/search-measures.js'
import { buildVectorIndex, rowsOf } from '../retrieval/vector-rows.js'
import { buildViews, type View, viewTableOf } from '../retrieval/views.js'
import { createQueryWidener } from '../retrieval/widen-query.js'
import { createQuestionReader } from '../understanding/understand-question.js'

/** What is left out of the search, one variant at a time. */
export const ABLATIONS = [
  'nothing',
  'glossary',
  'lay questions',
  'lay questions, glossary',
  'English',
  'all three',
] as const
/** A variant of the search. */
export type Ablation = (typeof ABLATIONS)[number]

/** Share of questions whose gold measure is first, and among the first five. */
export interface AblationRow {
  readonly without: Ablation
  readonly language: AnswerLanguage
  readonly questions: number
  readonly hitAt1: number
  readonly hitAt5: number
}

/** What {@link runAblation} works with. */
export interface AblationDeps {
  readonly open: OpenCorpus<OpenIndex>
  readonly embedder: Embedder
  /** Vectors of views, from the committed cache. */
  readonly embedViews: (views: readonly View[]) => Promise<Float32Array[]>
}

/**
 * Retrieval with parts left out: what glossary, lay questions and English texts are worth. Only
 * paraphrases with gold count; list weights stay as they are.
 */
export async function runAblation(
  questions: readonly EvaluationQuestion[],
  { open, embedder, embedViews }: AblationDeps,
): Promise<AblationRow[]> {
  const { corpus, tokenizer } = open
  const asked = questions.filter(({ type, gold }) => type === 'paraphrase' && gold.length > 0)
  const reader = createQuestionReader({ corpus, tokenizer })
  const rows: AblationRow[] = []
  for (const without of ABLATIONS) {
    const leavesOut = (part: string): boolean => without === 'all three' || without.includes(part)
    const lay: LayQuestions = leavesOut('lay questions') ? new Map() : open.layQuestions
    const measures: readonly MeasureRecord[] = leavesOut('English')
      ? corpus.measures.map((measure) => ({ ...measure, translation: null }))
      : corpus.measures
    const views = buildViews(measures, lay)
    const vectors = await embedViews(views)
    const index = {
      lexical: buildLexicalIndexes(measures, lay, tokenizer),
      views: viewTableOf(views, vectors, measures.length),
      vectors: await buildVectorIndex(rowsOf(vectors), embedder.dimensions),
      unanswered: open.index.unanswered,
    }
    const searcher = createMeasureSearcher(index, measures, tokenizer)
    const widen = createQueryWidener({ index, glossary: open.glossary })
    const hits = new Map<AnswerLanguage, { questions: number; first: number; five: number }>()
    for (const question of asked) {
      const u = reader.read(question.question, { requestedLanguage: 'auto', history: [] })
      const [vector] = await embedder.embed([u.matter], 'query')
      if (vector === undefined) continue
      const covered = corpus.documents.filter(
        ({ data }) => u.officeIds.includes(data.office) || u.documentIds.includes(data.id),
      )
      const found = await searcher.search(
        {
          folded: u.folded,
          vector,
          added: leavesOut('glossary') ? [] : widen(u.folded),
          topicTerms: u.topicTerms,
          allowed: covered.length > 0 ? indexesOf(corpus, covered) : undefined,
        },
        5,
      )
      const rank = found.hits.findIndex(({ measure }) => question.gold.includes(measure.id))
      const own = hits.get(question.language) ?? { questions: 0, first: 0, five: 0 }
      hits.set(question.language, {
        questions: own.questions + 1,
        first: own.first + (rank === 0 ? 1 : 0),
        five: own.five + (rank >= 0 ? 1 : 0),
      })
    }
    for (const [language, { questions: count, first, five }] of hits) {
      rows.push({
        without,
        language,
        questions: count,
        hitAt1: first / count,
        hitAt5: five / count,
      })
    }
  }
  return rows
}
