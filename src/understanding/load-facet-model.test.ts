import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { EMBEDDING_RECIPE } from '../embedding/embedding-recipe.js'
import { modelFingerprint, readModelManifest } from '../embedding/model-files.js'
import { hashQuestions, loadAskedQuestions } from '../evaluation/asked-questions.js'
import { FACET_FLOORS } from '../evaluation/fit-facets.js'
import { projectRoot } from '../project-root.js'
import { facetModelWith } from './facet-model.fixture.js'
import { loadFacetModel } from './load-facet-model.js'

const folder = mkdtempSync(join(tmpdir(), 'facets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const EMBEDDER = { fingerprint: 'an-embedder', dimensions: 2 }

function written(contents: string): string {
  const file = join(folder, 'facets.json')
  writeFileSync(file, contents)
  return file
}

describe('loadFacetModel', () => {
  const sound = JSON.stringify(facetModelWith())

  test('gives a sound model as it is', () => {
    expect(loadFacetModel(written(sound), EMBEDDER)).toEqual(facetModelWith())
  })

  test.each([
    ['no JSON', '{', EMBEDDER, 'expected JSON'],
    ['another shape', '{"embedder":"an-embedder"}', EMBEDDER, 'fittedOn'],
    [
      'a threshold above 1',
      sound.replace('"threshold":0.5', '"threshold":2'),
      EMBEDDER,
      'threshold',
    ],
    [
      'one of another embedder',
      sound,
      { ...EMBEDDER, fingerprint: 'another' },
      'fitted with embedder an-embedder, in use is another: fit it again with "npm run cli -- fit-facets"',
    ],
    [
      'one for shorter vectors',
      sound,
      { ...EMBEDDER, dimensions: 3 },
      'expected 3 weights for each vector, found 2',
    ],
  ])('refuses %s', (_, contents, embedder, message) => {
    const file = written(contents)
    expect(() => loadFacetModel(file, embedder)).toThrow(`${file}: `)
    expect(() => loadFacetModel(file, embedder)).toThrow(message)
  })

  test('refuses a file that is not there', () => {
    expect(() => loadFacetModel(join(folder, 'none.json'), EMBEDDER)).toThrow('found no file')
  })
})

describe('the committed model', async () => {
  const file = join(projectRoot, 'embeddings', 'facets.json')
  const manifest = await readModelManifest(join(projectRoot, 'embeddings', 'model'))
  const model = loadFacetModel(file, {
    fingerprint: modelFingerprint(manifest, EMBEDDING_RECIPE),
    dimensions: manifest.dimensions,
  })
  const questions = loadAskedQuestions()

  test('was fitted on the committed questions', () => {
    expect(model.questions.sha256).toBe(hashQuestions(questions))
    expect(model.crossValidated.questions).toBe(questions.natural.length)
  })

  test('reads no worse than its floors, and more than the words alone', () => {
    const { together, words } = model.crossValidated
    expect(together.recall).toBeGreaterThanOrEqual(FACET_FLOORS.recall)
    expect(together.precision).toBeGreaterThanOrEqual(FACET_FLOORS.precision)
    expect(together.recall).toBeGreaterThan(words.recall)
  })

  test('is a small file', () => {
    expect(readFileSync(file).byteLength).toBeLessThan(150_000)
  })
})
