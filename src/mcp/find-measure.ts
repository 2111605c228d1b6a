import type { Assistant } from '../assistant.js'
import type { MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'

/**
 * The measure of an id such as `dalian-43/33`.
 *
 * @throws AppError `not_found` that says which documents there are, or which numbers a document has.
 */
export function findMeasure(
  { corpus, directory }: Pick<Assistant, 'corpus' | 'directory'>,
  id: string,
): MeasureRecord {
  const measure = directory.measure(id)
  if (measure !== undefined) return measure
  const [documentId, number] = id.split('/')
  const document = directory.documents.find(({ data }) => data.id === documentId)
  if (document === undefined) {
    const known = corpus.documents.map(({ data }) => data.id).join(', ')
    throw new AppError(
      'not_found',
      `measure: expected <document>/<number> with one of the documents ${known}, found "${id}"`,
    )
  }
  const { first, last } = document.data.numbering
  throw new AppError(
    'not_found',
    `${document.data.id} has measures ${first} to ${last}, not ${number ?? 'one without a number'}`,
  )
}
