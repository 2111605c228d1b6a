import { describe, expect, test } from 'vitest'
import type { MeasureRecord } from '../domain/measure.js'
import { foldText } from '../scripts/fold.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { buildViews, VIEW_KINDS, type View, viewTableOf } from './views.js'

const { corpus, layQuestions } = loadTestReader()
const { measures } = corpus
const views = buildViews(measures, layQuestions)

const MEASURE: MeasureRecord = {
  id: 'office-2/1',
  documentId: 'office-2',
  officeId: 'office',
  key: '1',
  number: 1,
  label: '第一条',
  chapter: null,
  title: '甲',
  titleEnd: 1,
  text: '甲乙丙。丁戊。',
  sentences: [
    { start: 0, end: 1 },
    { start: 1, end: 4 },
    { start: 4, end: 7 },
  ],
  sourceOffsets: [0, 1, 2, 3, 4, 5, 6],
  commitments: [],
  facetsKnown: true,
  facets: [],
  responsible: [],
  draftTranslation: null,
  translation: {
    language: 'en',
    official: false,
    title: 'A',
    text: 'A. BC. DE.',
    sentences: ['A.', 'BC.', 'DE.'],
  },
}

describe('buildViews', () => {
  test('a measure, its sentences behind the title, the same in English, and the lay questions', () => {
    const own = buildViews([MEASURE], new Map([['office-2/1', ['庚？', 'G?']]]))
    expect(own.map(({ kind, sentence, text, role }) => [kind, sentence, text, role])).toEqual([
      ['original', 0, '甲乙丙。丁戊。', 'passage'],
      ['sentence', 1, '甲。乙丙。', 'passage'],
      ['sentence', 2, '甲。丁戊。', 'passage'],
      ['english', 0, 'a. bc. de.', 'passage'],
      ['english-sentence', 1, 'a. bc.', 'passage'],
      ['english-sentence', 2, 'a. de.', 'passage'],
      ['lay', 0, '庚?', 'query'],
      ['lay', 0, 'g?', 'query'],
    ])
  })

  test('a measure without a translation and without lay questions has its own views only', () => {
    const bare = buildViews([{ ...MEASURE, translation: null }], new Map())
    expect(bare.map(({ kind }) => kind)).toEqual(['original', 'sentence', 'sentence'])
  })

  test('no measures, no views', () => {
    expect(buildViews([], layQuestions)).toEqual([])
  })

  test('in the corpus every measure has each kind of view, and each body sentence one of its own', () => {
    const lacking = measures.flatMap(({ id, sentences }, index) => {
      const own = views.filter(({ measure }) => measure === index)
      const count = (kind: View['kind']): number => own.filter((view) => view.kind === kind).length
      const bodies = sentences.length - 1
      const complete =
        count('original') === 1 &&
        count('english') === 1 &&
        count('sentence') === bodies &&
        count('english-sentence') === bodies &&
        count('lay') > 0
      return complete ? [] : [id]
    })
    expect(lacking).toEqual([])
  })

  test('measures come in order with their rows together, and every text is folded', () => {
    views.forEach(({ measure, text }, row) => {
      expect(measure).toBeGreaterThanOrEqual(views[row - 1]?.measure ?? 0)
      expect(foldText(text)).toBe(text)
    })
  })
})

describe('viewTableOf', () => {
  const lay = (measure: number): View => ({
    kind: 'lay',
    measure,
    sentence: 0,
    text: '',
    role: 'query',
  })
  const sentence = (measure: number, index: number): View => ({
    kind: 'sentence',
    measure,
    sentence: index,
    text: '',
    role: 'passage',
  })
  const vector = (...values: number[]): Float32Array => Float32Array.from(values)

  test('rows of a measure are those from its start to the next', () => {
    const vectors = views.map(() => vector(1))
    const table = viewTableOf(views, vectors, measures.length)
    expect(table.starts).toHaveLength(measures.length + 1)
    expect(table.starts[measures.length]).toBe(views.length)
    measures.forEach((_, measure) => {
      for (let row = table.starts[measure] ?? 0; row < (table.starts[measure + 1] ?? 0); row++) {
        expect(views[row]?.measure).toBe(measure)
      }
    })
    views.forEach(({ measure, kind }, row) => {
      expect(table.measures[row]).toBe(measure)
      expect(VIEW_KINDS[table.kinds[row] ?? 99]).toBe(kind)
    })
  })

  test('a lay question is given the nearest sentence of its own measure', () => {
    const table = viewTableOf(
      [sentence(0, 1), sentence(0, 2), lay(0), lay(0), sentence(1, 1), lay(1)],
      [vector(1, 0), vector(0, 1), vector(0.6, 0.8), vector(0.8, 0.6), vector(-1, 0), vector(0, 1)],
      2,
    )
    expect([...table.sentences]).toEqual([1, 2, 2, 1, 1, 1])
  })

  test('words in common outweigh a little more meaning, but not much more', () => {
    const table = (second: Float32Array): number[] => [
      ...viewTableOf(
        [sentence(0, 1), { ...sentence(0, 2), text: '罚款' }, lay(0)],
        [vector(1, 0), second, vector(1, 0)],
        1,
        (_, texts) => Number(texts.includes('罚款')),
      ).sentences,
    ]
    expect(table(vector(0.95, 0.3))).toEqual([1, 2, 2])
    expect(table(vector(0.8, 0.6))).toEqual([1, 2, 1])
  })

  test('a lay question of a measure without sentences belongs to the title', () => {
    const table = viewTableOf([lay(0)], [vector(1)], 1)
    expect([...table.sentences]).toEqual([0])
  })

  test('a measure without views has no rows', () => {
    const table = viewTableOf([lay(0), lay(2)], [vector(1), vector(1)], 3)
    expect([...table.starts]).toEqual([0, 1, 1, 2])
  })
})
