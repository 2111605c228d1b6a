import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadCorpus } from '../documents/load-corpus.js'
import { type AnswerLanguage, answerLanguageSchema } from '../domain/language.js'
import type { MeasureRecord } from '../domain/measure.js'
import { AppError } from '../errors.js'
import { isWeaker } from '../measures/strength.js'
import { projectRoot } from '../project-root.js'
import { citeSentences } from './cite.js'
import { createDirectory } from './references.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const directory = createDirectory(corpus, 'https://example.org')

function measureOf(id: string): MeasureRecord {
  const measure = directory.measure(id)
  if (measure === undefined) throw new Error(`expected measure ${id}`)
  return measure
}

/** Any measure with any run of its sentences, in any written form. */
const runs: fc.Arbitrary<{
  measure: MeasureRecord
  first: number
  last: number
  language: AnswerLanguage
}> = fc
  .record({
    measure: fc.constantFrom(...corpus.measures),
    a: fc.nat(),
    b: fc.nat(),
    language: fc.constantFrom(...answerLanguageSchema.options),
  })
  .map(({ measure, a, b, language }) => {
    const ends = [a % measure.sentences.length, b % measure.sentences.length]
    return { measure, first: Math.min(...ends), last: Math.max(...ends), language }
  })

describe('citeSentences', () => {
  test('a quote is the very words of the measure, from its first sentence to its last', () => {
    fc.assert(
      fc.property(runs, ({ measure, first, last, language }) => {
        const { quote, quoteStart, quoteEnd } = citeSentences(
          directory,
          measure,
          first,
          last,
          language,
        )
        expect(quote).toBe(measure.text.slice(quoteStart, quoteEnd))
        expect(quoteStart).toBe(measure.sentences[first]?.start)
        expect(quoteEnd).toBe(measure.sentences[last]?.end)
        expect(quote.trim()).toBe(quote)
        expect(quote).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })

  test('the characters of a quote stand in the source, in this order', () => {
    fc.assert(
      fc.property(runs, ({ measure, first, last, language }) => {
        const citation = citeSentences(directory, measure, first, last, language)
        const { source } = directory.document(citation.document.id)
        const offsets = measure.sourceOffsets.slice(citation.quoteStart, citation.quoteEnd)
        expect(offsets).toHaveLength(citation.quote.length)
        let from = -1
        let there = ''
        for (const [index, offset] of offsets.entries()) {
          if (citation.quote.charAt(index).trim() === '') continue
          if (offset <= from) expect.fail(`${measure.id}: ${offset} comes after ${from}`)
          from = offset
          there += source.charAt(offset)
        }
        expect(there).toBe(citation.quote.replace(/\s/gu, ''))
        // Between the first character and the last the source has nothing else than these.
        const stretch = source.slice(offsets[0], from + 1).replaceAll('**', '')
        expect(stretch.replace(/\s/gu, '')).toBe(there)
      }),
      { numRuns: 1000 },
    )
  })

  test('names the measure, its document and its office', () => {
    fc.assert(
      fc.property(runs, ({ measure, first, last, language }) => {
        const citation = citeSentences(directory, measure, first, last, language)
        const { data } = directory.document(measure.documentId)
        expect(citation).toMatchObject({
          measureId: measure.id,
          office: { id: data.office, name: directory.officeName(data.office, language) },
          document: { id: data.id, title: directory.documentTitle(data.id, language) },
          measure: { number: measure.number, label: measure.label, title: measure.title },
          reference: directory.reference(measure, language),
        })
        expect(citation.url).toBe(
          `https://example.org/measures/${measure.id}?from=${citation.quoteStart}&to=${citation.quoteEnd}`,
        )
      }),
    )
  })

  test('promises no more than the weakest of the sentences quoted', () => {
    fc.assert(
      fc.property(runs, ({ measure, first, last, language }) => {
        const { commitment } = citeSentences(directory, measure, first, last, language)
        const quoted = measure.commitments.slice(first, last + 1)
        if (commitment === null) expect.fail(`${measure.id} says nothing of its strength`)
        expect(quoted).toContainEqual(commitment)
        const weaker = quoted.filter((each) => isWeaker(each.class, commitment.class))
        expect(weaker).toEqual([])
      }),
    )
    const unread = { ...measureOf('dalian-43/33'), commitments: [] }
    expect(citeSentences(directory, unread, 0, 1, 'en').commitment).toBeNull()
  })

  test('a translation goes with an English answer only, sentence for sentence and unofficial', () => {
    fc.assert(
      fc.property(runs, ({ measure, first, last, language }) => {
        const { translation } = citeSentences(directory, measure, first, last, language)
        if (language !== 'en') {
          expect(translation).toBeUndefined()
          return
        }
        expect(translation).toEqual({
          text: measure.translation?.sentences.slice(first, last + 1).join(' '),
          official: false,
        })
      }),
    )
    const untranslated = { ...measureOf('dalian-43/33'), translation: null }
    expect(citeSentences(directory, untranslated, 0, 1, 'en')).not.toHaveProperty('translation')
  })

  test('one measure as it stands in an answer', () => {
    const measure = measureOf('dalian-43/33')
    expect(citeSentences(directory, measure, 1, 1, 'zh-Hant-HK')).toEqual({
      measureId: 'dalian-43/33',
      office: { id: 'dalian-customs', name: '大連海關' },
      document: {
        id: 'dalian-43',
        title: '大連海關43項惠企措施',
        sourceUrl: null,
        publishedOn: null,
      },
      measure: {
        number: 33,
        label: '（三十三）',
        title: '提供“一次办理、全国通用”的“预裁定”服务',
      },
      reference: '大連海關43項惠企措施第（三十三）項',
      quote: '货物实际进出口3个月前,进出口企业可申请商品归类、价格、原产地等相关内容的预裁定。',
      quoteStart: 22,
      quoteEnd: 63,
      commitment: { class: 'in_force', word: '可' },
      url: 'https://example.org/measures/dalian-43/33?from=22&to=63',
    })
  })

  test.each([
    [-1, 0],
    [0, 99],
    [2, 1],
    [99, 99],
    [0.5, 1],
    [Number.NaN, 0],
  ])('refuses sentences %d to %d', (first, last) => {
    const measure = measureOf('dalian-43/33')
    expect(() => citeSentences(directory, measure, first, last, 'zh-Hans')).toThrow(AppError)
    expect(() => citeSentences(directory, measure, first, last, 'zh-Hans')).toThrow(
      'dalian-43/33: expected sentences 0 to 2',
    )
  })
})
