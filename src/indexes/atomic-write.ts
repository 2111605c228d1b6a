import { randomBytes } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError, messageOf } from '../errors.js'

/**
 * Writes a file so that it is either there as a whole or not at all: `write` gets the path of a
 * temporary file in the same folder; that must then be there, not empty, and pass `check`; it is
 * synced and renamed to `path`. What stood there before stays until then.
 * @throws AppError `bad_index`, naming `path`, when any of this fails; nothing is left behind.
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string) => Promise<unknown>,
  check: (temporary: string) => Promise<unknown>,
): Promise<void> {
  const temporary = `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await write(temporary)
    const { size } = await stat(temporary)
    if (size === 0) throw new Error('an empty file')
    await check(temporary)
    await sync(temporary)
    await rename(temporary, path)
    await sync(dirname(path))
  } catch (error) {
    // The first error is the one to report.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new AppError(
      'bad_index',
      `${path}: expected to write the whole file, found ${messageOf(error)}`,
      { cause: error },
    )
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
