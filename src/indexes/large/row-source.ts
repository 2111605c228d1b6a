import { closeSync, openSync, readSync } from 'node:fs'
import { AppError } from '../../errors.js'
import { type VectorRows, vectorOf } from '../vector-index.js'
import { checkedRow } from '../row-filter.js'

/** The exact vectors of an index, in memory or in a file. */
export interface RowSource {
  readonly size: number
  readonly dimensions: number
  /** The vector of a row, good until the next call. @throws AppError `internal` without such a row. */
  read(row: number): Float32Array
  /** Lets go of memory or file. */
  close(): void
}

/** Vectors in memory. */
export function memoryRows(rows: VectorRows): RowSource {
  let held: VectorRows | undefined = rows
  return {
    size: rows.values.length / rows.dimensions,
    dimensions: rows.dimensions,
    read(row) {
      if (held === undefined) throw usedAfterClose()
      return vectorOf(held, row)
    },
    close() {
      held = undefined
    },
  }
}

/** Closes the files of sources that were dropped without being closed. */
const dropped = new FinalizationRegistry<number>((file) => {
  closeSync(file)
})

/**
 * Vectors in a file of float32 numbers in the machine's order, read one at a time when they are asked
 * for: some 2 µs each while the file is in the page cache, which the system gives back when it must.
 *
 * @throws AppError `bad_index`, naming the file, when it cannot be opened.
 */
export function fileRows(path: string, size: number, dimensions: number): RowSource {
  let file: number | undefined = openFile(path)
  const vector = new Float32Array(dimensions)
  const bytes = new Uint8Array(vector.buffer)
  const source: RowSource = {
    size,
    dimensions,
    read(row) {
      if (file === undefined) throw usedAfterClose()
      const read = readSync(file, bytes, 0, bytes.length, checkedRow(row, size) * bytes.length)
      if (read !== bytes.length) {
        throw new AppError('bad_index', `${path}: expected ${size} rows, found the end at ${row}`)
      }
      return vector
    },
    close() {
      if (file === undefined) return
      dropped.unregister(source)
      closeSync(file)
      file = undefined
    },
  }
  dropped.register(source, file, source)
  return source
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new AppError('bad_index', `${path}: expected a file of vectors, found none`, {
      cause: error,
    })
  }
}

function usedAfterClose(): AppError {
  return new AppError('internal', 'Vector index: used after close')
}
