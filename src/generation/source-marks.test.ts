import { describe, expect, test } from 'vitest'
import { loadTestReader } from '../testing/load-test-reader.js'
import { type NumberedSource, resolveMarks, SOURCE_MARK } from './source-marks.js'

const { corpus } = loadTestReader()

function source(number: number, id: string, sentences?: readonly number[]): NumberedSource {
  const measure = corpus.measures.find((record) => record.id === id)
  if (measure === undefined) throw new Error(`expected a measure ${id}`)
  return { number, measure, sentences: sentences ?? measure.sentences.map((_, index) => index) }
}

const FIRST = source(1, 'dalian-43/9')
const SECOND = source(2, 'dalian-43/4', [1, 3])
const SOURCES = [FIRST, SECOND]

/** Number of a source and the sentences it is cited with. */
const cited = (...marks: readonly string[]) =>
  resolveMarks(marks, SOURCES)?.map(({ source, sentences }) => [source.number, sentences])

test.each([
  ['[S1]', [[1, FIRST.sentences]]],
  ['[S2]', [[2, [1, 3]]]],
  ['[S1.2]', [[1, [2]]]],
  ['[s1.2]', [[1, [2]]]],
  ['[ S1 . 2 ]', [[1, [2]]]],
  ['［S1．2］', [[1, [2]]]],
  ['【S1.0】', [[1, [0]]]],
  ['[S01.02]', [[1, [2]]]],
])('%s leads to what it names', (mark, expected) => {
  expect(mark.match(SOURCE_MARK)).toEqual([mark])
  expect(cited(mark)).toEqual(expected)
})

test('marks of one source are joined, in the order of the measure', () => {
  expect(cited('[S1.3]', '[S1.1]', '[S1.3]')).toEqual([[1, [1, 3]]])
  expect(cited('[S2.3]', '[S2]')).toEqual([[2, [1, 3]]])
})

test('each source stands in the order of its first mark', () => {
  expect(cited('[S2.1]', '[S1.1]', '[S2.3]')).toEqual([
    [2, [1, 3]],
    [1, [1]],
  ])
})

test('no marks cite nothing', () => expect(cited()).toEqual([]))

test.each(['[S3]', '[S0]', '[S1.99]', '[S2.2]', '[S999.1]', 'S1', '[1]'])(
  'one mark that was not given spoils the others: %s',
  (mark) => {
    expect(cited(mark)).toBeUndefined()
    expect(cited('[S1.1]', mark)).toBeUndefined()
    expect(cited(mark, '[S1.1]')).toBeUndefined()
  },
)

describe('what is no mark', () => {
  test.each(['[S]', '[S1.]', '[S.1]', '(S1)', '[1]', '[S1-S2]', '[S1234]', '[S1\n\n\n.2]', 'S1.2'])(
    '%s',
    (text) => expect(text.match(SOURCE_MARK)).toBeNull(),
  )
})
