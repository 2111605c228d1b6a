import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { badDocument } from './bad-document.js'

/** Bytes a document may have: the largest text layer seen is under 5 MB; pictures are the rest. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024

async function openFile(path: string, name: string): Promise<FileHandle> {
  try {
    // Without waiting: a named pipe would block until somebody writes to it.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') {
      throw badDocument(name, 'no such file', 'check the path, or the name after a link', error)
    }
    if (code === 'EACCES' || code === 'EPERM') {
      throw badDocument(name, 'a file that may not be read', 'change its permissions', error)
    }
    throw badDocument(name, 'a file that cannot be opened', 'check the path', error)
  }
}

function tooLarge(name: string, bytes: number): Error {
  const found = `${Math.ceil(bytes / 1024 / 1024)} MB, more than the limit of ${MAX_FILE_BYTES / 1024 / 1024} MB`
  return badDocument(name, found, 'take out its pictures or cut it into several files')
}

/**
 * Reads a file as a whole.
 *
 * @param name How the file is called in errors.
 * @throws AppError `bad_document` when it is missing, no ordinary file (a folder, a device, also
 *   behind a link), empty or larger than {@link MAX_FILE_BYTES}.
 */
export async function loadBytes(path: string, name: string): Promise<Uint8Array> {
  const file = await openFile(path, name)
  try {
    const { size, isDirectory, isFile } = await file.stat().then((stat) => ({
      size: stat.size,
      isDirectory: stat.isDirectory(),
      isFile: stat.isFile(),
    }))
    if (isDirectory) throw badDocument(name, 'a folder', 'name the files in it one by one')
    if (!isFile) {
      throw badDocument(name, 'a device or pipe, no ordinary file', 'save its contents as a file')
    }
    if (size > MAX_FILE_BYTES) throw tooLarge(name, size)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/**
 * Checks the size of bytes that came from anywhere.
 *
 * @throws AppError `bad_document` when there are none or more than {@link MAX_FILE_BYTES}.
 */
export function checkSize(bytes: Uint8Array, name: string): void {
  if (bytes.byteLength === 0) {
    throw badDocument(name, 'an empty file', 'save or download it again')
  }
  if (bytes.byteLength > MAX_FILE_BYTES) throw tooLarge(name, bytes.byteLength)
}
