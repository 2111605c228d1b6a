import type { Corpus } from '../domain/corpus.js'
import type { LexicalIndexes, OpenIndex } from './search-index.js'
import type { ViewTable } from './views.js'

/** What an index is made of, before its vectors are arranged for search. */
export interface IndexMaterial {
  readonly lexical: LexicalIndexes
  readonly views: ViewTable
  /** Unit vectors of the views, one after the other in their order. */
  readonly vectors: Float32Array
  readonly dimensions: number
  /** Vectors of questions that no measure answers, one after the other. */
  readonly unanswered: Float32Array
}

/** What an index belongs to. */
export interface IndexIdentity {
  /** Over all it is made from. */
  readonly fingerprint: string
  readonly corpus: Corpus
  /** Fingerprint of the embedding model. */
  readonly embedder: string
}

/** How a build is watched and stopped. */
export interface IndexBuildOptions {
  /** Builds even when what is stored fits. */
  readonly rebuild: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress: (stage: 'index' | 'save', done: number, total: number) => void
}

/** Where indexes are kept: in files and searched in memory, or on a server and searched there. */
export interface IndexStore<Index extends OpenIndex = OpenIndex> {
  /**
   * The stored index, if there is one.
   *
   * @throws AppError `bad_index` when it is damaged or does not fit.
   */
  open(identity: IndexIdentity): Promise<Index | undefined>
  /**
   * Builds, stores and opens an index. Until it is whole the one before stays as it is.
   *
   * @throws AppError `bad_index`; the signal's reason when it is aborted.
   */
  build(
    identity: IndexIdentity,
    material: IndexMaterial,
    options: IndexBuildOptions,
  ): Promise<Index>
}
