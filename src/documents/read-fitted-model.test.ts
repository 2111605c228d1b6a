import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { facetModelSchema } from '../domain/facet-model.js'
import { regionModelSchema } from '../domain/region-model.js'
import { readFittedModel } from './read-fitted-model.js'

const folder = mkdtempSync(join(tmpdir(), 'fitted-model-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the weights of the corpus belong to its facets', () => {
  const model = readFittedModel(join(projectRoot, 'corpus', 'asked-facets.json'), facetModelSchema)
  expect(model.bias).toHaveLength(model.facets.length)
  for (const pairs of Object.values(model.weights)) {
    for (let at = 0; at < pairs.length; at += 2) {
      expect(model.facets[pairs[at] ?? -1]).toBeDefined()
    }
  }
})

test('the weights of wording are read', () => {
  const model = readFittedModel(
    join(projectRoot, 'corpus', 'region-wording.json'),
    regionModelSchema,
  )
  expect(Object.keys(model.weights).length).toBeGreaterThan(100)
})

test.each(['{', '{"fittedOn":"yesterday"}'])('%s is refused with the name of the file', (text) => {
  const file = join(folder, 'asked-facets.json')
  writeFileSync(file, text)
  expect(() => readFittedModel(file, facetModelSchema)).toThrow(/asked-facets\.json/u)
})
