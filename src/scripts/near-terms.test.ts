import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Glossary, loadGlossary } from './glossary.js'
import { createNearTerms, isOneSlip } from './near-terms.js'

const glossary: Glossary = loadGlossary()
const corpus = '预裁定 进口退税 出口 检疫审批 附条件提离'
const near = createNearTerms(glossary, {
  bigram: (pair) => corpus.includes(pair),
  word: (word) => ['customs', 'importer'].includes(word),
})
const terms = (question: string): string[] => near(question).map(({ term }) => term)

describe('createNearTerms', () => {
  test('finds the term behind one wrong character', () => {
    expect(terms('预栽定除了问归类还能问啥')).toContain('预裁定')
  })

  test('says which words of the question led to it', () => {
    expect(near('预栽定怎么申请')[0]?.because).toMatch(/^预栽定 ≈ /u)
  })

  test('leaves alone what the corpus knows, though one character away from another term', () => {
    expect(terms('检疫审批')).toEqual([])
  })

  test('finds the English word behind one wrong, missing, added or exchanged letter', () => {
    for (const slip of ['quarantne', 'quarantime', 'quarrantine', 'quaratnine']) {
      expect(terms(`does ${slip} apply`), slip).toContain('quarantine')
    }
  })

  test('adds nothing that the question holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (question) =>
        near(question).every(({ term }) => !question.includes(term)),
      ),
    )
  })
})

describe('isOneSlip', () => {
  test('is symmetric and false for equal words', () => {
    const word = fc.string({ minLength: 5, maxLength: 9, unit: fc.constantFrom('a', 'b', 'c') })
    fc.assert(
      fc.property(word, word, (a, b) => isOneSlip(a, b) === isOneSlip(b, a) && !isOneSlip(a, a)),
    )
  })

  test('two slips are too many', () => {
    expect(isOneSlip('quaramtime', 'quarantine')).toBe(false)
  })
})
