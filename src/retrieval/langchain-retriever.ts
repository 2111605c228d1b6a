import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { MeasureRecord } from '../domain/measure.js'
import type { SearchRequest, SearchResponse } from '../domain/search.js'

/** What the retriever searches with: an assistant is one. */
export interface MeasureSearch {
  search(request: SearchRequest): Promise<SearchResponse>
  readonly directory: { measure(id: string): MeasureRecord | undefined }
}

/** Metadata of a document found: enough to cite it exactly. */
export interface MeasureMetadata {
  readonly measureId: string
  readonly reference: string
  readonly title: string
  readonly officeId: string
  readonly office: string
  readonly score: number
}

/** Settings of {@link createLangChainRetriever}. */
export interface LangChainRetrieverOptions extends BaseRetrieverInput {
  /** Measures returned, 1 to 50; 5 by default. */
  readonly limit?: number
  readonly filters?: SearchRequest['filters']
}

class MeasureRetriever extends BaseRetriever<MeasureMetadata> {
  override lc_namespace = ['policy-assistant', 'retrievers']
  readonly #search: MeasureSearch
  readonly #options: LangChainRetrieverOptions

  constructor(search: MeasureSearch, options: LangChainRetrieverOptions) {
    super(options)
    this.#search = search
    this.#options = options
  }

  override async _getRelevantDocuments(
    query: string,
    _callbacks?: CallbackManagerForRetrieverRun,
  ): Promise<Document<MeasureMetadata>[]> {
    const { limit = 5, filters } = this.#options
    const { results } = await this.#search.search({
      query,
      limit,
      language: 'auto',
      explain: false,
      ...(filters === undefined ? {} : { filters }),
    })
    return results.map(
      ({ measureId, reference, title, office, score }) =>
        new Document({
          id: measureId,
          pageContent: this.#search.directory.measure(measureId)?.text ?? '',
          metadata: {
            measureId,
            reference,
            title,
            officeId: office.id,
            office: office.name,
            score,
          },
        }),
    )
  }
}

/**
 * The retrieval as a LangChain `BaseRetriever`, for chains of one's own: `pageContent` is the whole
 * original measure, the metadata how to cite it.
 */
export function createLangChainRetriever(
  search: MeasureSearch,
  options: LangChainRetrieverOptions = {},
): BaseRetriever<MeasureMetadata> {
  return new MeasureRetriever(search, options)
}
