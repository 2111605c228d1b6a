/**
 * Links of each row in its graph. In one of 57,000 views made from the real ones, 150 candidates are
 * among the nearest ten to .985 with 32 links and to .982 with 20, built in the same time.
 */
export const HNSW_LINKS = 32

/** Candidates while building: with 100 in place of 200 the recall falls by three points. */
export const HNSW_EF_CONSTRUCTION = 200

/**
 * Candidates of a search in each graph. They are asked for as results, which are all compared again:
 * hnswlib then looks at no fewer, whatever its own `ef`, which falls back to 10 when a file is read.
 */
export const CANDIDATES = 160

/** Fixed, so that the same vectors give the same graphs. */
export const HNSW_SEED = 100

/**
 * Most rows of one graph. Small graphs find more of what is near, are built side by side, and when a
 * build is cut off no more than one for each core is lost; a search goes through all of them.
 */
export const MAX_GRAPH_ROWS = 65_536

/** Step by which rows are dealt out, as a share of them: the golden ratio spreads them most evenly. */
const STEP = (Math.sqrt(5) - 1) / 2

/**
 * The rows of each graph, in the order in which they are added. They are dealt out all over the
 * index: many rows of one document are near copies of each other, and a graph of these alone falls
 * into pieces (recall@10 .61 against .83 with 64 candidates of 400,000 rows). The same number of
 * rows always gives the same graphs.
 */
export function rowsOfGraphs(size: number, maxRows = MAX_GRAPH_ROWS): Uint32Array[] {
  const graphs = Math.ceil(size / maxRows)
  let step = Math.max(1, Math.round(size * STEP))
  // Each row comes once when step and size have no common divisor.
  while (greatestCommonDivisor(step, size) > 1) step += 1
  return Array.from({ length: graphs }, (_, graph) => {
    const start = Math.floor((graph * size) / graphs)
    const end = Math.floor(((graph + 1) * size) / graphs)
    return Uint32Array.from({ length: end - start }, (_unused, i) => ((start + i) * step) % size)
  })
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
