import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerLanguageSchema } from '../../domain/language.js'
import { CLASSES_BY_STRENGTH, isWeaker } from '../../measures/strength.js'
import { composedAnswer } from '../testing/composed-answer.fixture.js'
import { sampleCorpus, sampleSources } from '../testing/sample-context.fixture.js'
import {
  hasWord,
  inForceWords,
  isHedged,
  likeness,
  sameWords,
  strengthOfWords,
  strongerOf,
} from './read-strength.js'

const natureOf = new Map(
  sampleCorpus.documents.flatMap(({ data, measures }) =>
    measures.map(({ id }) => [id, data.nature] as const),
  ),
)

describe('strengthOfWords', () => {
  test.each(answerLanguageSchema.options.filter((language) => language !== 'en'))(
    'reads every sentence as shown in %s as it reads the original',
    (language) => {
      const other = sampleCorpus.measures.flatMap(({ id, sentences, text }) =>
        sentences.flatMap(({ start, end }, index) => {
          const nature = natureOf.get(id) ?? 'measures'
          const shown = composedAnswer(language, [`${id}#${index}`]).claims.find(
            ({ kind }) => kind === 'statement',
          )
          const original = strengthOfWords(text.slice(start, end), sampleSources.rules, nature)
          const read = strengthOfWords(shown?.text ?? '', sampleSources.rules, nature)
          return read === original ? [] : [`${id}#${index} ${original} ${read} ${shown?.text}`]
        }),
      )
      expect(other).toEqual([])
    },
  )

  test('what governs nothing is a plain statement', () => {
    expect(strengthOfWords('罰款在網上繳納。', sampleSources.rules, 'measures')).toBe('in_force')
    expect(strengthOfWords('「試點」名單公布。', sampleSources.rules, 'measures')).toBe('in_force')
    expect(strengthOfWords('還將實現線上認證。', sampleSources.rules, 'press-report')).toBe(
      'explored',
    )
  })
})

test('hasWord finds a word of the documents in either script', () => {
  expect(hasWord('爭取試點', '争取')).toBe(true)
  expect(hasWord('可申請', '争取')).toBe(false)
})

test('strongerOf is the stronger one, whichever comes first', () => {
  const classes = fc.constantFrom(...CLASSES_BY_STRENGTH)
  fc.assert(
    fc.property(classes, classes, (a, b) => {
      const stronger = strongerOf(a, b)
      expect([a, b]).toContain(stronger)
      expect(stronger).toBe(strongerOf(b, a))
      expect(isWeaker(stronger, a) || isWeaker(stronger, b)).toBe(false)
    }),
  )
})

describe('English', () => {
  test('words of what is in force', () => {
    expect(inForceWords('Firms may, and now can, apply; they may.')).toEqual(['may', 'now', 'can'])
    expect(inForceWords('In May the cannery is to explore it.')).toEqual([])
  })

  test('words of what is less', () => {
    expect(isHedged('Online payment is being explored.')).toBe(true)
    expect(isHedged('Customs is actively to seek a pilot.')).toBe(true)
    expect(isHedged('Fines are paid online.')).toBe(false)
  })
})

describe('likeness', () => {
  test('of a sentence and itself in other marks and characters is 1', () => {
    expect(likeness('探索罚款线上缴纳,提高效率。', '探索罰款線上繳納，提高效率')).toBe(1)
    expect(sameWords('“Easy” disclosure.', '"Easy" disclosure')).toBe(true)
    expect(likeness('', '')).toBe(0)
  })

  test('is a share, and the same both ways', () => {
    const texts = fc.string({ unit: fc.constantFrom('货', '物', '可', '放', '。'), maxLength: 30 })
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a))
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0)
        expect(likeness(a, b)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('tells the sentences of one measure apart', () => {
    const alike = sampleCorpus.measures.flatMap(({ id, sentences, text }) => {
      const bodies = sentences.slice(1).map(({ start, end }) => text.slice(start, end))
      return bodies.flatMap((one, at) =>
        bodies.slice(at + 1).flatMap((other) => (likeness(one, other) >= 0.6 ? [id] : [])),
      )
    })
    // A report that says a thing twice, and a task of two halves: each of one class.
    expect(alike).toEqual(['hainan-ftp-cases/6', 'gacc-2024-facilitation/7'])
  })
})
