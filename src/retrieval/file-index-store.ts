import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.js'
import { loadIndex, saveIndex } from '../indexes/index-store.js'
import { readSearchIndex, searchIndexContents } from './index-files.js'
import type { IndexIdentity, IndexStore } from './index-store.js'
import type { SearchIndex } from './search-index.js'
import { buildVectorIndex } from './vector-rows.js'

/** Beginning of the name of a folder with what a build that was cut off can go on with. */
const WORK_FOLDER = '.building-graphs-'

/** Keeps the index in a folder and searches it in memory. */
export function createFileIndexStore(folder: string): IndexStore<SearchIndex> {
  async function openStored({ fingerprint, corpus }: IndexIdentity): Promise<SearchIndex> {
    const index = await open({ fingerprint, corpus })
    if (index !== undefined) return index
    throw new AppError('bad_index', `${folder}: expected the index just saved, found none`)
  }

  async function open({
    fingerprint,
    corpus,
  }: Pick<IndexIdentity, 'fingerprint' | 'corpus'>): Promise<SearchIndex | undefined> {
    const stored = await loadIndex(folder, fingerprint)
    return stored === undefined ? undefined : readSearchIndex(stored, corpus.measures.length)
  }

  return {
    open,
    async build(identity, { lexical, views, vectors, dimensions, unanswered }, options) {
      const { onProgress } = options
      const stop = options.signal === undefined ? {} : { signal: options.signal }
      onProgress('index', 0, 0)
      const { fingerprint, corpus, embedder } = identity
      const workFolder = join(folder, `${WORK_FOLDER}${fingerprint}`)
      const index: SearchIndex = {
        lexical,
        views,
        vectors: await buildVectorIndex(vectors, dimensions, {
          ...stop,
          workFolder,
          onProgress: (done, total) => onProgress('index', done, total),
        }),
        unanswered,
      }
      // Saved beside the old index, then put in its place.
      onProgress('save', 0, 0)
      const contents = searchIndexContents(index, vectors, corpus, embedder)
      await saveIndex(folder, fingerprint, contents, stop)
      await removeWorkFolders(folder)
      if (index.vectors.values !== undefined) return index
      // Many vectors are better left on the disk than kept here.
      index.vectors.close()
      return openStored(identity)
    },
  }
}

async function removeWorkFolders(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(WORK_FOLDER)) continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
}
