import { describe, expect, test } from 'vitest'
import { createFakeEmbedder } from '../testing/fake-embedder.js'
import { createSentenceVerifier } from './create-sentence-verifier.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const { deps } = openTestVerifier()

describe('meaning', () => {
  test('each cited sentence is embedded once', async () => {
    const embedder = createFakeEmbedder()
    const verifier = createSentenceVerifier({ ...deps, embedder })
    const measure = deps.corpus.measures.find(({ id }) => id === 'dalian-43/33')
    if (measure === undefined) throw new RangeError('expected a measure')
    const sentence = { text: '预裁定结果全国海关通用。', measure, sentences: [2] }
    expect((await verifier.examine(sentence, 'zh-Hans')).meaning).toBeGreaterThan(0)
    expect(embedder.embeddedTexts()).toBe(2)
    await verifier.examine(sentence, 'zh-Hans')
    expect(embedder.embeddedTexts()).toBe(3)
  })

  test('a sentence below the threshold is refused, and what fails before is not embedded', async () => {
    const embedder = createFakeEmbedder()
    const far = { support: 1, missing: 0, meaning: 1 }
    const verifier = createSentenceVerifier({ ...deps, embedder, thresholds: { zh: far, en: far } })
    const measure = deps.corpus.measures.find(({ id }) => id === 'dalian-43/33')
    if (measure === undefined) throw new RangeError('expected a measure')
    expect(
      await verifier.verify(
        { text: '预裁定结果在全国海关都通用。', measure, sentences: [2] },
        'zh-Hans',
      ),
    ).toEqual({ ok: false, reason: 'meaning: far from the source' })
    const embedded = embedder.embeddedTexts()
    const refused = await verifier.verify(
      { text: '预裁定结果不在全国海关通用。', measure, sentences: [2] },
      'zh-Hans',
    )
    expect(refused.ok).toBe(false)
    expect(embedder.embeddedTexts()).toBe(embedded)
  })
})
