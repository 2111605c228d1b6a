import { existsSync, readFileSync } from 'node:fs'
import type { Embedder } from '../embedding/embedder.js'
import { AppError, messageOf } from '../errors.js'
import { type FacetModel, facetModelSchema } from './facet-model.js'

/**
 * Reads the fitted model of what questions ask for.
 *
 * @param embedder The embedder in use: the model weighs the numbers of its vectors.
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadFacetModel(
  file: string,
  embedder: Pick<Embedder, 'fingerprint' | 'dimensions'>,
): FacetModel {
  const refuse = (message: string): never => {
    throw new AppError('bad_configuration', `${file}: ${message}`)
  }
  if (!existsSync(file)) refuse('expected the model of what questions ask for, found no file')
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    refuse(`expected JSON: ${messageOf(error)}`)
  }
  const parsed = facetModelSchema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'no model'}`)
  }
  const model = parsed.data
  const again = 'fit it again with "npm run cli -- fit-facets"'
  if (model.embedder !== embedder.fingerprint) {
    refuse(`fitted with embedder ${model.embedder}, in use is ${embedder.fingerprint}: ${again}`)
  }
  const { length } = model.things.now.whole
  if (length !== embedder.dimensions) {
    refuse(`expected ${embedder.dimensions} weights for each vector, found ${length}: ${again}`)
  }
  return model
}
