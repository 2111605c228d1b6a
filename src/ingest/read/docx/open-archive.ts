import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { AppError } from '../../../errors.js'
import { badDocument } from '../bad-document.js'

/** Bytes all entries may unpack to: four times the largest file that is taken in. */
const MAX_INFLATED_BYTES = 200 * 1024 * 1024
/** Bytes one entry that is read may unpack to: a book of a thousand pages has some 30 MB of XML. */
const MAX_ENTRY_BYTES = 64 * 1024 * 1024
/** How far one entry may shrink: XML shrinks by 10 to 50, at most by 200; a bomb by 1,000. */
const MAX_RATIO = 300
/** Entries under this size are harmless at any ratio. */
const SMALL_ENTRY_BYTES = 4 * 1024 * 1024
/** A document has some twenty entries and one for each picture. */
const MAX_ENTRIES = 10_000

const SAVE_AGAIN = 'open it in Word or WPS and save it as a new .docx'

/** A zip archive that is read entry by entry. */
export interface Archive {
  readonly names: readonly string[]
  /**
   * Unpacks one entry; undefined where there is none of this name.
   *
   * @throws AppError `bad_document` when it is damaged or larger than it says.
   */
  read(name: string): Promise<Uint8Array | undefined>
}

function bomb(name: string, found: string): AppError {
  return badDocument(name, `an archive that unpacks to ${found}`, SAVE_AGAIN)
}

function damaged(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  return badDocument(name, 'a damaged archive', 'download or save it again', error)
}

async function listEntries(zip: ZipFile, name: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let inflated = 0
  for await (const entry of zip.eachEntry()) {
    inflated += entry.uncompressedSize
    if (inflated > MAX_INFLATED_BYTES) {
      throw bomb(name, `more than ${MAX_INFLATED_BYTES / 1024 / 1024} MB`)
    }
    if (entries.size >= MAX_ENTRIES) throw bomb(name, `more than ${MAX_ENTRIES} files`)
    if (entries.has(entry.fileName)) {
      throw badDocument(name, `two entries ${entry.fileName} in one archive`, SAVE_AGAIN)
    }
    entries.set(entry.fileName, entry)
  }
  return entries
}

async function inflate(zip: ZipFile, entry: Entry, name: string): Promise<Uint8Array> {
  const { uncompressedSize, compressedSize, fileName } = entry
  if (entry.isEncrypted()) {
    throw badDocument(name, 'an archive locked with a password', 'unlock it and save it again')
  }
  if (
    uncompressedSize > MAX_ENTRY_BYTES ||
    (uncompressedSize > SMALL_ENTRY_BYTES && uncompressedSize > compressedSize * MAX_RATIO)
  ) {
    throw bomb(
      name,
      `${Math.ceil(uncompressedSize / 1024 / 1024)} MB in ${fileName} alone, out of ${compressedSize} bytes`,
    )
  }
  const chunks: Uint8Array[] = []
  let length = 0
  // The sizes of the directory may lie; yauzl breaks off where an entry goes beyond its own.
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (!(chunk instanceof Uint8Array)) continue
    length += chunk.byteLength
    if (length > MAX_ENTRY_BYTES) throw bomb(name, `more than it says in ${fileName}`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Opens a zip archive that lies in memory; nothing is unpacked until it is asked for.
 *
 * @throws AppError `bad_document` for damaged archives and for those that unpack to too much.
 */
export async function openArchive(bytes: Uint8Array, name: string): Promise<Archive> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const zip = await fromBufferPromise(buffer, { strictFileNames: true })
    const entries = await listEntries(zip, name)
    return {
      names: [...entries.keys()],
      async read(entryName) {
        const entry = entries.get(entryName)
        if (entry === undefined) return undefined
        try {
          return await inflate(zip, entry, name)
        } catch (error) {
          throw damaged(name, error)
        }
      },
    }
  } catch (error) {
    throw damaged(name, error)
  }
}
