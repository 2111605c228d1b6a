import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerLanguageSchema } from '../domain/language.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const { corpus, verifier, judge, outcome } = openTestVerifier()
const [measure] = corpus.measures

describe('createSentenceVerifier', () => {
  test('several cited sentences bear a sentence together', async () => {
    const both =
      '水运进口的散装铁矿，属于低风险的免予锚地初筛和泊位排查，企业和货物的风险等级要评估。'
    expect(await outcome(both, 'zh-Hans', 'dalian-43/15#0,1')).toBe('ok')
    expect(await outcome(both, 'zh-Hans', 'dalian-43/15#0')).not.toBe('ok')
  })

  test('without a translation there is nothing to compare English with', async () => {
    if (measure === undefined) throw new RangeError('expected a measure')
    const verdict = await verifier.verify(
      { text: 'Support is given.', measure: { ...measure, translation: null }, sentences: [1] },
      'en',
    )
    expect(verdict).toEqual({ ok: false, reason: 'source: not in this language' })
  })

  test('an aborted signal ends it with its reason', async () => {
    if (measure === undefined) throw new RangeError('expected a measure')
    const gone = new Error('the reader is gone')
    await expect(
      verifier.verify(
        { text: '支持。', measure, sentences: [1] },
        'zh-Hans',
        AbortSignal.abort(gone),
      ),
    ).rejects.toThrow(gone)
  })

  test('says the same of a sentence every time', async () => {
    const first = await judge('预裁定结果全国海关通用。', 'zh-Hans', 'dalian-43/33#2')
    expect(await judge('预裁定结果全国海关通用。', 'zh-Hans', 'dalian-43/33#2')).toEqual(first)
  })

  test('never throws, whatever a model writes, and lets no noise pass', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 60 }),
          fc.string({
            unit: fc.constantFrom(...'可不得前后进出口“”（）[S1]<a>%3个月的，。 ab'),
            maxLength: 60,
          }),
        ),
        fc.constantFrom(...answerLanguageSchema.options),
        async (text, language) => {
          const verdict = await judge(text, language, 'dalian-43/19#1')
          if (verdict.ok) expect(verdict.text).not.toBe('')
        },
      ),
      { numRuns: 300 },
    )
  })
})
