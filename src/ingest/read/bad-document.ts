import { AppError, messageOf } from '../../errors.js'

/**
 * Error for a file that cannot become a document.
 *
 * @param name The file, as its editor knows it.
 * @param found What it turned out to be: `an Excel file`, `a scanned PDF of 12 pages without text`.
 * @param advice What the editor can do, as an imperative: `save it as .docx and try again`.
 * @param cause What a library threw; its message is appended.
 */
export function badDocument(
  name: string,
  found: string,
  advice: string,
  cause?: unknown,
): AppError {
  const why =
    cause === undefined ? '' : ` (${messageOf(cause).replace(/\s+/gu, ' ').slice(0, 200)})`
  return new AppError('bad_document', `${name}: found ${found}${why}; ${advice}`, { cause })
}
