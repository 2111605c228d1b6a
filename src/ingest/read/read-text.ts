import type { ReadFile } from '../ingest-types.js'
import type { DecodedText } from './decode-text.js'

/** A plain text as it is, but for line ends, which become `\n`. */
export function readText({ text, encoding, warnings }: DecodedText): ReadFile {
  return {
    format: 'text',
    text: text.replace(/\r\n?/gu, '\n'),
    hints: [],
    encoding,
    properties: [],
    warnings,
  }
}
