import { describe, expect, test } from 'vitest'
import type { Gold } from '../question-groups.js'
import { goldNdcgAt, ndcgAt, recallAt, reciprocalRank } from './ranking.js'

const ranked = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6']
const both = (mode: Gold['mode']): Gold => ({ measures: ['a/3', 'a/6'], mode })

describe('recallAt', () => {
  test('all: the share found; any: one is enough', () => {
    expect(recallAt(ranked, both('all'), 1)).toBe(0)
    expect(recallAt(ranked, both('all'), 5)).toBe(0.5)
    expect(recallAt(ranked, both('all'), 10)).toBe(1)
    expect(recallAt(ranked, both('any'), 1)).toBe(0)
    expect(recallAt(ranked, both('any'), 5)).toBe(1)
    expect(recallAt(ranked, both('any'), 10)).toBe(1)
  })
})

describe('reciprocalRank', () => {
  test('of the first gold measure', () => {
    expect(reciprocalRank(ranked, both('all'))).toBeCloseTo(1 / 3, 12)
    expect(reciprocalRank(ranked, { measures: ['b/1'], mode: 'any' })).toBe(0)
  })
})

describe('ndcgAt', () => {
  test('gives the worked example of the literature: gains 3, 2, 3, 0, 1, 2 give .961', () => {
    const gains = new Map([3, 2, 3, 0, 1, 2].map((gain, index) => [`a/${index + 1}`, gain]))
    expect(ndcgAt(ranked, gains, 6)).toBeCloseTo(0.9608, 4)
  })

  test('nothing to gain is 0', () => {
    expect(ndcgAt(ranked, new Map(), 10)).toBe(0)
  })
})

describe('goldNdcgAt', () => {
  test('all: 1/log2(4) + 1/log2(7) over 1 + 1/log2(3); any: 1/log2(4)', () => {
    const got = 1 / Math.log2(4) + 1 / Math.log2(7)
    expect(goldNdcgAt(ranked, both('all'), 10)).toBeCloseTo(got / (1 + 1 / Math.log2(3)), 12)
    expect(goldNdcgAt(ranked, both('any'), 10)).toBeCloseTo(0.5, 12)
    expect(goldNdcgAt(ranked, { measures: ['b/1'], mode: 'any' }, 10)).toBe(0)
  })
})
