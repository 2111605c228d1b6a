import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import type * as Pdfjs from 'pdfjs-dist'
import { AppError } from '../../../errors.js'
import { badDocument } from '../bad-document.js'

/** The library, loaded when the first PDF is read. */
export type PdfLibrary = Pick<typeof Pdfjs, 'getDocument' | 'OPS' | 'PDFWorker'>

/** Megabytes that the thread may hold; a book of a thousand pages needs some hundred. */
const MAX_HEAP_MB = 1024

/** What the library asks of a browser's matrix even where nothing is drawn. */
class IdleMatrix {
  scaleSelf(): this {
    return this
  }
  translateSelf(): this {
    return this
  }
}

/**
 * The library's own interpreter in a thread of its own: a page whose parts call each other over
 * and over keeps it busy without a pause, and only a thread can be stopped then.
 */
const THREAD = `
const { workerData } = require('node:worker_threads')
globalThis.DOMMatrix ??= class { scaleSelf() { return this } translateSelf() { return this } }
import(workerData.module).then(({ WorkerMessageHandler }) => {
  WorkerMessageHandler.initializeFromPort(workerData.port)
  workerData.port.start()
})
`

async function loadLibrary(): Promise<PdfLibrary> {
  // Its package for drawing is optional; without it the import itself would fail.
  if (!('DOMMatrix' in globalThis)) Object.assign(globalThis, { DOMMatrix: IdleMatrix })
  return await import('pdfjs-dist/legacy/build/pdf.mjs')
}

/** An open PDF; `close` ends its thread, whatever it is doing. */
export interface OpenPdf {
  readonly library: PdfLibrary
  readonly document: Pdfjs.PDFDocumentProxy
  /**
   * Waits for work on the document, at most until a time.
   *
   * @param deadline By `performance.now()`.
   * @throws AppError What `late` makes, when the time is over; `bad_document` when the thread dies.
   */
  wait<T>(work: Promise<T>, deadline: number, late: () => AppError): Promise<T>
  close(): Promise<void>
}

function openingError(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof Error && error.name === 'PasswordException') {
    return badDocument(
      name,
      'a PDF locked with a password',
      'open it with the password and print it to a new PDF',
      error,
    )
  }
  return badDocument(name, 'a damaged PDF', 'download or save it again', error)
}

/**
 * Opens a PDF with Mozilla's pdf.js. One whose user password is empty opens as in every viewer.
 *
 * @param deadline By `performance.now()`.
 * @throws AppError `bad_document` when it needs a password, is damaged or takes too long.
 */
export async function openPdf(bytes: Uint8Array, name: string, deadline: number): Promise<OpenPdf> {
  const library = await loadLibrary()
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const { port1, port2 } = new MessageChannel()
  const module = pathToFileURL(join(folder, 'legacy', 'build', 'pdf.worker.mjs')).href
  const thread = new Worker(THREAD, {
    eval: true,
    workerData: { module, port: port2 },
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  const death = new Promise<never>((_, reject) => {
    thread.once('error', (error) => {
      reject(badDocument(name, 'a PDF that takes too much memory', 'print it to a new PDF', error))
    })
  })
  // Whoever waits hears of it; when nobody does, nobody has to.
  death.catch(() => undefined)
  const wait: OpenPdf['wait'] = async (work, until, late) => {
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), Math.max(0, until - performance.now()))
    })
    try {
      return await Promise.race([work, death, over])
    } finally {
      clearTimeout(timer)
    }
  }
  const close = async () => {
    port1.close()
    await thread.terminate()
  }
  port1.start()
  try {
    const options = {
      // The library takes the buffer over; the caller keeps its own.
      data: Uint8Array.from(bytes),
      worker: workerAt(library, port1),
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
    }
    const late = () => badDocument(name, 'a PDF that does not open', 'print it to a new PDF')
    const document = await wait(library.getDocument(options).promise, deadline, late)
    return { library, document, wait, close }
  } catch (error) {
    await close()
    throw openingError(error, name)
  }
}

/** The library's types know the workers of browsers only; a port is all it uses of one. */
function workerAt({ PDFWorker }: PdfLibrary, port: unknown): Pdfjs.PDFWorker {
  return Reflect.construct(PDFWorker, [{ port, verbosity: 0 }])
}
