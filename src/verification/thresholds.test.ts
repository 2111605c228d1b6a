import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadVerifierModel, type VerifierModel } from './thresholds.js'

const folder = mkdtempSync(join(tmpdir(), 'verifier-'))
afterAll(() => rmSync(folder, { recursive: true }))

const model: VerifierModel = {
  embedder: 'known',
  fittedOn: '2026-01-31',
  sentences: { split: 'dev', sha256: 'x', honest: 1, lies: 2 },
  zh: { support: 1, missing: 0, meaning: 0.8 },
  en: { support: 0.9, missing: 1, meaning: 0.7 },
}

function written(contents: string): string {
  const file = join(folder, 'verifier.json')
  writeFileSync(file, contents)
  return file
}

describe('loadVerifierModel', () => {
  test('reads what was fitted', () => {
    expect(loadVerifierModel(written(JSON.stringify(model)), 'known')).toEqual(model)
  })

  test.each([
    ['another embedder', JSON.stringify(model), 'other', 'fit-verifier'],
    ['no JSON', '{', 'known', 'expected JSON'],
    [
      'a share above 1',
      JSON.stringify({ ...model, zh: { ...model.zh, support: 2 } }),
      'known',
      'zh.support',
    ],
  ])('refuses %s', (_, contents, embedder, message) => {
    expect(() => loadVerifierModel(written(contents), embedder)).toThrow(message)
  })

  test('refuses a file that is not there', () => {
    expect(() => loadVerifierModel(join(folder, 'none.json'), 'known')).toThrow('found no file')
  })
})
