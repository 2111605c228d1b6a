import { AppError } from '../errors.js'

// Cc (control), Cf (zero-width, bidirectional marks, soft hyphen, tags), lone surrogates, private use,
// and what else is drawn as nothing (fillers, variation selectors, the empty Braille pattern): none of
// them is part of a question, and some hide words from a reader.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * The question as it is searched: without control and zero-width characters, line breaks and runs
 * of white space as one blank.
 *
 * @throws AppError `invalid_request` with path `question` when nothing is left.
 */
export function cleanQuestion(question: string): string {
  const cleaned = question
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .trim()
  if (cleaned === '') {
    throw new AppError('invalid_request', 'The question holds no visible character', {
      details: [{ path: 'question', message: 'expected at least one visible character' }],
    })
  }
  return cleaned
}
