import { afterAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { createLocalEmbedder } from '../embedding/local-embedder.js'
import { openVectorCache } from '../embedding/vector-cache.js'
import { vectorKey } from '../embedding/vector-key.js'
import { dotAt } from '../indexes/vector-index.js'
import { unansweredTexts } from './unanswered.js'
import { buildViews } from './views.js'

/** Floating point differs a little between CPUs; another text or model differs far more. */
const MIN_COSINE = 0.9999
/** Every so many-th view is embedded afresh: all of them would take half a minute. */
const STRIDE = 40

const { folders } = readConfig({})
const embedder = await createLocalEmbedder({ modelFolder: folders.model })
afterAll(() => embedder.close())

describe('the vectors in the repository', () => {
  const { corpus, layQuestions, unanswered } = loadCorpus(folders.corpus)
  const views = [...buildViews(corpus.measures, layQuestions), ...unansweredTexts(unanswered)]
  const keys = views.map(({ role, text }) => vectorKey(embedder.fingerprint, role, text))

  test('are complete for the corpus and hold nothing else', async () => {
    const cache = await openVectorCache(folders.vectors, embedder)
    expect(keys.filter((key) => cache.get(key) === undefined)).toEqual([])
    expect(cache.size).toBe(new Set(keys).size)
  })

  test('agree with what the model gives', async () => {
    const cache = await openVectorCache(folders.vectors, embedder)
    for (let index = 0; index < views.length; index += STRIDE) {
      const view = views[index]
      const cached = cache.get(keys[index] ?? '')
      if (view === undefined || cached === undefined) throw new Error(`view ${index} is missing`)
      const [fresh] = await embedder.embed([view.text], view.role)
      expect(dotAt(cached, 0, fresh ?? new Float32Array(0)), view.text).toBeGreaterThan(MIN_COSINE)
    }
  })
})
