import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { EMBEDDING_RECIPE } from '../embedding/embedding-recipe.js'
import { modelFingerprint, readModelManifest } from '../embedding/model-files.js'
import { projectRoot } from '../project-root.js'
import type { Examination } from '../verification/create-sentence-verifier.js'
import { loadVerifierModel } from '../verification/thresholds.js'
import { fitVerifier, loadVerifierSentences, type VerifierSentence } from './fit-verifier.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const folder = mkdtempSync(join(tmpdir(), 'fit-verifier-'))
afterAll(() => rmSync(folder, { recursive: true }))

const line = (id: string, changes: Partial<VerifierSentence> = {}): VerifierSentence => ({
  id,
  language: 'zh-Hans',
  split: 'dev',
  kind: 'honest',
  sentence: id,
  measure: 'haikou-20/15',
  sentences: [5],
  note: '',
  ...changes,
})

/** A verifier that finds what the table says of a sentence. */
function examining(found: Readonly<Record<string, Partial<Examination>>>) {
  const asked: string[] = []
  return {
    asked,
    examine: async ({ text }: { text: string }): Promise<Examination> => {
      asked.push(text)
      return { reasons: [], support: 1, missing: 0, meaning: 0.95, ...found[text] }
    },
  }
}

describe('fitVerifier', () => {
  test('is as strict as the honest dev sentences allow, by language', async () => {
    const verifier = examining({
      a: { support: 0.9, missing: 1, meaning: 0.9 },
      b: { meaning: 0.96 },
      c: { reasons: ['negation: 不'], support: 0.1, meaning: 0.1 },
      lie: { support: 0.5, missing: 3 },
      e: { meaning: 0.8 },
      test: { support: 0, meaning: 0 },
    })
    const { model, fits } = await fitVerifier(
      [
        line('a'),
        line('b', { language: 'zh-Hant-TW' }),
        line('c'),
        line('lie', { kind: 'negated' }),
        line('e', { language: 'en' }),
        line('test', { split: 'test' }),
      ],
      corpus,
      verifier,
      'model',
      '2026-01-31',
    )
    expect(verifier.asked).not.toContain('test')
    // Half the way from the median (.96) to the lowest (.9) is added below it.
    expect(model.zh).toEqual({ support: 0.9, missing: 1, meaning: expect.closeTo(0.87, 3) })
    expect(model.en).toEqual({ support: 1, missing: 0, meaning: 0.8 })
    expect(model.sentences).toMatchObject({ split: 'dev', honest: 4, lies: 1 })
    expect(fits.map(({ refused, passed }) => ({ refused, passed }))).toEqual([
      { refused: ['c'], passed: [] },
      { refused: [], passed: [] },
    ])
  })
})

test('lets no lie pass that the strictest limits stop, whatever that costs', async () => {
  const verifier = examining({
    a: { support: 0.9, missing: 1 },
    lie: { support: 0.95, missing: 1 },
    'a lie that nothing stops': {},
  })
  const { model, fits } = await fitVerifier(
    [
      line('a'),
      line('b'),
      line('lie', { kind: 'wrong-goods' }),
      line('a lie that nothing stops', { kind: 'negated' }),
      line('e', { language: 'en' }),
    ],
    corpus,
    verifier,
    'model',
    '2026-01-31',
  )
  // A limit of .9 with one word missing would let the first lie pass.
  expect(model.zh).toMatchObject({ support: 1, missing: 0 })
  expect(fits[0]).toMatchObject({ refused: ['a'], passed: ['a lie that nothing stops'] })
})

describe('loadVerifierSentences', () => {
  const file = join(folder, 'sentences.jsonl')

  test.each([
    ['a measure that does not exist', { measure: 'haikou-20/99' }, 'expected a measure'],
    ['a sentence that does not exist', { sentences: [99] }, 'expected sentences of haikou-20/15'],
    ['an unknown field', { kind: '' }, 'kind'],
  ])('refuses %s', (_, changes, message) => {
    writeFileSync(
      file,
      `${JSON.stringify(line('a'))}\n${JSON.stringify({ ...line('b'), ...changes })}\n`,
    )
    expect(() => loadVerifierSentences(file, corpus)).toThrow(message)
    expect(() => loadVerifierSentences(file, corpus)).toThrow(`${file}:2`)
  })

  test('refuses an id that stands twice', () => {
    writeFileSync(file, `${JSON.stringify(line('a'))}\n${JSON.stringify(line('a'))}\n`)
    expect(() => loadVerifierSentences(file, corpus)).toThrow('found a again')
  })
})

test('the committed thresholds belong to the committed model and dev sentences', async () => {
  const manifest = await readModelManifest(join(projectRoot, 'embeddings', 'model'))
  const fingerprint = modelFingerprint(manifest, EMBEDDING_RECIPE)
  const model = loadVerifierModel(join(projectRoot, 'embeddings', 'verifier.json'), fingerprint)
  const dev = loadVerifierSentences(
    join(projectRoot, 'eval', 'verifier', 'sentences.jsonl'),
    corpus,
  ).filter(({ split }) => split === 'dev')
  expect(model.sentences.sha256).toBe(
    createHash('sha256').update(JSON.stringify(dev)).digest('hex'),
  )
  expect(model.sentences.honest + model.sentences.lies).toBe(dev.length)
  expect(readFileSync(join(projectRoot, 'embeddings', 'verifier.json'), 'utf8')).toMatch(/\n$/u)
})
