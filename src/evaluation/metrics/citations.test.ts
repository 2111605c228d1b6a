import { expect, test } from 'vitest'
import type { Gold } from '../question-groups.js'
import {
  citationPrecision,
  citationRecall,
  citedMeasures,
  isFirstCitationRight,
} from './citations.js'

const gold = (mode: Gold['mode']): Gold => ({ measures: ['a/1', 'b/2'], mode })

test('citedMeasures names each once, in order', () => {
  const citations = ['a/1', 'c/3', 'a/1'].map((measureId) => ({ measureId }))
  expect(citedMeasures(citations)).toEqual(['a/1', 'c/3'])
})

test('the first citation decides, not the second', () => {
  expect(isFirstCitationRight(['b/2', 'c/3'], gold('any'))).toBe(true)
  expect(isFirstCitationRight(['c/3', 'a/1'], gold('any'))).toBe(false)
  expect(isFirstCitationRight([], gold('any'))).toBe(false)
})

test('one of two gold measures and one other: precision 1/2, recall 1/2 or, if one is enough, 1', () => {
  expect(citationPrecision(['a/1', 'c/3'], gold('all'))).toBe(0.5)
  expect(citationRecall(['a/1', 'c/3'], gold('all'))).toBe(0.5)
  expect(citationRecall(['a/1', 'c/3'], gold('any'))).toBe(1)
  expect(citationRecall([], gold('any'))).toBe(0)
  expect(citationPrecision([], gold('any'))).toBeUndefined()
})
