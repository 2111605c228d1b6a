import { createHash, randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { CorpusDocument } from '../domain/corpus.js'

/** A document as its folder says it, with what people would ask of each measure, by id. */
export interface ReadDocument {
  readonly document: CorpusDocument
  readonly layQuestions: readonly (readonly [string, readonly string[]])[]
}

/** Documents that were read and found sound before, so that a start need not read YAML again. */
export interface DocumentCache {
  /** The document whose files hash to this key; `undefined` when it is not there or damaged. */
  find(key: string): ReadDocument | undefined
  /** Keeps a document. What cannot be written is not kept: the cache saves time and nothing else. */
  keep(key: string, read: ReadDocument): void
  /** Removes what has not been found or kept since it was opened. */
  removeOthers(): void
}

const FILE_NAME = /^[0-9a-f]{64}(\.[0-9a-f]+\.tmp)?$/

/**
 * A cache in a folder, one file for each document: the sha256 of the rest, a line break, and JSON.
 *
 * @param code What made the documents: the same files read by other code are another entry.
 */
export function openDocumentCache(folder: string, code: string): DocumentCache {
  const used = new Set<string>()
  const fileOf = (key: string): string =>
    createHash('sha256').update(`${code}\0${key}`).digest('hex')
  return {
    find(key) {
      const name = fileOf(key)
      try {
        const stored = readFileSync(join(folder, name))
        const end = stored.indexOf(LINE_BREAK)
        const rest = stored.subarray(end + 1)
        if (stored.toString('latin1', 0, end) !== digest(rest)) return undefined
        const read: ReadDocument = JSON.parse(rest.toString('utf8'))
        used.add(name)
        return read
      } catch {
        return undefined
      }
    },
    keep(key, read) {
      const name = fileOf(key)
      const temporary = join(folder, `${name}.${randomBytes(4).toString('hex')}.tmp`)
      const rest = Buffer.from(JSON.stringify(read))
      try {
        mkdirSync(folder, { recursive: true })
        writeFileSync(temporary, Buffer.concat([Buffer.from(`${digest(rest)}\n`), rest]))
        renameSync(temporary, join(folder, name))
        used.add(name)
      } catch {
        removeIfThere(temporary)
      }
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

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
