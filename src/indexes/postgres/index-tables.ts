import type { Postings } from '../lexical-tables.js'
import { type CopyField, copyChunks } from './copy-format.js'
import type { SketchProjection } from '../sketches/sketch-projection.js'
import type { IndexBuildSql } from './index-database.js'
import { SCHEMA } from './schema.js'

/** Links of each row in the graph and candidates while it is built: the defaults of pgvector rounded up. */
const HNSW_LINKS = 16
const HNSW_EF_CONSTRUCTION = 100

/** What the tables of one version of the index are filled with. */
export interface IndexTableRows {
  readonly dimensions: number
  /** Numbers, ids and origins of the measures, for people and reports: searches know the rows. */
  readonly measures: Iterable<{
    readonly id: string
    readonly document: string
    readonly office: string
  }>
  readonly views: number
  /** Measure and kind of each view, and all vectors one after the other. */
  readonly viewMeasures: Uint32Array
  readonly viewKinds: Uint8Array
  readonly vectors: Float32Array
  /**
   * Makes the sketches by which servers find the nearest views themselves; without it a graph over the
   * vectors is built, by which the database does.
   */
  readonly sketches?: SketchProjection | undefined
  /** Postings in the order of their numbers. */
  readonly postings: Iterable<Postings>
  /** What every server loads when it opens the version. */
  readonly parts: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** Names of the tables of one version. */
export function tablesOf(version: number) {
  const name = (table: string) => `${SCHEMA}.${table}_${version}`
  return {
    measures: name('measures'),
    views: name('views'),
    sketches: name('sketches'),
    postings: name('postings'),
    parts: name('parts'),
  }
}

/** Longest vector, in numbers, that fits into a page beside the rest of its row. */
const PLAIN_MAX_DIMENSIONS = 1_900

/** Bytes of the graph for one view besides its vector, generously. */
const GRAPH_ROW_BYTES = 512

/** Most memory that the building of the graph asks for, in megabytes; above, it goes to the disk. */
const BUILD_MAX_MB = 2_048

/** Least, which is PostgreSQL's own default. */
const BUILD_MIN_MB = 64

/**
 * Creates and fills the tables of a version, with what finds the nearest views: their sketches, or a graph
 * over the vectors in half precision. What either finds is compared again in full.
 *
 * @param onProgress Called with the views that were sent.
 */
export async function createIndexTables(
  sql: IndexBuildSql,
  version: number,
  rows: IndexTableRows,
  onProgress: (done: number) => void,
): Promise<void> {
  const { dimensions } = rows
  const tables = tablesOf(version)
  const storage = dimensions <= PLAIN_MAX_DIMENSIONS ? 'plain' : 'external'
  await sql.query(
    `create table ${tables.measures} (row int4 primary key, id text not null, document text not null, office text not null)`,
  )
  await sql.query(
    `create table ${tables.views} (row int4 not null, measure int4 not null, kind int4 not null, embedding vector(${dimensions}) storage ${storage} not null)`,
  )
  await sql.query(
    `create table ${tables.postings} (term int4 primary key, postings bytea storage external not null)`,
  )
  await sql.query(`create table ${tables.parts} (name text primary key, bytes bytea not null)`)

  const copy = (table: string, from: Iterable<readonly CopyField[]>) =>
    sql.copyIn(table, copyChunks(from))
  await copy(tables.measures, measureRows(rows))
  await copy(tables.views, viewRows(rows, onProgress))
  await copy(tables.postings, postingRows(rows))
  await copy(
    tables.parts,
    rows.parts.map(({ name, bytes }) => [name, bytes]),
  )

  if (rows.sketches !== undefined) await createSketches(sql, tables, rows, rows.sketches)
  else await createGraph(sql, tables, rows)
  const made = rows.sketches === undefined ? [] : [tables.sketches]
  const analyzed = [tables.measures, tables.views, tables.postings, tables.parts, ...made]
  for (const table of analyzed) await sql.query(`analyze ${table}`)
}

type Tables = ReturnType<typeof tablesOf>

async function createSketches(
  sql: IndexBuildSql,
  tables: Tables,
  rows: IndexTableRows,
  projection: SketchProjection,
): Promise<void> {
  await sql.query(
    `create table ${tables.sketches} (start int4 primary key, codes bytea storage external not null)`,
  )
  await sql.copyIn(tables.sketches, copyChunks(sketchRows(rows, projection)))
  await sql.query(`create index on ${tables.views} (measure)`)
  await sql.query(`create unique index on ${tables.views} (row)`)
}

async function createGraph(
  sql: IndexBuildSql,
  tables: Tables,
  { views, dimensions }: IndexTableRows,
): Promise<void> {
  const graphMb = Math.ceil((views * (dimensions * 2 + GRAPH_ROW_BYTES)) / 2 ** 20)
  const memory = Math.min(Math.max(graphMb, BUILD_MIN_MB), BUILD_MAX_MB)
  await sql.query(`set local maintenance_work_mem = '${memory}MB'`)
  await sql.query(`create index on ${tables.views} (measure)`)
  await sql.query(
    `create index on ${tables.views} using hnsw ((embedding::halfvec(${dimensions})) halfvec_ip_ops)
       with (m = ${HNSW_LINKS}, ef_construction = ${HNSW_EF_CONSTRUCTION})`,
  )
}

function* measureRows({ measures }: IndexTableRows): Generator<CopyField[]> {
  let row = 0
  for (const { id, document, office } of measures) yield [row++, id, document, office]
}

function* viewRows(
  { views, viewMeasures, viewKinds, vectors, dimensions }: IndexTableRows,
  onProgress: (done: number) => void,
): Generator<CopyField[]> {
  for (let row = 0; row < views; row++) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions)
    yield [row, viewMeasures[row] ?? 0, viewKinds[row] ?? 0, vector]
    if (row % PROGRESS_ROWS === 0) onProgress(row)
  }
}

/** Views between two reports of progress. */
const PROGRESS_ROWS = 1_000

function* sketchRows(
  { views, vectors }: IndexTableRows,
  projection: SketchProjection,
): Generator<CopyField[]> {
  for (let start = 0; start < views; start += SKETCH_BLOCK_VIEWS) {
    const codes = projection.codesOf(vectors, start, Math.min(start + SKETCH_BLOCK_VIEWS, views))
    yield [start, new Uint8Array(codes.buffer)]
  }
}

/** Views whose sketches stand in one row: some hundred kilobytes. */
const SKETCH_BLOCK_VIEWS = 2_048

function* postingRows({ postings }: IndexTableRows): Generator<CopyField[]> {
  let term = 0
  for (const { rows, counts } of postings) {
    yield [term++, Buffer.concat([bytesOf(rows), bytesOf(counts)])]
  }
}

/** The bytes of numbers; the order within each is the machine's, little-endian wherever Node runs. */
export function bytesOf(array: Uint32Array | Uint16Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
