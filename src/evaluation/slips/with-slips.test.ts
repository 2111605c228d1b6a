import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../statistics/random.js'
import { CHARACTER_SLIPS, WORD_SLIPS } from './slip-table.js'
import { withSlips } from './with-slips.js'

describe('withSlips', () => {
  test('mistypes characters and words of the table and keeps capitals', () => {
    expect(withSlips('货', createRandom(1))).toBe('贷')
    expect(withSlips('Customs', createRandom(1))).toBe('Custums')
    expect(withSlips('accustoms', createRandom(1))).toBeUndefined()
  })

  test('leaves alone what the table does not know', () => {
    expect(withSlips('天气', createRandom(1))).toBeUndefined()
  })

  test('one to three slips, the same for the same seed', () => {
    const question =
      '进口货物在港口等化验结果的时候，企业能不能先提货，需要什么申请和证明，费用怎么算'
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const text = withSlips(question, createRandom(seed)) ?? ''
        const changed = [...text].filter((character, index) => character !== question[index]).length
        expect(text).toHaveLength(question.length)
        expect(changed).toBeGreaterThanOrEqual(1)
        expect(changed).toBeLessThanOrEqual(3)
        expect(withSlips(question, createRandom(seed))).toBe(text)
      }),
    )
  })
})

test('the tables hold single characters and single words that differ', () => {
  for (const { from, to } of CHARACTER_SLIPS) {
    expect([[...from].length, [...to].length]).toEqual([1, 1])
    expect(from).not.toBe(to)
  }
  for (const { from, to } of WORD_SLIPS) {
    expect(`${from} ${to}`).toMatch(/^[a-z]+ [a-z]+$/u)
    expect(from).not.toBe(to)
  }
})
