import { visibleText } from '../domain/visible-text.js'
import { AppError } from '../errors.js'

/**
 * The question as it is searched: without control and zero-width characters, line breaks and runs
 * of white space as one blank.
 *
 * @throws AppError `invalid_request` with path `question` when nothing is left.
 */
export function cleanQuestion(question: string): string {
  const cleaned = visibleText(question)
  if (cleaned === '') {
    throw new AppError('invalid_request', 'The question holds no visible character', {
      details: [{ path: 'question', message: 'expected at least one visible character' }],
    })
  }
  return cleaned
}
