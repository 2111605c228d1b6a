import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { loadCorpus } from '../documents/load-corpus.js'
import { checkQuote } from './check-quote.js'

const { corpus } = loadCorpus(readConfig({}).folders.corpus)
const anyMeasure = fc.constantFrom(...corpus.measures)

test('every piece of a measure is verbatim there, at the place that is told', () => {
  fc.assert(
    fc.property(anyMeasure, fc.nat(), fc.integer({ min: 1, max: 60 }), (measure, from, length) => {
      const start = from % measure.text.length
      const quote = measure.text.slice(start, start + length).trim()
      fc.pre(quote !== '')
      const check = checkQuote(corpus, measure, ` ${quote}\n`)
      expect(check.verbatim && check.apartFromSpacing).toBe(true)
      expect(measure.text.slice(check.start ?? 0, check.end ?? 0)).toBe(quote)
    }),
  )
})

test('one character more or other is not verbatim, white space alone is told apart', () => {
  fc.assert(
    fc.property(anyMeasure, (measure) => {
      const words = measure.text.replace(/\s+/gu, '').slice(0, 12)
      expect(checkQuote(corpus, measure, `${words}☃`)).toMatchObject({
        verbatim: false,
        apartFromSpacing: false,
        start: null,
        end: null,
        alsoIn: [],
      })
      expect(checkQuote(corpus, measure, words.split('').join(' '))).toMatchObject({
        verbatim: false,
        apartFromSpacing: true,
      })
    }),
  )
})

test('words of another measure, of the translation, and no words at all', () => {
  const [own, other] = corpus.measures
  if (own === undefined || other === undefined) throw new Error('expected measures')
  expect(checkQuote(corpus, own, other.text)).toMatchObject({
    verbatim: false,
    alsoIn: [other.id],
  })
  const translated = own.translation?.sentences[0] ?? ''
  expect(translated).not.toBe('')
  expect(checkQuote(corpus, own, translated)).toMatchObject({
    verbatim: false,
    inTranslation: true,
  })
  expect(checkQuote(corpus, own, ' ')).toMatchObject({
    verbatim: false,
    inTranslation: false,
    alsoIn: [],
  })
})
