import type { Filters } from '../domain/answer.js'
import { type Corpus, rowOf } from '../domain/corpus.js'
import { AppError, type ErrorDetail } from '../errors.js'

/**
 * Rows of the measures that pass the filters, ascending; `undefined` without filters.
 *
 * @throws AppError `invalid_request` that names each unknown office or document and what there is.
 */
export function allowedMeasures(
  corpus: Corpus,
  filters: Filters | undefined,
): Uint32Array | undefined {
  if (filters?.offices === undefined && filters?.documents === undefined) return undefined
  const offices = new Set(corpus.documents.map(({ data }) => data.office))
  const documents = new Set(corpus.documents.map(({ data }) => data.id))
  const details = [
    ...unknown(filters.offices, offices, 'filters.offices'),
    ...unknown(filters.documents, documents, 'filters.documents'),
  ]
  if (details.length > 0) {
    throw new AppError(
      'invalid_request',
      details.map((d) => `${d.path}: ${d.message}`).join('; '),
      {
        details,
      },
    )
  }
  return Uint32Array.from(
    corpus.measures.flatMap(({ officeId, documentId }, index) =>
      (filters.offices?.includes(officeId) ?? true) &&
      (filters.documents?.includes(documentId) ?? true)
        ? [rowOf(corpus, index)]
        : [],
    ),
  )
}

function unknown(
  values: readonly string[] | undefined,
  known: ReadonlySet<string>,
  path: string,
): ErrorDetail[] {
  return (values ?? []).flatMap((value, index) =>
    known.has(value)
      ? []
      : [
          {
            path: `${path}.${index}`,
            message: `expected one of ${[...known].join(', ')}, found "${value}"`,
          },
        ],
  )
}
