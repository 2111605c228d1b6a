import type { Corpus } from '../domain/corpus.js'
import { AppError } from '../errors.js'
import { bytesOfFloat32, float32View } from '../indexes/float32-view.js'
import type { IndexContents, IndexPart, StoredIndex } from '../indexes/index-store.js'
import { loadLexicalIndex } from '../indexes/lexical-index.js'
import { LEXICAL_LISTS, type SearchIndex } from './search-index.js'
import { type BuildVectorOptions, readVectorIndex, vectorParts } from './vector-rows.js'
import type { ViewTable } from './views.js'

/** Version of what the files hold; a change of {@link SearchIndex} or of the views raises it. */
export const SEARCH_INDEX_FORMAT = '8'

const VIEW_ARRAYS = ['measures', 'kinds', 'sentences', 'starts'] as const

const UNANSWERED_FILE = 'unanswered.f32'

/**
 * What is saved of a search index.
 *
 * @param vectorValues The vectors of its views, one after the other.
 * @param embedder The fingerprint of its model.
 */
export function searchIndexContents(
  index: SearchIndex,
  vectorValues: Float32Array,
  corpus: Corpus,
  embedder: string,
): IndexContents {
  const { vectors, views, lexical } = index
  const parts: IndexPart[] = [
    ...LEXICAL_LISTS.map((name) => ({ name: `${name}.bm25`, bytes: lexical[name].serialize() })),
    ...VIEW_ARRAYS.map((name) => ({ name: `views-${name}.bin`, bytes: bytesOf(views[name]) })),
    ...vectorParts(vectors, vectorValues),
    { name: UNANSWERED_FILE, bytes: bytesOfFloat32(index.unanswered) },
  ]
  return {
    dimensions: vectors.dimensions,
    counts: { measures: corpus.measures.length, views: vectors.size },
    meta: { corpusVersion: corpus.version, embedder },
    parts,
  }
}

/**
 * The search index of a checked folder.
 *
 * @param measures How many measures the corpus has.
 * @throws AppError `bad_index` when it does not belong to such a corpus.
 */
export async function readSearchIndex(
  stored: StoredIndex,
  measures: number,
  options: Pick<BuildVectorOptions, 'exactScanMaxRows' | 'sketchMaxRows' | 'maxGraphRows'> = {},
): Promise<SearchIndex> {
  const lexical = (name: (typeof LEXICAL_LISTS)[number]) =>
    loadLexicalIndex(stored.bytes(`${name}.bm25`))
  const views: ViewTable = {
    measures: uint32(stored.bytes('views-measures.bin')),
    kinds: stored.bytes('views-kinds.bin'),
    sentences: uint16(stored.bytes('views-sentences.bin')),
    starts: uint32(stored.bytes('views-starts.bin')),
  }
  const index: SearchIndex = {
    lexical: {
      words: lexical('words'),
      bigrams: lexical('bigrams'),
      english: lexical('english'),
      titles: lexical('titles'),
    },
    views,
    vectors: await readVectorIndex(stored, views.measures.length, options),
    unanswered: float32View(stored.bytes(UNANSWERED_FILE)),
  }
  const sizes = [
    index.lexical.words.size,
    index.lexical.bigrams.size,
    index.lexical.english.size,
    index.lexical.titles.size,
    views.starts.length - 1,
  ]
  if (sizes.some((size) => size !== measures) || views.measures.length !== index.vectors.size) {
    throw new AppError(
      'bad_index',
      `${stored.folder}: expected lists of ${measures} measures and one vector a view, found ${sizes.join(', ')} and ${index.vectors.size} for ${views.measures.length} views`,
    )
  }
  return index
}

function bytesOf(array: Uint32Array | Uint16Array | Uint8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function uint32(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

function uint16(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2)
}
