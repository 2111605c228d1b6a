import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { AppError, messageOf } from '../errors.js'
import { digestOf, errorCodeOf } from './index-files.js'
import { type IndexFile, type IndexManifest, MANIFEST_NAME, manifestSchema } from './manifest.js'

/**
 * The manifest of an index folder.
 * @throws AppError `bad_index` when it is missing, no JSON or not a manifest of this format.
 */
export async function readManifest(folder: string): Promise<IndexManifest> {
  const path = join(folder, MANIFEST_NAME)
  let parsed: unknown
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const found = errorCodeOf(error) === 'ENOENT' ? 'no such file' : messageOf(error)
    throw new AppError('bad_index', `${path}: expected a JSON manifest, found ${found}`, {
      cause: error,
    })
  }
  return checkedBy(manifestSchema, parsed, path)
}

/** The value as the schema has it. @throws AppError `bad_index` that says what is wrong where. */
export function checkedBy<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  throw new AppError('bad_index', `${where}: ${issues.join('; ').trim()}`)
}

/**
 * Checks length and sha256 of one file; its bytes when it is to be held in memory.
 * @throws AppError `bad_index` that names the file.
 */
export async function checkedFile(
  folder: string,
  file: IndexFile,
): Promise<Uint8Array | undefined> {
  const path = join(folder, file.name)
  try {
    const bytes = file.access === 'bytes' ? await readAligned(path) : undefined
    const found =
      bytes === undefined
        ? await digestOf(path)
        : { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
    if (found.bytes !== file.bytes) throw mismatch(path, `${file.bytes} bytes`, `${found.bytes}`)
    if (found.sha256 !== file.sha256) throw mismatch(path, `sha256 ${file.sha256}`, found.sha256)
    return bytes
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(
      'bad_index',
      `${path}: expected ${file.bytes} bytes, found ${messageOf(error)}`,
      { cause: error },
    )
  }
}

/** A small buffer may lie in a pool at any offset; typed arrays need a multiple of their width. */
async function readAligned(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes)
}

/** The error for something in an index folder that is not what it should be. */
export function mismatch(where: string, expected: string, found: string): AppError {
  return new AppError('bad_index', `${where}: expected ${expected}, found ${found}`)
}
