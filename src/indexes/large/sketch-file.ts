import { closeSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '../../errors.js'
import { createSketchIndex, type SketchIndex } from '../sketches/sketch-index.js'
import {
  fitSketchProjection,
  readSketchProjection,
  type SketchProjection,
} from '../sketches/sketch-projection.js'
import type { VectorRows } from '../vector-index.js'
import type { BuildOptions } from './build-graphs.js'

/** Rows between two turns of the event loop, and of one read or write: some 50 ms, and 4 MB. */
const CHUNK_ROWS = 16_384

/** Sketches with what they are made by. */
export interface Sketches {
  readonly projection: SketchProjection
  readonly index: SketchIndex
}

/** Sketches of all rows. @throws the signal's reason when it is aborted. */
export async function buildSketches(
  { values, dimensions }: VectorRows,
  { onProgress, signal }: BuildOptions,
): Promise<Sketches> {
  const size = values.length / dimensions
  onProgress?.(0, size)
  const projection = fitSketchProjection(values, dimensions)
  const index = createSketchIndex(projection, size)
  for (let start = 0; start < size; start += CHUNK_ROWS) {
    await setImmediate()
    signal?.throwIfAborted()
    const end = Math.min(start + CHUNK_ROWS, size)
    index.fill(start, projection.codesOf(values, start, end))
    onProgress?.(end, size)
  }
  return { projection, index }
}

/** Writes the codes of all rows for {@link readSketches}; the projection is kept apart. */
export async function saveSketches(path: string, { index }: Sketches): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (let start = 0; start < index.size; start += CHUNK_ROWS) {
      const codes = index.codes(start, Math.min(start + CHUNK_ROWS, index.size))
      await file.writeFile(new Uint8Array(codes.buffer))
    }
  } finally {
    await file.close()
  }
}

/** Reads what {@link saveSketches} wrote. @throws AppError `bad_index`, naming a file that is too short. */
export function readSketches(
  path: string,
  size: number,
  dimensions: number,
  projectionBytes: Uint8Array,
): Sketches {
  const projection = readSketchProjection(projectionBytes, dimensions)
  const index = createSketchIndex(projection, size)
  const file = openSync(path, 'r')
  try {
    for (let start = 0; start < size; start += CHUNK_ROWS) {
      const end = Math.min(start + CHUNK_ROWS, size)
      const codes = new Int8Array((end - start) * projection.length)
      if (readSync(file, codes) !== codes.length) {
        throw new AppError('bad_index', `${path}: expected sketches of ${size} rows, found fewer`)
      }
      index.fill(start, codes)
    }
  } finally {
    closeSync(file)
  }
  return { projection, index }
}
