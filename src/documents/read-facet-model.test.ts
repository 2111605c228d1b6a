import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { readFacetModel } from './read-facet-model.js'

const folder = mkdtempSync(join(tmpdir(), 'facet-model-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the weights of the corpus belong to its facets', () => {
  const model = readFacetModel(join(projectRoot, 'corpus', 'asked-facets.json'))
  expect(model.bias).toHaveLength(model.facets.length)
  for (const pairs of Object.values(model.weights)) {
    for (let at = 0; at < pairs.length; at += 2) {
      expect(model.facets[pairs[at] ?? -1]).toBeDefined()
    }
  }
})

test.each(['{', '{"fittedOn":"yesterday"}'])('%s is refused with the name of the file', (text) => {
  const file = join(folder, 'asked-facets.json')
  writeFileSync(file, text)
  expect(() => readFacetModel(file)).toThrow(/asked-facets\.json/u)
})
