import { loadIndex, saveIndex } from '../indexes/index-store.js'
import { readSearchIndex, searchIndexContents } from './index-files.js'
import type { IndexStore } from './index-store.js'
import type { SearchIndex } from './search-index.js'
import { buildVectorIndex } from './vector-rows.js'

/** Keeps the index in a folder and searches it in memory. */
export function createFileIndexStore(folder: string): IndexStore<SearchIndex> {
  return {
    async open({ fingerprint, corpus }) {
      const stored = await loadIndex(folder, fingerprint)
      return stored === undefined ? undefined : readSearchIndex(stored, corpus)
    },
    async build(identity, { lexical, views, vectors, dimensions, unanswered }, options) {
      const { onProgress } = options
      const stop = options.signal === undefined ? {} : { signal: options.signal }
      onProgress('index', 0, 0)
      const index: SearchIndex = {
        lexical,
        views,
        vectors: await buildVectorIndex(vectors, dimensions, {
          ...stop,
          onProgress: (done, total) => onProgress('index', done, total),
        }),
        unanswered,
      }
      // Saved beside the old index, then put in its place.
      onProgress('save', 0, 0)
      const { fingerprint, corpus, embedder } = identity
      const contents = searchIndexContents(index, corpus, embedder)
      await saveIndex(folder, fingerprint, contents, stop)
      return index
    },
  }
}
