import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import hnswlib from 'hnswlib-node'
import { HNSW_SPACE, saveGraph } from './graph-file.js'
import type { GraphReply, GraphStart } from './graph-messages.js'
import { HNSW_EF_CONSTRUCTION, HNSW_LINKS, HNSW_SEED } from './graph-settings.js'
import { loadProjection } from './projection.js'

// Entry of the worker thread: builds one graph, writes it to its place, and ends.

/** Rows between two messages: about four a second. */
const REPORTED_ROWS = 500

async function build(port: MessagePort, start: GraphStart): Promise<void> {
  const { values, dimensions, path } = start
  const projection = loadProjection(start.projection, dimensions)
  const count = values.length / dimensions
  const vector = (row: number): number[] =>
    projection.row(values.subarray(row * dimensions, (row + 1) * dimensions))
  const send = (reply: GraphReply): void => port.postMessage(reply)
  const graph = new hnswlib.HierarchicalNSW(HNSW_SPACE, projection.dimensions)
  graph.initIndex(count, HNSW_LINKS, HNSW_EF_CONSTRUCTION, HNSW_SEED)
  let reported = 0
  for (let row = 0; row < count; row++) {
    graph.addPoint(vector(row), row)
    if (row + 1 - reported < REPORTED_ROWS && row + 1 < count) continue
    send({ added: row + 1 - reported })
    reported = row + 1
  }
  await saveGraph(graph, path, { count, dimensions: projection.dimensions, vector })
  send({ done: true })
}

if (parentPort === null) throw new Error('this file is the entry of a worker thread')
await build(parentPort, workerData)
