import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, messageOf } from '../errors.js'
import {
  digestOf,
  discardFolder,
  errorCodeOf,
  type IndexFiles,
  leftoversIn,
  NODE_INDEX_FILES,
  saveError,
  temporaryPrefix,
} from './index-files.js'
import { checkedBy, checkedFile, mismatch, readManifest } from './index-reading.js'
import {
  fileNameSchema,
  INDEX_FORMAT_VERSION,
  type IndexFile,
  type IndexManifest,
  MANIFEST_NAME,
  manifestSchema,
  sha256Schema,
} from './manifest.js'

/** Hex digits of the fingerprint in a folder's name: 64 bits, enough for the few on one disk. */
const FOLDER_NAME_DIGITS = 16
const FOLDER_NAME = /^[0-9a-f]{16}$/

/** With these a rename onto a folder that is not empty, or onto a file, fails. */
const TAKEN_CODES: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR'])

/**
 * One file of an index: its bytes, or a function that writes it. `writeTo` may write further files
 * whose names begin with the path it is given; they belong to the index like any other.
 */
export type IndexPart =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly writeTo: (path: string) => Promise<void> }

/** What {@link saveIndex} writes. `meta` must survive JSON. */
export interface IndexContents {
  readonly dimensions: number
  readonly counts: Readonly<Record<string, number>>
  readonly meta: Readonly<Record<string, unknown>>
  readonly parts: readonly IndexPart[]
}

/** Settings of {@link saveIndex}. */
export interface SaveIndexOptions {
  readonly signal?: AbortSignal
  /** Replaced in tests. */
  readonly files?: IndexFiles
}

/** An index folder that has passed its check. */
export interface StoredIndex {
  readonly folder: string
  readonly manifest: IndexManifest
  /** The bytes of a part that was given as bytes; they begin at a multiple of eight. */
  bytes(name: string): Uint8Array
  /** The path of a part that was written by `writeTo`. */
  path(name: string): string
}

/** Folder of the index with this fingerprint: `<root>/<first 16 digits>`. */
export function indexFolder(root: string, fingerprint: string): string {
  const checked = checkedBy(sha256Schema, fingerprint, 'Index fingerprint')
  return join(root, checked.slice(0, FOLDER_NAME_DIGITS))
}

/**
 * Saves an index so that it is either there as a whole or not at all: everything is written to a
 * temporary folder beside its place, read again, synced, and renamed. What stood in its place is
 * kept when it holds the same files, else it is taken away first. Then older indexes are removed,
 * except the newest of them, and what dead processes have left.
 * @returns the manifest of the index now in place.
 * @throws AppError `bad_index`, naming the folder, when it cannot be written (no room, read-only)
 * or a part is not what was meant; the signal's reason when it is aborted. The index that was
 * there stays.
 */
export async function saveIndex(
  root: string,
  fingerprint: string,
  contents: IndexContents,
  options: SaveIndexOptions = {},
): Promise<IndexManifest> {
  const { signal, files = NODE_INDEX_FILES } = options
  const folder = indexFolder(root, fingerprint)
  let building: string | undefined
  try {
    signal?.throwIfAborted()
    await files.makeFolder(root)
    await tidied(async () => {
      for (const leftover of await leftoversIn(root, files)) await files.remove(leftover)
    })
    building = await files.makeTemporary(temporaryPrefix(root, 'building'))
    await writeParts(building, contents.parts, files, signal)
    const manifest: IndexManifest = {
      formatVersion: INDEX_FORMAT_VERSION,
      fingerprint,
      createdAt: new Date().toISOString(),
      dimensions: contents.dimensions,
      counts: { ...contents.counts },
      files: await listFiles(building, contents.parts, files, signal),
      meta: { ...contents.meta },
    }
    const manifestPath = join(building, MANIFEST_NAME)
    const text = `${JSON.stringify(checkedBy(manifestSchema, manifest, manifestPath), null, 2)}\n`
    await files.write(manifestPath, Buffer.from(text))
    await files.sync(manifestPath)
    await files.sync(building)
    signal?.throwIfAborted()
    const placed = await putInPlace(root, folder, building, manifest, files)
    await files.sync(root)
    await tidied(() => pruneOlder(root, folder, files))
    return placed
  } catch (error) {
    // The first error is the one to report; what cannot be removed now is at the next save.
    if (building !== undefined) await files.remove(building).catch(() => undefined)
    if (signal?.aborted === true && error === signal.reason) throw error
    throw saveError(root, error)
  }
}

/**
 * Opens the index with this fingerprint after checking its manifest and the size and sha256 of
 * every file. Files given as bytes are held in memory, read once.
 * @returns `undefined` when there is no such folder.
 * @throws AppError `bad_index`, naming the file, what was expected and what was found.
 */
