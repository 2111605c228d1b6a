import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, messageOf } from '../errors.js'

/** The operations with which an index folder is written; replaced in tests to fail on purpose. */
export interface IndexFiles {
  /** Makes the folder and those above it; no error when it is there. */
  makeFolder(path: string): Promise<void>
  /** Makes a new folder whose name begins with `prefix`, and gives its path. */
  makeTemporary(prefix: string): Promise<string>
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Waits until a file, or the names in a folder, are on the disk. */
  sync(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a folder with everything in it. */
  remove(path: string): Promise<void>
  /** Whether the process that made a temporary folder may still be writing to it. */
  isRunning(pid: number, token: string): boolean
}

/** Tells this process from an earlier one with the same pid, as containers often have. */
const PROCESS_TOKEN = randomBytes(4).toString('hex')

const TEMPORARY_NAME = /^\.(?:building|replaced)-(\d+)-([0-9a-f]{8})-/

/** The operations of the file system itself. */
export const NODE_INDEX_FILES: IndexFiles = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true })
  },
  makeTemporary: (prefix) => mkdtemp(prefix),
  write: (path, bytes) => writeFile(path, bytes),
  async sync(path) {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  isRunning(pid, token) {
    if (pid === process.pid) return token === PROCESS_TOKEN
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      // EPERM: there is such a process, it is another user's.
      return errorCodeOf(error) === 'EPERM'
    }
  },
}

/** Beginning of the path of a temporary folder in `root`: `.building-<pid>-<token>-`. */
export function temporaryPrefix(root: string, purpose: 'building' | 'replaced'): string {
  return join(root, `.${purpose}-${process.pid}-${PROCESS_TOKEN}-`)
}

/** Paths of the temporary folders in `root` that dead processes have left. */
export async function leftoversIn(root: string, files: IndexFiles): Promise<string[]> {
  const names = await readdir(root)
  return names
    .filter((name) => {
      const [, pid, token] = TEMPORARY_NAME.exec(name) ?? []
      return pid !== undefined && token !== undefined && !files.isRunning(Number(pid), token)
    })
    .map((name) => join(root, name))
}

/** Takes a folder out of `root` in one step, then removes it. */
export async function discardFolder(root: string, path: string, files: IndexFiles): Promise<void> {
  const temporary = await files.makeTemporary(temporaryPrefix(root, 'replaced'))
  await files.rename(path, join(temporary, 'index'))
  await files.remove(temporary)
}

/** Length and sha256 of a file, read in pieces. */
export async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The system's code of an error, such as `ENOENT`. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const EXPLANATIONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'a read-only file system',
  EACCES: 'no permission to write',
  EPERM: 'no permission to write',
  ENOTDIR: 'a file where a folder is needed',
  EEXIST: 'a file where a folder is needed',
}

/** The error of a save that failed in the folder; an AppError is passed on as it is. */
export function saveError(folder: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  const code = errorCodeOf(error)
  const explanation = code === undefined ? undefined : EXPLANATIONS[code]
  const found = explanation === undefined ? messageOf(error) : `${explanation} (${code})`
  return new AppError(
    'bad_index',
    `Index folder ${folder}: expected a writable folder with enough room, found ${found}`,
    { cause: error },
  )
}
