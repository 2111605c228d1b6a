import { closeSync, createWriteStream, openSync, readSync } from 'node:fs'
import { once } from 'node:events'
import type { MeasureRecord } from '../domain/measure.js'

/** Where records of measures lie in a file, one behind the other as JSON. */
export interface RecordFile {
  readonly path: string
  /** Byte at which each begins; last the length of the file. */
  readonly starts: readonly number[]
}

/** Writes records to a file. */
export async function writeRecords(
  path: string,
  records: readonly MeasureRecord[],
): Promise<RecordFile> {
  const stream = createWriteStream(path)
  const starts = [0]
  let length = 0
  for (const record of records) {
    const bytes = Buffer.from(JSON.stringify(record))
    length += bytes.length
    starts.push(length)
    if (!stream.write(bytes)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  return { path, starts }
}

/** Records read one at a time when they are asked for. */
export interface OpenRecords {
  readonly length: number
  at(index: number): MeasureRecord | undefined
  close(): void
}

/** Opens what {@link writeRecords} wrote. */
export function openRecords({ path, starts }: RecordFile): OpenRecords {
  const file = openSync(path, 'r')
  return {
    length: starts.length - 1,
    at(index) {
      const [start, end] = [starts[index], starts[index + 1]]
      if (start === undefined || end === undefined) return undefined
      const bytes = Buffer.alloc(end - start)
      readSync(file, bytes, 0, bytes.length, start)
      return JSON.parse(bytes.toString())
    },
    close: () => closeSync(file),
  }
}
