import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { projectRoot } from '../project-root.js'
import type { Examination } from '../verification/create-sentence-verifier.js'
import { ODD_WORD_FEATURES, oddness } from '../verification/odd-words.js'
import { fitOddWords } from './fit-odd-words.js'
import type { VerifierSentence } from './fit-verifier.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))

/** A word of which only the first feature differs. */
function wordOf(shift: number): { word: string; features: number[] } {
  return { word: '', features: ODD_WORD_FEATURES.map((_, index) => (index === 0 ? shift : 0)) }
}

const lines = corpus.measures.slice(0, 80).map(
  ({ id }, index): VerifierSentence => ({
    id: `${index}`,
    language: 'zh-Hans',
    split: index === 79 ? 'test' : 'dev',
    kind: index % 2 === 0 ? 'honest' : 'invented',
    sentence: `${index}`,
    measure: id,
    sentences: [0],
    note: '',
  }),
)

/** Finds words in lies that shift a sentence more than those in honest sentences. */
function examining(asked: string[]) {
  return {
    examine: async ({ text }: { text: string }): Promise<Examination> => {
      asked.push(text)
      const lie = Number(text) % 2 === 1
      const near = (Number(text) % 10) / 10
      return {
        reasons: text === '1' ? ['negation: 不'] : [],
        support: 0.5,
        missing: 1,
        meaning: 0.9,
        odd: [wordOf(lie ? 2 + near : near)],
      }
    },
  }
}

describe('fitOddWords', () => {
  test('tells the words of lies from those of honest sentences, each of its own verifier', async () => {
    const [full, thin] = [[] as string[], [] as string[]]
    const { zh, en } = await fitOddWords(lines, corpus, examining(full), examining(thin))
    expect(en).toBeUndefined()
    if (zh === undefined) throw new RangeError('expected a model')
    expect(full.every((text) => Number(text) % 2 === 1)).toBe(true)
    expect(thin.every((text) => Number(text) % 2 === 0)).toBe(true)
    expect([...full, ...thin]).not.toContain('79')
    // What another check refuses tells nothing of words.
    expect(zh.examples).toMatchObject({ honest: 40, lies: 38, passed: 0, borne: 40 })
    expect(oddness(wordOf(0.4), zh)).toBeLessThan(zh.limit)
    expect(oddness(wordOf(2.9), zh)).toBeGreaterThanOrEqual(zh.limit)
  })
})
