import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A watch over a folder. */
export interface FolderWatch {
  /** Looks now, without waiting for the next time. */
  look(): void
  /** Tells of a change now, whether or not there is one; when that is being done, once more after it. */
  tell(): void
  close(): void
}

/**
 * Looks at a corpus folder every so many seconds and tells of a change once it has come to rest, that
 * is when two looks in a row see the same: files that are being copied are not read half. Sizes and
 * times of change are compared, which works on every file system, network ones included.
 *
 * @param seconds 0 looks only when told to.
 * @param onChange Called once for each change; not called again before it has ended.
 */
export function watchCorpus(
  folder: string,
  seconds: number,
  onChange: () => Promise<void>,
): FolderWatch {
  let known = stateOf(folder)
  let seen = known
  let isBusy = false
  let isToldAgain = false
  const look = (): void => {
    if (isBusy) return
    const state = stateOf(folder)
    const isAtRest = state === seen
    seen = state
    if (state === known || !isAtRest) return
    known = state
    tell()
  }
  const tell = (): void => {
    // What changes now, the call under way may have missed.
    isToldAgain = isBusy
    if (isBusy) return
    isBusy = true
    void onChange().finally(() => {
      isBusy = false
      if (isToldAgain) tell()
    })
  }
  const timer = seconds === 0 ? undefined : setInterval(look, seconds * 1000).unref()
  return {
    look: () => {
      seen = stateOf(folder)
      look()
    },
    tell,
    close: () => clearInterval(timer),
  }
}

/** What a folder looks like: names, sizes and times of all files but those that begin with a dot. */
function stateOf(folder: string): string {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.slice(folder.length).includes('/.'))
      .toSorted()
      .map((path) => {
        const { size, mtimeMs } = statSync(path)
        return `${path}\0${size}\0${mtimeMs}`
      })
      .join('\n')
  } catch {
    // A file went while we looked, or the folder is away for a moment: the next look tells.
    return ''
  }
}
