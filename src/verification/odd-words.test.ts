import { describe, expect, test } from 'vitest'
import { createSentenceVerifier } from './create-sentence-verifier.js'
import { ODD_WORD_FEATURES, oddness } from './odd-words.js'
import { openTestVerifier } from './test-verifier.fixture.js'
import { thinContrasts } from './thin-contrasts.js'

const { deps, outcome } = openTestVerifier()

const zeros = ODD_WORD_FEATURES.map(() => 0)
const examples = { sha256: '', honest: 1, lies: 1, passed: 0, borne: 0 }

/** A model by which every word is as odd as any: half. */
function modelWith(limit: number) {
  return { mean: zeros, deviation: zeros.map(() => 1), weights: zeros, bias: 0, limit, examples }
}

/** The outcome with a limit on how odd a word may be. */
async function verdict(limit: number, text: string, cited = 'dalian-43/33'): Promise<string> {
  const group = { support: 1, missing: 0, meaning: -1, words: modelWith(limit) }
  const verifier = createSentenceVerifier({ ...deps, thresholds: { zh: group, en: group } })
  const measure = deps.corpus.measures.find(({ id }) => id === cited)
  if (measure === undefined) throw new RangeError('expected a measure')
  const found = await verifier.verify({ text, measure, sentences: [2] }, 'zh-Hans')
  return found.ok ? 'ok' : (found.reason.split(':')[0] ?? '')
}

const WITH_ODD_WORD = '预裁定结果全国海关通用，显著提高进出口企业的整体通关效率，像魔毯一样。'

describe('words that the source lacks', () => {
  test('are refused without a model', async () => {
    expect(await outcome(WITH_ODD_WORD, 'zh-Hans', 'dalian-43/33#2')).toBe('support')
  })

  test('pass below the limit of a model, and not from it on', async () => {
    expect(await verdict(0.6, WITH_ODD_WORD)).toBe('ok')
    expect(await verdict(0.5, WITH_ODD_WORD)).toBe('support')
  })

  test.each([
    [
      'a word that says that something is done afterwards',
      '预裁定结果全国海关通用，显著提高进出口企业的整体通关效率，并可补签。',
    ],
    ['a party', '预裁定结果全国海关通用，显著提高进出口企业的整体通关效率，银行亦可。'],
    ['more than a few', '预裁定结果全国海关通用，附送雨伞、茶杯、饼干。'],
    ['more than a third of what is said', '预裁定结果像魔毯。'],
  ])('never pass: %s', async (_, text) => {
    expect(await verdict(1, text)).not.toBe('ok')
  })

  test('are odder the larger what weighs against them', () => {
    const model = { ...modelWith(1), weights: zeros.map((_, index) => (index === 0 ? 2 : 0)) }
    const word = (shift: number) => ({
      word: '',
      features: zeros.map((zero, index) => (index === 0 ? shift : zero)),
    })
    expect(oddness(word(0), model)).toBe(0.5)
    expect(oddness(word(1), model)).toBeGreaterThan(oddness(word(0.5), model))
  })
})

test('thinned tables have no general words and fewer synonyms, the same every time', () => {
  const thin = thinContrasts(deps.contrasts)
  expect(thin.loose.zh.size + thin.loose.en.size).toBe(0)
  const count = (groups: readonly (readonly string[])[]): number => groups.flat().length
  const [all, kept] = [deps.contrasts.file.synonyms.zh, thin.file.synonyms.zh]
  expect(count(kept)).toBeLessThan(count(all) * 0.8)
  expect(count(kept)).toBeGreaterThan(count(all) * 0.3)
  expect(thinContrasts(deps.contrasts).file.synonyms).toEqual(thin.file.synonyms)
})
