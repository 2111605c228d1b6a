import { AppError } from '../errors.js'
import { MAX_ROWS } from './row-filter.js'

/** Most often a term is counted in one row; BM25 saturates long before. */
const MAX_TERM_COUNT = 0xff_ff

/**
 * An inverted index as typed arrays. Terms are numbered in the order of their UTF-16 code units, so
 * that a term is found by binary search without a map in memory. The postings of term `t` are
 * `postingStarts[t]` to `postingStarts[t + 1]`, its text is `termText` from `termStarts[t]` to
 * `termStarts[t + 1]`.
 */
export interface LexicalTables {
  /** Tokens in each row. */
  readonly rowLengths: Uint32Array
  /** UTF-16 code units of all terms, one after the other. */
  readonly termText: Uint16Array
  readonly termStarts: Uint32Array
  readonly postingStarts: Uint32Array
  /** Rows of each posting, ascending within a term. */
  readonly postingRows: Uint32Array
  /** How often the term stands in that row, at most 65,535. */
  readonly postingCounts: Uint16Array
}

/** Rows of one term, ascending, and how often it stands in each. */
export interface Postings {
  readonly rows: Uint32Array
  readonly counts: Uint16Array
}

/**
 * Builds the tables in one pass over the rows. The rows are not kept: what is held besides the
 * result is one entry of 6 bytes for each distinct term of each row, and the vocabulary.
 */
export function buildLexicalTables(rows: Iterable<readonly string[]>): LexicalTables {
  const ids = new Map<string, number>()
  let entryTerms: Uint32Array = new Uint32Array(1024)
  let entryCounts: Uint16Array = new Uint16Array(1024)
  let rowLengths: Uint32Array = new Uint32Array(256)
  let rowEnds: Uint32Array = new Uint32Array(256)
  let lastEntryOf: Uint32Array = new Uint32Array(1024)
  let rowCount = 0
  let entries = 0

  for (const tokens of rows) {
    const rowStart = entries
    for (const token of tokens) {
      let id = ids.get(token)
      if (id === undefined) {
        id = ids.size
        ids.set(token, id)
        lastEntryOf = withRoom(lastEntryOf, id + 1, Uint32Array)
      }
      // An entry before this row's start belongs to an earlier row, so nothing has to be cleared.
      const entry = lastEntryOf[id] ?? 0
      if (entry >= rowStart && entry < entries && entryTerms[entry] === id) {
        entryCounts[entry] = Math.min((entryCounts[entry] ?? 0) + 1, MAX_TERM_COUNT)
        continue
      }
      entryTerms = withRoom(entryTerms, entries + 1, Uint32Array)
      entryCounts = withRoom(entryCounts, entries + 1, Uint16Array)
      entryTerms[entries] = id
      entryCounts[entries] = 1
      lastEntryOf[id] = entries++
    }
    rowLengths = withRoom(rowLengths, rowCount + 1, Uint32Array)
    rowEnds = withRoom(rowEnds, rowCount + 1, Uint32Array)
    rowLengths[rowCount] = tokens.length
    rowEnds[rowCount++] = entries
  }
  if (rowCount > MAX_ROWS || entries > MAX_ROWS) {
    throw new AppError(
      'bad_index',
      `Lexical index: expected at most ${MAX_ROWS} rows and postings, found ${rowCount} and ${entries}`,
    )
  }

  const terms = [...ids.keys()].sort()
  const rankOf = new Uint32Array(terms.length)
  terms.forEach((term, rank) => {
    rankOf[ids.get(term) ?? 0] = rank
  })
  ids.clear()

  const postingStarts = new Uint32Array(terms.length + 1)
  for (let i = 0; i < entries; i++) {
    const next = (rankOf[entryTerms[i] ?? 0] ?? 0) + 1
    postingStarts[next] = (postingStarts[next] ?? 0) + 1
  }
  for (let rank = 1; rank <= terms.length; rank++) {
    postingStarts[rank] = (postingStarts[rank] ?? 0) + (postingStarts[rank - 1] ?? 0)
  }
  const postingRows = new Uint32Array(entries)
  const postingCounts = new Uint16Array(entries)
  const nextPosting = postingStarts.slice()
  for (let row = 0, entry = 0; row < rowCount; row++) {
    for (const end = rowEnds[row] ?? 0; entry < end; entry++) {
      const rank = rankOf[entryTerms[entry] ?? 0] ?? 0
      const posting = nextPosting[rank] ?? 0
      postingRows[posting] = row
      postingCounts[posting] = entryCounts[entry] ?? 0
      nextPosting[rank] = posting + 1
    }
  }
  return {
    rowLengths: rowLengths.slice(0, rowCount),
    ...termTextOf(terms),
    postingStarts,
    postingRows,
    postingCounts,
  }
}

function termTextOf(terms: readonly string[]): Pick<LexicalTables, 'termText' | 'termStarts'> {
  const termStarts = new Uint32Array(terms.length + 1)
  let length = 0
  terms.forEach((term, i) => {
    length += term.length
    termStarts[i + 1] = length
  })
  const termText = new Uint16Array(length)
  let at = 0
  for (const term of terms) {
    for (let i = 0; i < term.length; i++) termText[at++] = term.charCodeAt(i)
  }
  return { termText, termStarts }
}

function withRoom<T extends Uint16Array | Uint32Array>(
  array: T,
  length: number,
  type: new (length: number) => T,
): T {
  if (length <= array.length) return array
  const bigger = new type(Math.max(length, array.length * 2))
  bigger.set(array)
  return bigger
}
