import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { AppError } from '../../errors.js'
import type { VectorRows } from '../vector-index.js'
import { createInt8Dots } from './int8-dots.js'

/** Rows compared by one call: their numbers and results then take 64 kB. */
const CHUNK_ROWS = 8_192

/** Numbers read by the loop of the assembly at once; rows are filled up with zeros to a multiple. */
const STRIDE_UNIT = 16

const PAGE_BYTES = 65_536

/** Pages that a memory can have: 4 GB, for 384 dimensions some 11 million rows. */
const MAX_PAGES = 65_536

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
  const { memory, dots } = createInt8Dots()
  const ids = stride * Int16Array.BYTES_PER_ELEMENT
  const out = ids + CHUNK_ROWS * Uint32Array.BYTES_PER_ELEMENT
  const base = out + CHUNK_ROWS * Int32Array.BYTES_PER_ELEMENT
  const pages = Math.ceil((base + size * stride) / PAGE_BYTES)
  if (pages > MAX_PAGES) {
    throw new AppError(
      'bad_index',
      `Vectors: expected at most ${Math.floor((MAX_PAGES * PAGE_BYTES - base) / stride)} rows, found ${size}`,
    )
  }
  memory.grow(Math.max(pages - memory.buffer.byteLength / PAGE_BYTES, 0))
  const codes = new Int8Array(memory.buffer, base, size * stride)
  const queryCodes = new Int16Array(memory.buffer, 0, stride)
  const chunk = new Uint32Array(memory.buffer, ids, CHUNK_ROWS)
  const results = new Int32Array(memory.buffer, out, CHUNK_ROWS)
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
      for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
        const part = rows.subarray(start, start + CHUNK_ROWS)
        chunk.set(part)
        dots(base, stride, 0, ids, part.length, out)
        for (let i = 0; i < part.length; i++) {
          cosines[start + i] = (results[i] ?? 0) * scale * (scales[part[i] ?? 0] ?? 0)
        }
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
