import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../errors.js'
import type { VectorRows } from '../vector-index.js'
import { createInt8Kernel } from '../kernels/int8-kernel.js'

/** Rows are filled up with zeros to a multiple of so many numbers. */
const STRIDE_UNIT = 16

/** Bytes read from a file at once; a single read takes no more than 2 GB. */
const READ_BYTES = 2 ** 28

/**
 * Unit vectors as int8, 127 for the largest number of each row: a quarter of the memory of float32,
 * and cosines that are wrong by some .0005 (one standard deviation at 384 dimensions).
 */
export interface Int8Rows {
  readonly size: number
  readonly dimensions: number
  /** Approximate cosines of a unit vector with the rows, in their order. */
  cosines(query: Float32Array, rows: Uint32Array): Float32Array
  /** Writes the rows for {@link readInt8Rows}. */
  save(path: string): Promise<void>
}

/** @throws AppError `bad_index` for more rows than a memory of 4 GB holds. */
export function quantizeRows({ values, dimensions }: VectorRows): Int8Rows {
  const size = values.length / dimensions
  const rows = createRows(size, dimensions)
  const { codes, scales, stride } = rows
  for (let row = 0; row < size; row++) {
    const from = row * dimensions
    let largest = 0
    for (let i = 0; i < dimensions; i++) {
      largest = Math.max(largest, Math.abs(values[from + i] ?? 0))
    }
    const scale = largest / 127
    scales[row] = scale
    for (let i = 0; i < dimensions; i++) {
      codes[row * stride + i] = Math.round((values[from + i] ?? 0) / scale)
    }
  }
  return rows
}

/** Reads what {@link Int8Rows.save} wrote. @throws AppError `bad_index`, naming a file that is too short. */
export function readInt8Rows(path: string, size: number, dimensions: number): Int8Rows {
  const rows = createRows(size, dimensions)
  const file = openSync(path, 'r')
  try {
    let position = 0
    for (const part of [bytesOf(rows.scales), bytesOf(rows.codes)]) {
      for (let at = 0; at < part.length; ) {
        const read = readSync(file, part, at, Math.min(READ_BYTES, part.length - at), position)
        if (read === 0) {
          throw new AppError(
            'bad_index',
            `${path}: expected ${size} rows of ${dimensions} numbers, found the end after ${position} bytes`,
          )
        }
        at += read
        position += read
      }
    }
  } finally {
    closeSync(file)
  }
  return rows
}

interface OpenRows extends Int8Rows {
  readonly codes: Int8Array
  readonly scales: Float32Array
  readonly stride: number
}

function createRows(size: number, dimensions: number): OpenRows {
  const stride = Math.ceil(dimensions / STRIDE_UNIT) * STRIDE_UNIT
  const { codes, dots } = createInt8Kernel(size, stride)
  const queryCodes = new Int16Array(stride)
  const scales = new Float32Array(size)
  // The sum of all products must stay within an int32.
  const largestCode = Math.min(2 ** 15 - 1, Math.floor((2 ** 31 - 1) / (128 * stride)))

  return {
    size,
    dimensions,
    stride,
    codes,
    scales,
    cosines(query, rows) {
      const largest = query.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const scale = largest === 0 ? 1 : largest / largestCode
      for (let i = 0; i < dimensions; i++) queryCodes[i] = Math.round((query[i] ?? 0) / scale)
      const cosines = new Float32Array(rows.length)
      const found = dots(queryCodes, rows)
      for (let i = 0; i < rows.length; i++) {
        cosines[i] = (found[i] ?? 0) * scale * (scales[rows[i] ?? 0] ?? 0)
      }
      return cosines
    },
    async save(path) {
      const file = await open(path, 'w')
      try {
        await file.writeFile(bytesOf(scales))
        await file.writeFile(bytesOf(codes))
      } finally {
        await file.close()
      }
    },
  }
}

function bytesOf(array: Int8Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}
