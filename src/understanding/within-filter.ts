import { type Corpus, rowOf } from '../domain/corpus.js'
import type { MeasureReference, Understanding } from './understand-question.js'

/** A question read under a filter, and the part of the corpus that the filter leaves. */
export interface FilteredReading {
  readonly understanding: Understanding
  readonly visible: Corpus
}

/**
 * A filter wins over what the question names: offices and documents outside it are not looked for,
 * and a number means the one document that the filter leaves, if it leaves one.
 *
 * @param allowed Rows of the measures that pass the filter.
 */
export function withinFilter(
  understanding: Understanding,
  corpus: Corpus,
  allowed: Uint32Array,
): FilteredReading {
  const rows = new Set(allowed)
  const measures = corpus.measures.filter((_, place) => rows.has(rowOf(corpus, place)))
  const ids = new Set(measures.map(({ documentId }) => documentId))
  const documents = corpus.documents.filter(({ data }) => ids.has(data.id))
  const visible: Corpus = { ...corpus, documents, measures, rows: allowed }
  const only = documents.length === 1 ? documents[0] : undefined
  const asked: MeasureReference[] = [...understanding.references, ...understanding.missing]
  const inside = asked.filter(({ documentId }) => ids.has(documentId))
  const outside = [
    ...asked.filter(({ documentId }) => !ids.has(documentId)).map(({ number }) => number),
    ...understanding.looseNumbers,
  ]
  const moved =
    only === undefined ? [] : outside.map((number) => ({ documentId: only.data.id, number }))
  const exists = ({ documentId, number }: MeasureReference): boolean =>
    measures.some((measure) => measure.documentId === documentId && measure.number === number)
  const all = [...inside, ...moved]
  return {
    visible,
    understanding: {
      ...understanding,
      officeIds: [],
      officeGroups: [],
      documentIds: understanding.documentIds.filter((id) => ids.has(id)),
      references: all.filter(exists),
      missing: all.filter((reference) => !exists(reference)),
      looseNumbers: only === undefined ? outside : [],
    },
  }
}
