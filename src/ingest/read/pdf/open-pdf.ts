import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type * as Pdfjs from 'pdfjs-dist'
import { badDocument } from '../bad-document.js'

/** The library, loaded when the first PDF is read. */
export type PdfLibrary = Pick<typeof Pdfjs, 'getDocument' | 'OPS'>

/** What the library asks of a browser's matrix even where nothing is drawn. */
class IdleMatrix {
  scaleSelf(): this {
    return this
  }
  translateSelf(): this {
    return this
  }
}

async function loadLibrary(): Promise<PdfLibrary> {
  // Its package for drawing is optional; without it the import itself would fail.
  if (!('DOMMatrix' in globalThis)) Object.assign(globalThis, { DOMMatrix: IdleMatrix })
  return await import('pdfjs-dist/legacy/build/pdf.mjs')
}

/** An open PDF; `close` frees what the library holds. */
export interface OpenPdf {
  readonly library: PdfLibrary
  readonly document: Pdfjs.PDFDocumentProxy
  close(): Promise<void>
}

/**
 * Opens a PDF with Mozilla's pdf.js. One whose user password is empty opens as in every viewer.
 *
 * @throws AppError `bad_document` when it needs a password or is damaged.
 */
export async function openPdf(bytes: Uint8Array, name: string): Promise<OpenPdf> {
  const library = await loadLibrary()
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = library.getDocument({
    // The library takes the buffer over; the caller keeps its own.
    data: Uint8Array.from(bytes),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    // Pictures are counted, never decoded.
    maxImageSize: 1,
    // Older Chinese files name the tables of their encodings instead of bringing them.
    cMapUrl: `${join(folder, 'cmaps')}${sep}`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}${sep}`,
  })
  try {
    return { library, document: await task.promise, close: () => task.destroy() }
  } catch (error) {
    await task.destroy()
    if (error instanceof Error && error.name === 'PasswordException') {
      throw badDocument(
        name,
        'a PDF locked with a password',
        'open it with the password and print it to a new PDF',
        error,
      )
    }
    throw badDocument(name, 'a damaged PDF', 'download or save it again', error)
  }
}
