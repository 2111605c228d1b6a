import { AppError } from '../errors.js'
import { parseLexicalTables } from '../indexes/lexical-format.js'
import {
  createLexicalReader,
  type LexicalReader,
  type TermTables,
} from '../indexes/lexical-index.js'
import type { LexicalTables, Postings } from '../indexes/lexical-tables.js'
import type { IndexDatabase, IndexSql } from '../indexes/postgres/index-database.js'
import { createIndexQueries, type IndexQueries } from '../indexes/postgres/index-queries.js'
import { bytesOf } from '../indexes/postgres/index-tables.js'
import { buildVersion, findVersion, type IndexVersion } from '../indexes/postgres/index-versions.js'
import type { ReplicatedDatabase } from '../indexes/postgres/replicated-database.js'
import { CHANNEL, prepareSchema } from '../indexes/postgres/schema.js'
import { createSketchIndex, type SketchIndex } from '../indexes/sketches/sketch-index.js'
import {
  fitSketchProjection,
  readSketchProjection,
  sketchLength,
} from '../indexes/sketches/sketch-projection.js'
import type { IndexIdentity, IndexMaterial, IndexStore } from './index-store.js'
import { createPostgresRetriever } from './postgres-retriever.js'
import { LEXICAL_LISTS, type LexicalLists, type RemoteIndex } from './search-index.js'
import { SCORE_ALL_MAX_MEASURES } from './search-measures.js'
import type { ViewTable } from './views.js'

/** An {@link IndexStore} in PostgreSQL. */
export interface PostgresIndexStore extends IndexStore<RemoteIndex> {
  /** Calls `listener` when another server has made another version the current one, or may have. */
  onChange(listener: () => void): void
  /** Ends the connections; what is open cannot be searched afterwards. */
  close(): Promise<void>
}

/**
 * Up to so many views servers find the nearest themselves, by sketches in memory: 128 MB for a million,
 * 5 ms. Above, the graph of pgvector does: over 400,000 views, looking at 800, it finds .83 of the nearest
 * 300 in some 10 ms, and of 200 questions 84 have the first ten of a scan; by sketches 196.
 */
const SKETCH_MAX_VIEWS = 1_000_000

/** Settings of {@link createPostgresIndexStore}, of which only tests give any. */
export interface PostgresIndexOptions {
  readonly sketchMaxViews?: number
}

/**
 * Keeps the index in PostgreSQL and searches it there. A server holds vocabulary, views, lengths and
 * sketches of the vectors in memory; vectors and postings stay in the database, and are read from its
 * replicas where there are.
 *
 * @throws AppError `bad_configuration` that says what the database lacks; DatabaseError.
 */
export async function createPostgresIndexStore(
  database: IndexDatabase | ReplicatedDatabase,
  { sketchMaxViews = SKETCH_MAX_VIEWS }: PostgresIndexOptions = {},
): Promise<PostgresIndexStore> {
  await prepareSchema(database)
  // Answers that have begun with the version before go on with it.
  let last: number | undefined

  async function open({ fingerprint, corpus }: IndexIdentity): Promise<RemoteIndex | undefined> {
    const found = await findVersion(database, fingerprint)
    if (found === undefined) return undefined
    await database.hold(found.id, new Set(last === undefined ? [] : [last]))
    // Before it was held it may have been removed.
    if ((await findVersion(database, fingerprint))?.id !== found.id) return undefined
    // One that was built before, as after a rollback, is made by nobody who would tell the others.
    if (last !== undefined && last !== found.id) await tellOthers(found.id)
    last = found.id
    const reader = 'reader' in database ? database.reader({ id: found.id, fingerprint }) : database
    return readIndex(reader, found, corpus.measures.length)
  }

  async function tellOthers(id: number): Promise<void> {
    try {
      await database.query('select pg_notify($1, $2)', [CHANNEL, String(id)])
    } catch {
      // They look at the corpus themselves; this only spares them the wait.
    }
  }

  return {
    open,
    async build(identity, material, { rebuild, signal, onProgress }) {
      const { fingerprint, corpus, embedder } = identity
      const { dimensions, views } = material
      const total = views.measures.length
      // Of few measures all are compared, and nothing looks for the nearest.
      const hasSketches =
        corpus.measures.length > SCORE_ALL_MAX_MEASURES &&
        total <= sketchMaxViews &&
        sketchLength(dimensions) > 0
      const sketches = hasSketches ? fitSketchProjection(material.vectors, dimensions) : undefined
      const tables = LEXICAL_LISTS.map((name) =>
        parseLexicalTables(material.lexical[name].serialize()),
      )
      await buildVersion(
        database,
        {
          fingerprint,
          corpusVersion: corpus.version,
          embedder,
          dimensions,
          measureCount: corpus.measures.length,
          views: total,
          measures: corpus.measures.map(({ id, documentId, officeId }) => ({
            id,
            document: documentId,
            office: officeId,
          })),
          viewMeasures: views.measures,
          viewKinds: views.kinds,
          vectors: material.vectors,
          sketches,
          postings: postingsIn(tables),
          parts: [
            ...partsOf(material, tables),
            ...(sketches === undefined ? [] : [{ name: SKETCH_PART, bytes: sketches.serialize() }]),
          ],
        },
        { rebuild, signal, onProgress: (done) => onProgress('save', done, total) },
      )
      const opened = await open(identity)
      if (opened === undefined) {
        throw new AppError(
          'bad_index',
          `PostgreSQL index: expected version ${fingerprint} as built, found none`,
        )
      }
      return opened
    },
    onChange: (listener) => database.onNotify(listener),
    close: () => database.close(),
  }
}

