import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { citeSentences } from '../../citations/cite.js'
import { createDirectory } from '../../citations/references.js'
import { loadCorpus } from '../../documents/load-corpus.js'
import type { Citation } from '../../domain/answer.js'
import { projectRoot } from '../../project-root.js'
import { createQuoteChecker, resolvableFaults } from './quotes.js'

const { corpus } = loadCorpus(join(projectRoot, 'corpus'))
const directory = createDirectory(corpus, 'http://localhost')
const checker = createQuoteChecker(corpus)

function citationOf(id: string, language: 'zh-Hans' | 'en' = 'zh-Hans'): Citation {
  const measure = directory.measure(id)
  if (measure === undefined) throw new Error(`no ${id}`)
  return { number: 1, ...citeSentences(directory, measure, 1, 1, language) }
}

describe('createQuoteChecker', () => {
  test('finds nothing wrong with the first sentence of any measure in any language', () => {
    const citations = corpus.measures.flatMap((measure) =>
      (['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const).map((language) => ({
        number: 1,
        ...citeSentences(directory, measure, 0, measure.sentences.length - 1, language),
      })),
    )
    expect(checker.verbatim(citations)).toEqual([])
    expect(checker.place(citations)).toEqual([])
  })

  test('one character changed, left out or added is not verbatim', () => {
    const citation = citationOf('dalian-43/19')
    const { quote } = citation
    for (const altered of [quote.replace('10000', '20000'), quote.slice(1), `${quote}。`, '']) {
      expect(checker.verbatim([{ ...citation, quote: altered }])).toHaveLength(1)
    }
    expect(checker.verbatim([{ ...citation, quoteStart: citation.quoteStart + 1 }])).toHaveLength(1)
  })

  test('the right words under the wrong number are out of place', () => {
    const citation = citationOf('dalian-43/19')
    const other = citationOf('dalian-43/20')
    expect(checker.place([{ ...citation, measure: other.measure }])).toHaveLength(1)
    expect(checker.place([{ ...citation, reference: other.reference }])).toHaveLength(1)
    expect(
      checker.place([{ ...citation, office: { id: 'haikou-customs', name: '' } }]),
    ).toHaveLength(1)
    expect(checker.place([{ ...citation, measureId: 'dalian-43/999' }])).toHaveLength(1)
  })

  test('a parser that swapped two measures is found out by what the source prints', () => {
    const swapped = {
      ...corpus,
      documents: corpus.documents.map((document) => ({
        ...document,
        measures: document.measures.map((measure) => {
          if (measure.id === 'dalian-43/19') return { ...measure, id: 'dalian-43/20', number: 20 }
          if (measure.id === 'dalian-43/20') return { ...measure, id: 'dalian-43/19', number: 19 }
          return measure
        }),
      })),
    }
    const wrong = createDirectory(
      { ...swapped, measures: swapped.documents.flatMap(({ measures }) => measures) },
      'http://localhost',
    )
    const measure = wrong.measure('dalian-43/20')
    if (measure === undefined) throw new Error('no dalian-43/20')
    const citation = { number: 1, ...citeSentences(wrong, measure, 1, 1, 'en') }
    expect(createQuoteChecker(swapped).verbatim([citation])).toEqual([])
    expect(createQuoteChecker(swapped).place([citation])).toEqual([
      '[1] the words stand under number 19 in dalian-43, the citation says number 20',
    ])
  })
})

describe('resolvableFaults', () => {
  test.each([
    ['甲[1]乙[2][1]', [1, 2], []],
    ['甲[1]乙[3]', [1], ['[3] has no citation']],
    ['甲[1]', [1, 2], ['citation 2 is not referred to']],
    ['甲[2]', [2], ['citations count 2']],
    ['', [], []],
  ])('%s with %j', (text, numbers, faults) => {
    expect(
      resolvableFaults(
        text,
        numbers.map((number) => ({ number })),
      ),
    ).toEqual(faults)
  })
})
