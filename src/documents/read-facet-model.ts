import { readFileSync } from 'node:fs'
import { type FacetModel, facetModelSchema } from '../domain/facet-model.js'
import { AppError, messageOf } from '../errors.js'

/**
 * Reads `asked-facets.json` of a corpus folder.
 *
 * @throws AppError `bad_corpus` that names the file, what was expected and what was found.
 */
export function readFacetModel(file: string): FacetModel {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new AppError('bad_corpus', `${file}: expected JSON: ${messageOf(error)}`, {
      cause: error,
    })
  }
  const parsed = facetModelSchema.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError(
    'bad_corpus',
    `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'expected fitted weights'}`,
  )
}
