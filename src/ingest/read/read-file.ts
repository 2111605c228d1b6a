import { basename } from 'node:path'
import type { ReadFile } from '../ingest-types.js'
import { badDocument } from './bad-document.js'
import { decodeText } from './decode-text.js'
import { detectKind } from './detect-kind.js'
import { readDocx } from './docx/read-docx.js'
import { readHtml } from './html/read-html.js'
import { checkSize, loadBytes } from './load-bytes.js'
import { readPdf } from './pdf/read-pdf.js'
import { readMarkdown } from './read-markdown.js'
import { readText } from './read-text.js'

type Format = ReadFile['format']

/** What the endings of names promise. */
const ENDINGS: Readonly<Record<string, Format>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  htm: 'html',
  html: 'html',
  xhtml: 'html',
  shtml: 'html',
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  pdf: 'pdf',
}

const NAMES: Readonly<Record<Format, string>> = {
  text: 'plain text',
  markdown: 'Markdown',
  html: 'an HTML page',
  docx: 'a Word file',
  pdf: 'a PDF file',
}

/** Characters in which the beginning of a page shows itself. */
const HEAD_LENGTH = 4096

/** A page from its start; a byte order mark, a declaration or remarks may stand before it. */
const PAGE =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/iu
/** A piece of a page: any element of HTML first. */
const PIECE =
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:meta|title|div|p|table|article|section|main|h[1-6]|ol|ul|span|center|font|style|script|link)\b[^>]*>/iu
const OTHER_MARKUP: readonly {
  readonly start: RegExp
  readonly found: string
  readonly advice: string
}[] = [
  {
    start: /<\?mso-application progid="Word|<w:wordDocument|<pkg:package/u,
    found: 'a Word file saved as XML',
    advice: 'open it in Word and save it as .docx',
  },
  {
    start: /^\s*(?:From:[\s\S]{0,1000})?MIME-Version:[\s\S]{0,2000}multipart\/related/iu,
    found: 'a web archive (MHTML)',
    advice: 'save the page as "HTML only", or print it to PDF',
  },
]

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/iu.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The encoding that a page declares in its head or in an XML declaration. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, HEAD_LENGTH)).toString('latin1')
  const meta = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/iu.exec(head)?.[1]
  return meta ?? /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/iu.exec(head)?.[1]
}

function formatOfText(text: string, promised: Format | undefined, name: string): Format {
  const head = text.slice(0, HEAD_LENGTH)
  const other = OTHER_MARKUP.find(({ start }) => start.test(head))
  if (other !== undefined) throw badDocument(name, other.found, other.advice)
  if (PAGE.test(head)) return 'html'
  // Pieces of HTML are at home in Markdown too.
  if (promised === 'markdown') return 'markdown'
  if (PIECE.test(head) || (promised === 'html' && /<\/?[a-z][^<>]*>/iu.test(text))) return 'html'
  return 'text'
}

async function readBytes(bytes: Uint8Array, name: string): Promise<ReadFile> {
  checkSize(bytes, name)
  const kind = detectKind(bytes, name)
  if (kind === 'pdf') return readPdf(bytes, name)
  if (kind === 'zip') return readDocx(bytes, name)
  const decoded = decodeText(bytes, name, declaredEncoding(bytes))
  if (decoded.text.trim() === '') {
    throw badDocument(name, 'a text of white space only', 'save or download it again')
  }
  const format = formatOfText(decoded.text, ENDINGS[endingOf(name)], name)
  if (format === 'html') return readHtml(decoded, name)
  return format === 'markdown' ? readMarkdown(decoded, name) : readText(decoded)
}

/**
 * Reads a document of any supported format: plain text, Markdown, HTML, Word (.docx), PDF with a
 * text layer. What it is is told from its contents; a name that promises something else is a warning.
 *
 * @param source Path of the file, or its bytes.
 * @param name How it is called in messages; its ending tells Markdown from plain text. By default
 *   the last part of the path.
 * @throws AppError `bad_document` that names the file, what was found and what to do.
 */
export async function readFile(source: string | Uint8Array, name?: string): Promise<ReadFile> {
  const called = name ?? (typeof source === 'string' ? basename(source) : 'document')
  const bytes = typeof source === 'string' ? await loadBytes(source, called) : source
  const file = await readBytes(bytes, called).catch((error: unknown) => {
    // The parsers of others recurse: what is nested without end exhausts their stack.
    if (!(error instanceof RangeError)) throw error
    throw badDocument(
      called,
      'a file nested deeper than can be read',
      'save it as plain text',
      error,
    )
  })
  const promised = ENDINGS[endingOf(called)]
  if (promised === undefined || promised === file.format) return file
  const warning = `The name ends in .${endingOf(called)}, but the file is ${NAMES[file.format]}; it was read as that.`
  return { ...file, warnings: [warning, ...file.warnings] }
}
