import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { HierarchicalNSW } from 'hnswlib-node'
import hnswlib from 'hnswlib-node'
import { z } from 'zod'
import { AppError, messageOf } from '../../errors.js'
import { writeAtomically } from '../atomic-write.js'

/** Squared Euclidean distance: of projected vectors, which are no unit vectors any more. */
export const HNSW_SPACE = 'l2'

/** The vectors of a graph: row by row what was added to it. */
export interface GraphRows {
  readonly count: number
  readonly dimensions: number
  vector(row: number): readonly number[]
}

/** Rows compared between a graph and the vectors at load: enough to notice other vectors. */
const COMPARED_ROWS = 16

/** Version of the sidecar. */
const SIDECAR_VERSION = 2

/** What hnswlib's own file does not say, and without which it loads the wrong one silently. */
const sidecarSchema = z.strictObject({
  version: z.literal(SIDECAR_VERSION),
  space: z.literal(HNSW_SPACE),
  dimensions: z.int().positive(),
  count: z.int().nonnegative(),
  bytes: z.int().positive(),
})

/** Path of the file that describes the graph in `path`. */
export function sidecarPath(path: string): string {
  return `${path}.json`
}

/**
 * Writes the graph and its sidecar. hnswlib reports success when nothing could be written, so the
 * graph is written to a temporary file, read back and compared before it takes its place.
 * @throws AppError `bad_index` that names the file which could not be written.
 */
export async function saveGraph(
  graph: HierarchicalNSW,
  path: string,
  rows: GraphRows,
): Promise<void> {
  await writeAtomically(
    path,
    (temporary) => graph.writeIndex(temporary),
    async (temporary) => {
      await readGraph(temporary, rows)
      // Just before the graph takes its place: a new graph never stands beside an old description.
      await rm(sidecarPath(path), { force: true })
    },
  )
  const sidecar = sidecarSchema.parse({
    version: SIDECAR_VERSION,
    space: HNSW_SPACE,
    dimensions: rows.dimensions,
    count: rows.count,
    bytes: (await stat(path)).size,
  })
  await writeAtomically(
    sidecarPath(path),
    (temporary) => writeFile(temporary, `${JSON.stringify(sidecar)}\n`),
    readSidecar,
  )
}

/**
 * Reads a graph that {@link saveGraph} wrote for these very vectors.
 * @throws AppError `bad_index`, naming the file, when sidecar, size, space, dimension, count or
 * vectors do not fit.
 */
export async function loadGraph(path: string, rows: GraphRows): Promise<HierarchicalNSW> {
  const sidecar = await readSidecar(sidecarPath(path))
  const { count } = rows
  if (sidecar.dimensions !== rows.dimensions) {
    throw mismatch(path, `${rows.dimensions} dimensions`, `${sidecar.dimensions}`)
  }
  if (sidecar.count !== count) throw mismatch(path, `${count} rows`, `${sidecar.count}`)
  try {
    const { size } = await stat(path)
    if (size !== sidecar.bytes) throw mismatch(path, `${sidecar.bytes} bytes`, `${size}`)
    return await readGraph(path, rows)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('bad_index', `${path}: expected a graph, found ${messageOf(error)}`, {
      cause: error,
    })
  }
}

async function readSidecar(path: string): Promise<z.infer<typeof sidecarSchema>> {
  try {
    return sidecarSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new AppError(
      'bad_index',
      `${path}: expected a description of a graph in space ${HNSW_SPACE}, found ${messageOf(error)}`,
      { cause: error },
    )
  }
}

async function readGraph(path: string, rows: GraphRows): Promise<HierarchicalNSW> {
  const { count, dimensions } = rows
  const graph = new hnswlib.HierarchicalNSW(HNSW_SPACE, dimensions)
  await graph.readIndex(path)
  if (graph.getCurrentCount() !== count) {
    throw mismatch(path, `${count} rows`, `${graph.getCurrentCount()}`)
  }
  for (const row of comparedRows(count)) {
    const vector = rows.vector(row)
    if (!graph.getPoint(row).every((value, i) => value === Math.fround(vector[i] ?? 0))) {
      throw mismatch(path, `the vector of row ${row}`, 'another vector')
    }
  }
  return graph
}

/** First and last row and some between them. */
function comparedRows(count: number): Set<number> {
  const steps = Math.min(count, COMPARED_ROWS)
  const last = count - 1
  return new Set(
    Array.from({ length: steps }, (_, i) => Math.round((i * last) / Math.max(steps - 1, 1))),
  )
}

function mismatch(path: string, expected: string, found: string): AppError {
  return new AppError('bad_index', `${path}: expected ${expected}, found ${found}`)
}
