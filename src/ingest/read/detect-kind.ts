import { badDocument } from './bad-document.js'

/** What the first bytes say. `text` is everything without a signature: plain, Markdown or HTML. */
export type FileKind = 'pdf' | 'zip' | 'text'

interface Signature {
  /** As Latin-1, at the start of the file. */
  readonly start: string
  readonly at?: number
  readonly found: string
  readonly advice: string
}

const OCR = 'recognise its text first (OCR), check it, and take in that text'
const AS_DOCX = 'open it in Word or WPS and save it as .docx'

/** Formats that have no reader, by the signatures their makers define. */
const REFUSED: readonly Signature[] = [
  { start: '{\\rtf', found: 'a rich text file (RTF)', advice: AS_DOCX },
  { start: '\x89PNG', found: 'a picture (PNG)', advice: OCR },
  { start: '\xff\xd8\xff', found: 'a picture (JPEG)', advice: OCR },
  { start: 'GIF8', found: 'a picture (GIF)', advice: OCR },
  { start: 'BM', found: 'a picture (BMP)', advice: OCR },
  { start: 'II*\0', found: 'a picture (TIFF)', advice: OCR },
  { start: 'MM\0*', found: 'a picture (TIFF)', advice: OCR },
  { start: 'WEBP', at: 8, found: 'a picture (WebP)', advice: OCR },
  { start: 'ftyphe', at: 4, found: 'a picture (HEIC)', advice: OCR },
  { start: 'ftyp', at: 4, found: 'a video', advice: 'take in its text' },
  { start: '\x1f\x8b', found: 'a gzip archive', advice: 'unpack it and name the file in it' },
  { start: '7z\xbc\xaf', found: 'a 7z archive', advice: 'unpack it and name the file in it' },
  { start: 'Rar!', found: 'a RAR archive', advice: 'unpack it and name the file in it' },
  { start: 'PK\x05\x06', found: 'an empty zip archive', advice: 'save the document again' },
  { start: '%!PS', found: 'a PostScript file', advice: 'convert it to PDF' },
  { start: 'MZ', found: 'a program', advice: 'take in a document' },
  { start: '\x7fELF', found: 'a program', advice: 'take in a document' },
]

/** A compound file of Microsoft's: old Office formats, and new ones that are encrypted. */
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'

function compoundProblem(bytes: Uint8Array, name: string): Error {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const has = (stream: string) => all.includes(Buffer.from(stream, 'utf16le'))
  if (has('EncryptedPackage')) {
    return badDocument(
      name,
      'an Office file locked with a password',
      'open it, take the password away (File, Info, Protect) and save it again',
    )
  }
  if (has('Workbook') || has('Book')) {
    return badDocument(name, 'an old Excel file (.xls)', 'copy its table into a Word file (.docx)')
  }
  if (has('PowerPoint Document')) {
    return badDocument(name, 'an old PowerPoint file (.ppt)', 'save it as PDF')
  }
  return badDocument(name, 'an old binary Word or WPS file (.doc, .wps)', AS_DOCX)
}

/**
 * Tells what a file is by its first bytes; its name is not asked.
 *
 * @throws AppError `bad_document` for formats that have no reader: what it is and what to do.
 */
export function detectKind(bytes: Uint8Array, name: string): FileKind {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.startsWith(COMPOUND)) throw compoundProblem(bytes, name)
  // Readers of PDF accept up to a kilobyte before its signature.
  if (/%PDF-\d/u.test(head)) return 'pdf'
  if (head.startsWith('PK\x03\x04')) return 'zip'
  const refused = REFUSED.find(({ start, at = 0 }) => head.startsWith(start, at))
  // Two letters begin many a text: only with the zeros of a binary header are they a signature.
  if (refused !== undefined && (refused.start.length > 2 || head.slice(0, 64).includes('\0'))) {
    throw badDocument(name, refused.found, refused.advice)
  }
  return 'text'
}
