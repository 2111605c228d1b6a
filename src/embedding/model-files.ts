import { createHash, webcrypto } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, messageOf } from '../errors.js'

/** File names the manifest must describe. */
export const MODEL_FILE_NAMES = ['model.onnx', 'tokenizer.json', 'tokenizer_config.json'] as const

/** One of {@link MODEL_FILE_NAMES}. */
export type ModelFileName = (typeof MODEL_FILE_NAMES)[number]

const MANIFEST_NAME = 'manifest.json'

/** Hexadecimal digits of a fingerprint: 64 bits, ample to tell models apart. */
const FINGERPRINT_DIGITS = 16

const fileSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
})

/** `manifest.json` of a model folder: what the model is and what its files must be. */
const modelManifestSchema = z.strictObject({
  name: z.string().min(1),
  dimensions: z.int().positive(),
  /** Longest input of the model in tokens, start and end token included. */
  maxTokens: z.int().min(3),
  files: z.strictObject({
    'model.onnx': fileSchema,
    'tokenizer.json': fileSchema,
    'tokenizer_config.json': fileSchema,
  }),
})

/** What a model is and what its files must be. */
export type ModelManifest = z.infer<typeof modelManifestSchema>

/**
 * Reads `manifest.json` of a model folder and makes sure that the files it names exist. Their
 * content is checked by {@link readModelFile}.
 *
 * @throws AppError `bad_model` that names the file and what is wrong with it.
 */
export async function readModelManifest(folder: string): Promise<ModelManifest> {
  // Synchronous, because the model's thread cannot begin before: 0.1 ms against many turns of an
  // event loop that is busy with the rest of a start.
  const path = join(folder, MANIFEST_NAME)
  const manifest = parseManifest(path, readManifestText(path))
  for (const name of MODEL_FILE_NAMES) checkSize(folder, manifest, name)
  return manifest
}

/**
 * Reads one file of the model and compares its size and sha256 with the manifest. The hash is
 * taken on a thread of libuv's pool, so no event loop waits for it.
 *
 * @throws AppError `bad_model` with the file, what was expected and what was found.
 */
export async function readModelFile(
  folder: string,
  manifest: ModelManifest,
  name: ModelFileName,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = checkSize(folder, manifest, name)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const digest = await webcrypto.subtle.digest('SHA-256', bytes)
  const found = Buffer.from(digest).toString('hex')
  const expected = manifest.files[name].sha256
  if (found !== expected) {
    throw new AppError('bad_model', `${path}: expected sha256 ${expected}, found ${found}`)
  }
  return bytes
}

/**
 * What index and cached vectors depend on: the manifest's content (not its layout) and `recipe`,
 * the way texts are given to the model.
 */
export function modelFingerprint(manifest: ModelManifest, recipe: string): string {
  const files = MODEL_FILE_NAMES.map((name) => [name, manifest.files[name].sha256])
  const content = [manifest.name, manifest.dimensions, manifest.maxTokens, files, recipe]
  return createHash('sha256')
    .update(JSON.stringify(content))
    .digest('hex')
    .slice(0, FINGERPRINT_DIGITS)
}

function parseManifest(path: string, text: string): ModelManifest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('bad_model', `${path}: expected JSON, found: ${messageOf(error)}`)
  }
  const parsed = modelManifestSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError(
    'bad_model',
    `${path}: not a manifest of a model:\n${z.prettifyError(parsed.error)}`,
  )
}

function readManifestText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

function checkSize(folder: string, manifest: ModelManifest, name: ModelFileName): string {
  const path = join(folder, name)
  const size = sizeOf(path)
  const expected = manifest.files[name].bytes
  if (size !== expected) {
    throw new AppError('bad_model', `${path}: expected ${expected} bytes, found ${size}`)
  }
  return path
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): AppError {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const found = missing ? 'no such file' : messageOf(error)
  return new AppError(
    'bad_model',
    `${path}: expected a file of the embedding model, found: ${found}`,
    {
      cause: error,
    },
  )
}
