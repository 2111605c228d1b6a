import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What was read of a corpus and found sound before, so that a start need not read YAML again. */
export interface ReadCache {
  /**
   * What was made of the same key before, or else what `read` makes now, which is then kept. It has to be
   * data that JSON holds. What cannot be kept is not: the cache saves time and nothing else.
   *
   * @param key Names what is read and the contents of all files that it is read from.
   * @throws What `read` throws; nothing is kept then.
   */
  remember<Data>(key: string, read: () => Data): Data
  /** Removes what was not asked for since the cache was opened and is older than an hour. */
  removeOthers(): void
}

/** Reads everything, keeps nothing. */
export const NO_READ_CACHE: ReadCache = { remember: (_, read) => read(), removeOthers: () => {} }

/** What `read` makes of one file, as long as no byte of it changes. */
export function rememberFile<Data>(
  cache: ReadCache,
  file: string,
  read: (file: string) => Data,
): Data {
  return cache.remember(`${basename(file)} ${hashFiles([file])}`, () => read(file))
}

/** sha256 over names and contents; one that is not there counts as none. */
export function hashFiles(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files.filter((path) => existsSync(path))) {
    hash
      .update(`${basename(file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const FILE_NAME = /^[0-9a-f]{64}(\.[0-9a-f]+\.tmp)?$/

/**
 * A cache in a folder, one file for each key: the sha256 of the rest, a line break, and JSON.
 *
 * @param code What reads: the same files read by other code are another entry.
 */
export function openReadCache(folder: string, code: string): ReadCache {
  const used = new Set<string>()
  return {
    remember<Data>(key: string, read: () => Data): Data {
      const name = digest(`${code}\0${key}`)
      const path = join(folder, name)
      used.add(name)
      const kept = readKept(path)
      if (kept !== undefined) return JSON.parse(kept)
      const data = read()
      keep(path, data)
      return data
    },
    removeOthers() {
      try {
        for (const name of readdirSync(folder)) {
          if (used.has(name) || !FILE_NAME.test(name)) continue
          const path = join(folder, name)
          // Another process may be writing it, or reading an older corpus.
          if (Date.now() - statSync(path).mtimeMs > OLD_MS) rmSync(path, { force: true })
        }
      } catch {
        // Nothing is lost but room.
      }
    },
  }
}

/** The JSON in a file of the cache; `undefined` when it is not there or damaged. */
function readKept(path: string): string | undefined {
  try {
    const bytes = readFileSync(path)
    const end = bytes.indexOf(LINE_BREAK)
    const rest = bytes.subarray(end + 1)
    const isWhole = bytes.toString('latin1', 0, end) === digest(rest)
    return isWhole ? rest.toString('utf8') : undefined
  } catch {
    return undefined
  }
}

function keep(path: string, data: unknown): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`
  const rest = JSON.stringify(data)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, `${digest(rest)}\n${rest}`)
    renameSync(temporary, path)
  } catch {
    removeIfThere(temporary)
  }
}

/** Removes what was begun; where even that fails there is nothing to remove, or it goes with the old ones. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Not a folder, or not ours to write in.
  }
}

const LINE_BREAK = 10

/** Age from which an entry that nobody used now is removed, in milliseconds: an hour. */
const OLD_MS = 3_600_000

function digest(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}
