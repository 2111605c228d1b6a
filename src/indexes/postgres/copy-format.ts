/** A field of a row of `copy … (format binary)`. */
export type CopyField = number | string | Uint8Array | Float32Array

/** Bytes gathered before they are passed on. */
const CHUNK_BYTES = 1 << 20

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')

/**
 * Rows in PostgreSQL's binary format: a whole number as `int4`, text as `text`, bytes as `bytea`, and
 * float32 numbers as pgvector's `vector`. Chunks of about a megabyte.
 */
export function* copyChunks(rows: Iterable<readonly CopyField[]>): Generator<Uint8Array, void> {
  let parts: Uint8Array[] = [SIGNATURE, Buffer.alloc(8)]
  let bytes = 0
  for (const row of rows) {
    const count = Buffer.alloc(2)
    count.writeInt16BE(row.length)
    parts.push(count)
    for (const field of row) {
      const value = encode(field)
      const length = Buffer.alloc(4)
      length.writeInt32BE(value.length)
      parts.push(length, value)
      bytes += value.length + length.length
    }
    if (bytes < CHUNK_BYTES) continue
    yield Buffer.concat(parts)
    parts = []
    bytes = 0
  }
  parts.push(Buffer.from([0xff, 0xff]))
  yield Buffer.concat(parts)
}

function encode(field: CopyField): Uint8Array {
  if (typeof field === 'string') return Buffer.from(field, 'utf8')
  if (field instanceof Uint8Array) return field
  if (typeof field === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(field)
    return bytes
  }
  const bytes = Buffer.alloc(4 + field.length * 4)
  bytes.writeInt16BE(field.length)
  field.forEach((value, i) => bytes.writeFloatBE(value, 4 + i * 4))
  return bytes
}
