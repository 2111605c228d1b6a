import type { MeasureRecord } from '../../domain/measure.js'
import { embedWithCache } from '../../embedding/embed-with-cache.js'
import type { Embedder } from '../../embedding/embedder.js'
import { buildLexicalIndexes, type SearchIndex } from '../../retrieval/search-index.js'
import { buildVectorIndex, rowsOf } from '../../retrieval/vector-rows.js'
import { buildViews, viewTableOf } from '../../retrieval/views.js'
import type { Tokenizer } from '../../scripts/tokenize.js'
import type { BeirCollection } from './load-beir.js'

/** A collection under the project's own indexes: each text a measure of one sentence. */
export interface IndexedCollection {
  readonly measures: readonly MeasureRecord[]
  readonly index: SearchIndex
}

/** Embeds and indexes a collection as the corpus is indexed, without lay questions and translations. */
export async function indexCollection(
  { texts }: Pick<BeirCollection, 'texts'>,
  embedder: Embedder,
  tokenizer: Tokenizer,
  onProgress: (done: number, total: number) => void,
): Promise<IndexedCollection> {
  const measures = texts.map(measureOf)
  const views = buildViews(measures, new Map())
  const known = new Map<string, Float32Array>()
  const cache = {
    get: (key: string) => known.get(key),
    add: (key: string, vector: Float32Array) => void known.set(key, vector),
  }
  const vectors = await embedWithCache(
    views.map(({ text }) => text),
    'passage',
    embedder,
    cache,
    { onProgress },
  )
  return {
    measures,
    index: {
      lexical: buildLexicalIndexes(measures, new Map(), tokenizer),
      views: viewTableOf(views, vectors, measures.length),
      vectors: await buildVectorIndex(rowsOf(vectors), embedder.dimensions, {}),
      unanswered: new Float32Array(0),
    },
  }
}

function measureOf(
  { id, title, text }: BeirCollection['texts'][number],
  index: number,
): MeasureRecord {
  const whole = title === '' ? text : `${title}\n${text}`
  return {
    id,
    documentId: 'collection',
    officeId: 'collection',
    key: String(index + 1),
    number: index + 1,
    label: String(index + 1),
    chapter: null,
    title,
    titleEnd: title.length,
    text: whole,
    sentences: [{ start: 0, end: whole.length }],
    sourceOffsets: [],
    commitments: [],
    facetsKnown: false,
    facets: [],
    responsible: [],
    translation: null,
    draftTranslation: null,
  }
}
