import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { HierarchicalNSW } from 'hnswlib-node'
import { findWorkerEntry } from '../../embedding/worker-entry.js'
import { AppError, messageOf } from '../../errors.js'
import type { VectorRows } from '../vector-index.js'
import { type GraphRows, loadGraph } from './graph-file.js'
import type { GraphReply, GraphStart } from './graph-messages.js'
import type { Projection } from './projection.js'

/** Entries of the thread that builds one graph. */
const WORKER_ENTRY = { source: './source-graph-worker.mjs', bundled: './graph-worker.js' } as const

/** How a build is watched and stopped. */
export interface BuildOptions {
  /** Called with the rows done so far, at the end with all. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/** Name of the file of a graph. */
export function graphFileName(graph: number): string {
  return `graph-${String(graph).padStart(3, '0')}.hnsw`
}

/** What the graph over some rows holds: their projected vectors, by their place among these rows. */
export function graphRowsOf(
  rows: Uint32Array,
  vector: (row: number) => Float32Array,
  projection: Projection,
): GraphRows {
  return {
    count: rows.length,
    dimensions: projection.dimensions,
    vector: (place) => projection.row(vector(rows[place] ?? 0)),
  }
}

/**
 * Builds graphs (Malkov and Yashunin 2016, by hnswlib), one worker thread for each core. Those that a
 * build before this left in `folder` as wholes, over the same vectors, are taken from there.
 *
 * @param graphs Rows of each graph.
 * @param folder Where graphs go as they are done; made when missing, and left as it is.
 * @throws AppError `bad_index` when a graph cannot be built or written; the signal's reason when it
 * is aborted.
 */
export async function buildGraphs(
  vectors: VectorRows,
  graphs: readonly Uint32Array[],
  projection: Projection,
  folder: string,
  { onProgress, signal }: BuildOptions,
): Promise<HierarchicalNSW[]> {
  const { values, dimensions } = vectors
  const total = values.length / dimensions
  await makeFolder(folder)
  const vector = (row: number): Float32Array =>
    values.subarray(row * dimensions, (row + 1) * dimensions)
  const serialized = projection.serialize()
  const built = new Array<HierarchicalNSW>(graphs.length)
  let done = 0
  const advance = (rows: number): void => {
    done += rows
    onProgress?.(done, total)
  }
  const rest = graphs.entries()
  advance(0)

  async function buildRest(): Promise<void> {
    // The builders share one iterator, so each graph is built once.
    for (const [number, rows] of rest) {
      signal?.throwIfAborted()
      const path = join(folder, graphFileName(number))
      const graphRows = graphRowsOf(rows, vector, projection)
      const left = await loadGraph(path, graphRows).catch(() => undefined)
      if (left === undefined) {
        const gathered = new Float32Array(rows.length * dimensions)
        rows.forEach((row, place) => gathered.set(vector(row), place * dimensions))
        const bytes = new Uint8Array(
          serialized.buffer,
          serialized.byteOffset,
          serialized.byteLength,
        )
        await runWorker({ values: gathered, dimensions, projection: bytes, path }, advance, signal)
      } else {
        advance(rows.length)
      }
      built[number] = left ?? (await loadGraph(path, graphRows))
    }
  }

  const builders = Math.min(graphs.length, availableParallelism())
  await Promise.all(Array.from({ length: builders }, buildRest))
  return built
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new AppError(
      'bad_index',
      `${folder}: expected a folder for graphs, found ${messageOf(error)}`,
      { cause: error },
    )
  }
}

async function runWorker(
  start: GraphStart & { readonly values: Float32Array<ArrayBuffer> },
  onAdded: (rows: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(findWorkerEntry(import.meta.url, WORKER_ENTRY), {
    workerData: start,
    transferList: [start.values.buffer],
  })
  const abort = (): void => {
    void worker.terminate()
  }
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      let isDone = false
      worker.on('message', (reply: GraphReply) => {
        if ('done' in reply) isDone = true
        else onAdded(reply.added)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => {
        if (isDone) resolve()
        else reject(new Error(`the thread ended with code ${code}`))
      })
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw new AppError(
      'bad_index',
      `${start.path}: expected a graph to be built, found ${messageOf(error)}`,
      { cause: error },
    )
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}
