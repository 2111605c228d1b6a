import { crc32 } from 'node:zlib'
import { AppError } from '../errors.js'
import type { LexicalTables } from './lexical-tables.js'

/** The bytes `BM25` read as one number in the byte order of the machine. */
const MAGIC = 0x35_32_4d_42
const FORMAT_VERSION = 1
/** Magic, version, rows, terms, postings, code units of text. */
const HEADER_FIELDS = 6
const HEADER_BYTES = HEADER_FIELDS * 4
const CHECKSUM_BYTES = 4

interface Lengths {
  readonly rows: number
  readonly terms: number
  readonly postings: number
  readonly textUnits: number
}

/**
 * The tables as bytes: header, the uint32 arrays, the uint16 arrays, padding to four bytes, CRC-32
 * of everything before it. Numbers are in the byte order of the machine; with the other byte order
 * the magic does not fit and the file is refused.
 */
export function serializeLexicalTables(tables: LexicalTables): Uint8Array {
  const lengths: Lengths = {
    rows: tables.rowLengths.length,
    terms: tables.termStarts.length - 1,
    postings: tables.postingRows.length,
    textUnits: tables.termText.length,
  }
  const bytes = new Uint8Array(byteLengthOf(lengths))
  const header = new Uint32Array(bytes.buffer, 0, HEADER_FIELDS)
  header.set([
    MAGIC,
    FORMAT_VERSION,
    lengths.rows,
    lengths.terms,
    lengths.postings,
    lengths.textUnits,
  ])
  const views = viewsOf(bytes, lengths)
  views.rowLengths.set(tables.rowLengths)
  views.termStarts.set(tables.termStarts)
  views.postingStarts.set(tables.postingStarts)
  views.postingRows.set(tables.postingRows)
  views.postingCounts.set(tables.postingCounts)
  views.termText.set(tables.termText)
  const end = bytes.length - CHECKSUM_BYTES
  new Uint32Array(bytes.buffer, end, 1)[0] = crc32(bytes.subarray(0, end))
  return bytes
}

/**
 * The tables as views of the bytes, which must not change afterwards; they are copied only when
 * they do not start at a multiple of four bytes.
 * @throws AppError `bad_index` when magic, version, length or checksum do not fit.
 */
export function parseLexicalTables(bytes: Uint8Array): LexicalTables {
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
    throw refusal('length', `at least ${HEADER_BYTES + CHECKSUM_BYTES} bytes`, `${bytes.length}`)
  }
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  const header = new Uint32Array(aligned.buffer, aligned.byteOffset, HEADER_FIELDS)
  const [magic = 0, version = 0, rows = 0, terms = 0, postings = 0, textUnits = 0] = header
  if (magic !== MAGIC) throw refusal('magic', hex(MAGIC), hex(magic))
  if (version !== FORMAT_VERSION) throw refusal('version', `${FORMAT_VERSION}`, `${version}`)
  const lengths: Lengths = { rows, terms, postings, textUnits }
  const expectedLength = byteLengthOf(lengths)
  if (aligned.length !== expectedLength) {
    throw refusal('length', `${expectedLength} bytes`, `${aligned.length}`)
  }
  const end = aligned.length - CHECKSUM_BYTES
  const expected = new Uint32Array(aligned.buffer, aligned.byteOffset + end, 1)[0] ?? 0
  const found = crc32(aligned.subarray(0, end))
  if (found !== expected) throw refusal('checksum', hex(expected), hex(found))
  return viewsOf(aligned, lengths)
}

function viewsOf(bytes: Uint8Array, { rows, terms, postings, textUnits }: Lengths): LexicalTables {
  let offset = bytes.byteOffset + HEADER_BYTES
  const words = (length: number): Uint32Array => {
    const view = new Uint32Array(bytes.buffer, offset, length)
    offset += view.byteLength
    return view
  }
  const halves = (length: number): Uint16Array => {
    const view = new Uint16Array(bytes.buffer, offset, length)
    offset += view.byteLength
    return view
  }
  return {
    rowLengths: words(rows),
    termStarts: words(terms + 1),
    postingStarts: words(terms + 1),
    postingRows: words(postings),
    postingCounts: halves(postings),
    termText: halves(textUnits),
  }
}

function byteLengthOf({ rows, terms, postings, textUnits }: Lengths): number {
  const words = rows + 2 * (terms + 1) + postings
  const halves = postings + textUnits
  return HEADER_BYTES + words * 4 + Math.ceil(halves / 2) * 4 + CHECKSUM_BYTES
}

function refusal(what: string, expected: string, found: string): AppError {
  return new AppError('bad_index', `Lexical index: expected ${what} ${expected}, found ${found}`)
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`
}
