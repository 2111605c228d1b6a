import type { MeasureRecord } from '../domain/measure.js'
import type { OpenCorpus } from '../pipeline.js'
import { buildLexicalIndexes } from '../retrieval/search-index.js'
import { buildVectorIndex, rowsOf } from '../retrieval/vector-rows.js'
import { buildViews, viewTableOf } from '../retrieval/views.js'

/**
 * The corpus as it was when one of its documents had just been taken in: without that document's lay
 * questions, English and facets. The vectors are those of the open index; nothing is embedded or saved.
 */
export async function bareCorpus(open: OpenCorpus, documentId: string): Promise<OpenCorpus> {
  const { corpus, tokenizer, index } = open
  const strip = (measure: MeasureRecord): MeasureRecord =>
    measure.documentId === documentId
      ? {
          ...measure,
          translation: null,
          draftTranslation: null,
          facetsKnown: false,
          facets: [],
          responsible: [],
        }
      : measure
  const documents = corpus.documents.map((document) => ({
    ...document,
    measures: document.measures.map(strip),
  }))
  const measures = documents.flatMap((document) => document.measures)
  const own = new Set(measures.flatMap((one) => (one.documentId === documentId ? [one.id] : [])))
  const layQuestions = new Map([...open.layQuestions].filter(([id]) => !own.has(id)))
  const { vectors: known } = index
  const vectors = buildViews(corpus.measures, open.layQuestions).flatMap(
    ({ kind, measure }, row) =>
      own.has(corpus.measures[measure]?.id ?? '') && kind !== 'original' && kind !== 'sentence'
        ? []
        : [known.vector(row)],
  )
  const views = buildViews(measures, layQuestions)
  return {
    ...open,
    corpus: { ...corpus, documents, measures },
    layQuestions,
    index: {
      lexical: buildLexicalIndexes(measures, layQuestions, tokenizer),
      views: viewTableOf(views, vectors, measures.length),
      vectors: await buildVectorIndex(rowsOf(vectors), known.dimensions),
      unanswered: index.unanswered,
    },
  }
}