export async function loadIndex(
  root: string,
  fingerprint: string,
): Promise<StoredIndex | undefined> {
  const folder = indexFolder(root, fingerprint)
  try {
    await readdir(folder)
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw new AppError(
      'bad_index',
      `${folder}: expected a readable folder, found ${messageOf(error)}`,
      { cause: error },
    )
  }
  const manifest = await readManifest(folder)
  if (manifest.fingerprint !== fingerprint) {
    throw mismatch(join(folder, MANIFEST_NAME), `fingerprint ${fingerprint}`, manifest.fingerprint)
  }
  const held = new Map<string, Uint8Array>()
  for (const file of manifest.files) {
    const bytes = await checkedFile(folder, file)
    if (bytes !== undefined) held.set(file.name, bytes)
  }
  return {
    folder,
    manifest,
    bytes(name) {
      const bytes = held.get(name)
      if (bytes === undefined) throw mismatch(folder, `a file ${name} held as bytes`, 'none')
      return bytes
    },
    path(name) {
      const file = manifest.files.find((one) => one.name === name && one.access === 'path')
      if (file === undefined) throw mismatch(folder, `a file ${name} opened by its path`, 'none')
      return join(folder, name)
    },
  }
}

async function writeParts(
  building: string,
  parts: readonly IndexPart[],
  files: IndexFiles,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const part of parts) {
    signal?.throwIfAborted()
    const path = join(building, checkedBy(fileNameSchema, part.name, 'Index part'))
    if ('bytes' in part) await files.write(path, part.bytes)
    else await part.writeTo(path)
  }
}

/** Digests of what is really on the disk, in the order of their names; every file is synced. */
async function listFiles(
  building: string,
  parts: readonly IndexPart[],
  files: IndexFiles,
  signal: AbortSignal | undefined,
): Promise<IndexFile[]> {
  const names = (await readdir(building)).sort()
  const written = new Map(parts.map((part) => [part.name, part]))
  if (written.size !== parts.length) {
    throw mismatch(building, 'parts with different names', parts.map((part) => part.name).join(' '))
  }
  const missing = parts.find((part) => !names.includes(part.name))
  if (missing !== undefined) throw mismatch(join(building, missing.name), 'a file', 'nothing')
  const listed: IndexFile[] = []
  for (const name of names) {
    signal?.throwIfAborted()
    const path = join(building, name)
    await files.sync(path)
    const digest = await digestOf(path)
    const part = written.get(name)
    const isHeld = part !== undefined && 'bytes' in part
    if (isHeld && part.bytes.length !== digest.bytes) {
      throw mismatch(path, `${part.bytes.length} bytes`, `${digest.bytes}`)
    }
    listed.push({ name, access: isHeld ? 'bytes' : 'path', ...digest })
  }
  return listed
}

async function putInPlace(
  root: string,
  folder: string,
  building: string,
  manifest: IndexManifest,
  files: IndexFiles,
): Promise<IndexManifest> {
  try {
    await files.rename(building, folder)
    return manifest
  } catch (error) {
    if (!TAKEN_CODES.has(errorCodeOf(error) ?? '')) throw error
  }
  // Left alone when it is good: then there is no moment without an index in this place.
  const present = await loadIndex(root, manifest.fingerprint).catch(() => undefined)
  if (present !== undefined && areSameFiles(present.manifest.files, manifest.files)) {
    await files.remove(building)
    return present.manifest
  }
  const aside = await files.makeTemporary(temporaryPrefix(root, 'replaced'))
  const asideIndex = join(aside, 'index')
  await files.rename(folder, asideIndex)
  try {
    await files.rename(building, folder)
  } catch (error) {
    await files.rename(asideIndex, folder)
    throw error
  }
  await files.remove(aside)
  return manifest
}

function areSameFiles(a: readonly IndexFile[], b: readonly IndexFile[]): boolean {
  const listing = (files: readonly IndexFile[]): string =>
    JSON.stringify(files.map(({ name, access, sha256 }) => [name, access, sha256]))
  return listing(a) === listing(b)
}

/** Removes the other index folders except the newest, judged by what their manifests say. */
async function pruneOlder(root: string, folder: string, files: IndexFiles): Promise<void> {
  const others = (await readdir(root))
    .filter((name) => FOLDER_NAME.test(name) && join(root, name) !== folder)
    .map((name) => join(root, name))
  const dated = await Promise.all(
    others.map(async (path) => ({ path, createdAt: await createdAtOf(path) })),
  )
  const newest = dated
    .filter(({ createdAt }) => createdAt !== undefined)
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))[0]
  for (const { path } of dated) {
    if (path !== newest?.path) await discardFolder(root, path, files)
  }
}

/** What cannot be removed is no reason to refuse a good index; the next save tries again. */
async function tidied(tidy: () => Promise<void>): Promise<void> {
  await tidy().catch(() => undefined)
}

/** Lenient on purpose: an index of another format version is still an index. */
async function createdAtOf(folder: string): Promise<string | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, MANIFEST_NAME), 'utf8'))
    return z.object({ createdAt: z.iso.datetime() }).parse(parsed).createdAt
  } catch {
    return undefined
  }
}
