import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDirectory } from '../citations/references.js'
import { foldText } from '../scripts/fold.js'
import { loadTestReader, NO_CONTEXT } from '../testing/load-test-reader.js'
import { highlightsOf, presentHits } from './present-hits.js'
import type { Hit } from './search-measures.js'

const { corpus, reader, tokenizer } = loadTestReader()
const directory = createDirectory(corpus, 'https://assistant.example')

const text = fc.string({
  unit: fc.constantFrom(...'預裁定预裁定货物貨物,。 “”ABabc12Ａ'),
  maxLength: 40,
})
/** A text and terms, most of them cut from it, so that they lie in, beside and across each other. */
const textAndTerms = text.chain((shown) => {
  const cut = fc
    .tuple(fc.nat(shown.length), fc.integer({ min: 1, max: 5 }))
    .map(([start, length]) => foldText(shown).slice(start, start + length))
  const terms = fc.array(fc.oneof(cut, text.map(foldText)), { maxLength: 6 })
  return fc.tuple(
    fc.constant(shown),
    terms.map((all) => all.filter((term) => term !== '')),
  )
})

describe('highlightsOf', () => {
  test('spans lie in the text, ascend and neither touch nor overlap', () => {
    fc.assert(
      fc.property(textAndTerms, ([shown, wanted]) => {
        let end = -1
        for (const [start, stop] of highlightsOf(shown, wanted)) {
          expect(start).toBeGreaterThan(end)
          expect(stop).toBeGreaterThan(start)
          expect(stop).toBeLessThanOrEqual(shown.length)
          end = stop
        }
      }),
    )
  })

  test('every occurrence of a term is marked, and every mark is made of terms', () => {
    fc.assert(
      fc.property(textAndTerms, ([shown, wanted]) => {
        const marked = new Set<number>()
        for (const [start, end] of highlightsOf(shown, wanted)) {
          for (let at = start; at < end; at++) marked.add(at)
        }
        const expected = new Set<number>()
        const folded = foldText(shown)
        for (const term of wanted) {
          let from = 0
          for (let at = folded.indexOf(term, from); at !== -1; at = folded.indexOf(term, from)) {
            for (let offset = 0; offset < term.length; offset++) expected.add(at + offset)
            from = at + term.length
          }
        }
        expect(marked).toEqual(expected)
      }),
    )
  })

  test.each([
    ['申请预裁定。预裁定结果', ['预裁定'], ['预裁定', '预裁定']],
    ['申請預裁定', ['预裁定'], ['預裁定']],
    ['预裁定', ['预裁', '裁定'], ['预裁定']],
    ['预裁定', ['预裁定', '裁'], ['预裁定']],
    ['ＡＥＯ企业', ['aeo'], ['ＡＥＯ']],
    ['预裁定', [], []],
    ['', ['预裁定'], []],
  ])('%s with %j marks %j', (shown, wanted, expected) => {
    expect(highlightsOf(shown, wanted).map(([start, end]) => shown.slice(start, end))).toEqual(
      expected,
    )
  })
})

describe('presentHits', () => {
  const measure = corpus.measures.find(({ id }) => id === 'dalian-43/33')
  if (measure === undefined) throw new Error('expected dalian-43/33')
  const hit: Hit = {
    measure,
    index: corpus.measures.indexOf(measure),
    score: 2.5,
    sentenceCosines: [0, 0.91, 0.85],
    layCosines: [0, 0, 0],
    explain: () => [{ list: 'a', rank: 1, raw: 1, normalised: 1, weight: 2.5, contribution: 2.5 }],
  }
  const present = (question: string, explain = false, hits: readonly Hit[] = [hit]) =>
    presentHits(hits, reader.read(question, NO_CONTEXT), explain, directory, tokenizer)

  test('shows the sentence nearest to the question as printed, with its words marked', () => {
    const [shown] = present('預裁定要提前幾個月申請')
    expect(shown?.snippet).toBe(
      '货物实际进出口3个月前,进出口企业可申请商品归类、价格、原产地等相关内容的预裁定。',
    )
    const marked = shown?.highlights.map(([start, end]) => shown.snippet.slice(start, end))
    expect(marked).toContain('预裁定')
    expect(marked).toContain('申请')
  })

  test('without any cosine it shows the title', () => {
    const [shown] = present('预裁定', false, [{ ...hit, sentenceCosines: [0, 0, 0] }])
    expect(shown?.snippet).toBe(measure.text.slice(0, measure.titleEnd))
  })

  test.each([
    ['预裁定', '大连海关', '大连海关43项惠企措施第（三十三）项'],
    ['預裁定', '大連海關', '大連海關43項惠企措施第（三十三）項'],
    ['advance ruling', 'Dalian Customs', 'Dalian Customs, 43 measures, Measure 33'],
  ])('for %s the office is %s; the title stays as printed', (question, office, reference) => {
    expect(present(question)).toMatchObject([
      {
        measureId: 'dalian-43/33',
        reference,
        title: measure.title,
        office: { id: 'dalian-customs', name: office },
        score: 2.5,
      },
    ])
  })

  test('the explanation is given only when asked for', () => {
    expect(present('预裁定')[0]).not.toHaveProperty('explanation')
    expect(present('预裁定', true)[0]?.explanation).toEqual(hit.explain())
  })
})
