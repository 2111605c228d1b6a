import type { ReadFile } from '../../ingest-types.js'
import { badDocument } from '../bad-document.js'

export async function readPdf(_bytes: Uint8Array, name: string): Promise<ReadFile> {
  throw badDocument(name, 'a PDF', 'wait')
}