function* postingsIn(lists: readonly LexicalTables[]): Generator<Postings> {
  for (const { postingStarts, postingRows, postingCounts } of lists) {
    for (let term = 0; term + 1 < postingStarts.length; term++) {
      const [start, end] = [postingStarts[term], postingStarts[term + 1]]
      yield { rows: postingRows.subarray(start, end), counts: postingCounts.subarray(start, end) }
    }
  }
}

/** The projection of the sketches, where there are any. */
const SKETCH_PART = 'sketches.projection'

const VIEW_PARTS = ['measures', 'kinds', 'sentences', 'starts'] as const
const TERM_PARTS = ['rowLengths', 'termText', 'termStarts', 'postingStarts'] as const

function partsOf({ views, unanswered }: IndexMaterial, lists: readonly LexicalTables[]) {
  const bytes = (array: Uint8Array | Uint16Array | Uint32Array | Float32Array) =>
    array instanceof Uint8Array ? array : bytesOf(array)
  return [
    ...VIEW_PARTS.map((name) => ({ name: `views.${name}`, bytes: bytes(views[name]) })),
    ...LEXICAL_LISTS.flatMap((list, i) =>
      TERM_PARTS.map((name) => ({
        name: `${list}.${name}`,
        bytes: bytes(lists[i]?.[name] ?? new Uint32Array()),
      })),
    ),
    { name: 'unanswered', bytes: bytes(unanswered) },
  ]
}

async function readIndex(
  sql: IndexSql,
  version: IndexVersion,
  measures: number,
): Promise<RemoteIndex> {
  const queries = createIndexQueries(sql, version)
  const parts = await queries.parts()
  const bytes = (name: string): Uint8Array => {
    const found = parts.get(name)
    if (found !== undefined) return found
    throw new AppError(
      'bad_index',
      `PostgreSQL index, version ${version.id}: expected ${name}, found none`,
    )
  }
  const uint32 = (name: string) => new Uint32Array(bytes(name).buffer)
  const uint16 = (name: string) => new Uint16Array(bytes(name).buffer)
  const views: ViewTable = {
    measures: uint32('views.measures'),
    kinds: bytes('views.kinds'),
    sentences: uint16('views.sentences'),
    starts: uint32('views.starts'),
  }
  const found = [version.measures, views.starts.length - 1]
  if (found.some((count) => count !== measures) || views.measures.length !== version.views) {
    throw new AppError(
      'bad_index',
      `PostgreSQL index, version ${version.id}: expected ${measures} measures and ${version.views} views, found ${found.join(', ')} and ${views.measures.length}`,
    )
  }
  const tables = (list: string): TermTables => ({
    rowLengths: uint32(`${list}.rowLengths`),
    termText: uint16(`${list}.termText`),
    termStarts: uint32(`${list}.termStarts`),
    postingStarts: uint32(`${list}.postingStarts`),
  })
  const readers: LexicalLists<LexicalReader> = {
    words: createLexicalReader(tables('words')),
    bigrams: createLexicalReader(tables('bigrams')),
    english: createLexicalReader(tables('english')),
    titles: createLexicalReader(tables('titles')),
  }
  const termsIn = (list: string): number => uint32(`${list}.postingStarts`).length - 1
  const bigrams = termsIn('words')
  const english = bigrams + termsIn('bigrams')
  const firstTerms = { words: 0, bigrams, english, titles: english + termsIn('english') }
  return {
    lexical: readers,
    views,
    vectors: { size: version.views, dimensions: version.dimensions },
    unanswered: new Float32Array(bytes('unanswered').buffer),
    retriever: createPostgresRetriever({
      queries,
      readers,
      firstTerms,
      views,
      sketches: await readSketches(queries, parts.get(SKETCH_PART), version),
    }),
  }
}

async function readSketches(
  queries: IndexQueries,
  projection: Uint8Array | undefined,
  version: IndexVersion,
): Promise<SketchIndex | undefined> {
  if (projection === undefined) return undefined
  const read = readSketchProjection(projection, version.dimensions)
  const sketches = createSketchIndex(read, version.views)
  let bytes = 0
  for await (const { start, codes } of queries.sketches()) {
    sketches.fill(start, new Int8Array(codes.buffer))
    bytes += codes.length
  }
  const expected = version.views * read.length
  if (bytes === expected) return sketches
  throw new AppError(
    'bad_index',
    `PostgreSQL index, version ${version.id}: expected ${expected} bytes of sketches, found ${bytes}`,
  )
}
