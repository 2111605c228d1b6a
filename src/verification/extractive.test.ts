import { describe, expect, test } from 'vitest'
import { presentChinese, presentEnglish } from '../composition/present-text.js'
import { answerLanguageSchema } from '../domain/language.js'
import { originalOf } from './evidence.js'
import { openTestVerifier } from './test-verifier.fixture.js'

const { corpus, converter, judge } = openTestVerifier()

describe('a sentence of a measure as the composer shows it, cited by itself', () => {
  test.each(answerLanguageSchema.options)('always passes: %s', async (language) => {
    const refused: string[] = []
    let judged = 0
    for (const measure of corpus.measures) {
      for (const [index] of measure.sentences.entries()) {
        const translated = measure.translation?.sentences[index]
        if (language === 'en' && translated === undefined) continue
        const shown =
          language === 'en'
            ? presentEnglish(translated ?? '')
            : presentChinese(originalOf(measure, index), language, converter)
        const cited = `${measure.id}#${index}`
        const verdict = await judge(shown, language, cited)
        judged += 1
        if (!verdict.ok) refused.push(`${cited}: ${verdict.reason}`)
        else if (verdict.text !== shown) refused.push(`${cited}: shown as ${verdict.text}`)
      }
    }
    expect(refused).toEqual([])
    expect(judged).toBeGreaterThanOrEqual(400)
  })
})
