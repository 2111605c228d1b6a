import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { endianness } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, messageOf } from '../errors.js'
import { VECTOR_KEY_PATTERN } from './vector-key.js'

const KEYS_NAME = 'keys.json'
const VECTORS_NAME = 'vectors.bin'

/** Changes with the layout of the files. */
const FORMAT_VERSION = 1

const BYTES_PER_COMPONENT = 4

const keysSchema = z
  .strictObject({
    version: z.literal(FORMAT_VERSION),
    fingerprint: z.string().min(1),
    dimensions: z.int().positive(),
    count: z.int().nonnegative(),
    /** Of vectors.bin. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    keys: z.array(z.string().regex(VECTOR_KEY_PATTERN)),
  })
  .refine(({ count, keys }) => count === keys.length, { error: 'count is not the number of keys' })
  .refine(({ keys }) => keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key), {
    error: 'keys are not sorted or not unique',
  })

/** Whose vectors they are. */
export interface VectorCacheModel {
  readonly fingerprint: string
  readonly dimensions: number
}

/**
 * Reads `keys.json` and `vectors.bin` of a folder; without either there are no vectors yet.
 *
 * @throws AppError `bad_index` that names the file, what was expected and what was found: damaged,
 * truncated, or of another model.
 */
export async function readVectorFiles(
  folder: string,
  model: VectorCacheModel,
): Promise<Map<string, Float32Array>> {
  const keysPath = join(folder, KEYS_NAME)
  const vectorsPath = join(folder, VECTORS_NAME)
  const [keysBytes, bytes] = await Promise.all([readIfThere(keysPath), readIfThere(vectorsPath)])
  if (keysBytes === undefined && bytes === undefined) return new Map()
  if (keysBytes === undefined)
    throw unfit(keysPath, `a file beside ${VECTORS_NAME}`, 'no such file')
  if (bytes === undefined) throw unfit(vectorsPath, `a file beside ${KEYS_NAME}`, 'no such file')

  const { fingerprint, dimensions, keys, sha256 } = parseKeys(keysPath, keysBytes)
  if (fingerprint !== model.fingerprint) {
    throw unfit(keysPath, `vectors of model ${model.fingerprint}`, `of model ${fingerprint}`)
  }
  if (dimensions !== model.dimensions) {
    throw unfit(keysPath, `${model.dimensions} dimensions`, `${dimensions}`)
  }
  const expectedBytes = keys.length * dimensions * BYTES_PER_COMPONENT
  if (bytes.length !== expectedBytes) {
    throw unfit(vectorsPath, `${expectedBytes} bytes`, `${bytes.length}`)
  }
  const found = sha256Of(bytes)
  if (found !== sha256) throw unfit(vectorsPath, `sha256 ${sha256}`, found)

  const rows = componentsOf(bytes)
  return new Map(
    keys.map((key, row) => [key, rows.slice(row * dimensions, (row + 1) * dimensions)]),
  )
}

/**
 * Writes both files: each to a temporary file that is synced and then renamed. Equal content gives
 * equal bytes, whatever the order of the map. An interruption between the two renames leaves files
 * that do not fit each other, which the next reading refuses.
 */
export async function writeVectorFiles(
  folder: string,
  model: VectorCacheModel,
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const { fingerprint, dimensions } = model
  const sorted = [...vectors].sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = new Float32Array(sorted.length * dimensions)
  sorted.forEach(([, vector], row) => rows.set(vector, row * dimensions))
  const bytes = bytesOf(rows)
  const keys = sorted.map(([key]) => key)
  const content = { version: FORMAT_VERSION, fingerprint, dimensions, count: keys.length }
  const json = JSON.stringify({ ...content, sha256: sha256Of(bytes), keys }, undefined, 1)

  try {
    await mkdir(folder, { recursive: true })
    await replaceFile(join(folder, VECTORS_NAME), bytes)
    await replaceFile(join(folder, KEYS_NAME), Buffer.from(`${json}\n`))
  } catch (error) {
    throw new AppError(
      'bad_index',
      `${folder}: the vectors cannot be written: ${messageOf(error)}`,
      {
        cause: error,
      },
    )
  }
}

function parseKeys(path: string, bytes: Uint8Array): z.infer<typeof keysSchema> {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (error) {
    throw unfit(path, 'JSON', messageOf(error))
  }
  const parsed = keysSchema.safeParse(value)
  if (!parsed.success) throw unfit(path, 'keys of vectors', z.prettifyError(parsed.error))
  return parsed.data
}

async function readIfThere(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw unfit(path, 'a readable file', messageOf(error))
  }
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

function componentsOf(bytes: Uint8Array): Float32Array {
  // A copy at offset 0, because a file's buffer need not be aligned to four bytes.
  const copy = Buffer.from(Uint8Array.from(bytes).buffer)
  if (endianness() === 'BE') copy.swap32()
  return new Float32Array(copy.buffer)
}

function bytesOf(components: Float32Array<ArrayBuffer>): Buffer {
  const bytes = Buffer.from(components.buffer)
  return endianness() === 'BE' ? bytes.swap32() : bytes
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function unfit(path: string, expected: string, found: string): AppError {
  return new AppError('bad_index', `${path}: expected ${expected}, found ${found}`)
}
