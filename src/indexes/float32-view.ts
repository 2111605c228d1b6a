import { AppError } from '../errors.js'

const BYTES_PER_NUMBER = Float32Array.BYTES_PER_ELEMENT

/**
 * The bytes of a file such as `vectors.f32` as numbers, viewed in place when they begin at a
 * multiple of four bytes, else copied. The byte order is the machine's.
 * @throws AppError `bad_index` when their number is not a multiple of four.
 */
export function float32View(bytes: Uint8Array): Float32Array {
  if (bytes.length % BYTES_PER_NUMBER !== 0) {
    throw new AppError(
      'bad_index',
      `Vectors: expected a multiple of ${BYTES_PER_NUMBER} bytes, found ${bytes.length}`,
    )
  }
  const aligned = bytes.byteOffset % BYTES_PER_NUMBER === 0 ? bytes : new Uint8Array(bytes)
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.length / BYTES_PER_NUMBER)
}

/** The bytes of the numbers, viewed in place. */
export function bytesOfFloat32(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
