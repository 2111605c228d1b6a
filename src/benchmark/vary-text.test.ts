import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../evaluation/statistics/random.js'
import { varyChinese, varyEnglish, wordPoolOf } from './vary-text.js'

const POOL = wordPoolOf(
  ['企业 货物 样品 口岸'],
  ['The cargo is released before Customs has its results'],
  (text) => text.split(' '),
)
const MIXED = '对AEO企业的“绿色通道”，30日内办结（含样品）。'

test('wordPoolOf takes Chinese words of two characters and English words of four letters', () => {
  const pool = wordPoolOf(['货物 的 海关总署 货物'], ['Duty is due: duty FREE'], (text) =>
    text.split(' '),
  )
  expect(pool).toEqual({ chinese: ['货物'], english: ['duty', 'free'] })
})

describe('varyChinese', () => {
  test('replaces every pair of characters when the share is 1', () => {
    const varied = varyChinese('监管部门放行', POOL, 1, createRandom(1))
    const words = varied.match(/../gu) ?? []
    expect(words).toHaveLength(3)
    for (const word of words) expect(POOL.chinese).toContain(word)
  })

  test('changes nothing when the share is 0', () => {
    expect(varyChinese(MIXED, POOL, 0, createRandom(1))).toBe(MIXED)
  })

  test('replaces about its share', () => {
    const text = '监管'.repeat(5_000)
    const varied = varyChinese(text, POOL, 0.3, createRandom(2))
    const changed = (varied.match(/../gu) ?? []).filter((word) => word !== '监管').length
    expect(changed).toBeGreaterThan(1_350)
    expect(changed).toBeLessThan(1_650)
  })

  test('keeps length and everything that is no pair of Chinese characters in its place', () => {
    const texts = fc.string({ unit: fc.constantFrom(...MIXED, '\n', ' ', '𠮷'), maxLength: 60 })
    fc.assert(
      fc.property(texts, fc.integer(), (text, seed) => {
        const varied = varyChinese(text, POOL, 1, createRandom(seed))
        expect(varied).toHaveLength(text.length)
        const others = (value: string) => value.replaceAll(/\p{Script=Han}/gu, '〇')
        expect(others(varied)).toBe(others(text))
      }),
    )
  })
})

describe('varyEnglish', () => {
  test('replaces longer words, keeps short ones, numbers, marks and capitals', () => {
    const varied = varyEnglish('Goods of up to 10,000 yuan, tested', POOL, 1, createRandom(3))
    expect(varied).toMatch(/^[A-Z][a-z]+ of up to 10,000 [a-z]+, [a-z]+$/u)
    const words = varied.toLowerCase().match(/[a-z]{4,}/gu) ?? []
    expect(words).toHaveLength(3)
    for (const word of words) expect(POOL.english).toContain(word)
  })

  test('is the same for the same seed and another for another', () => {
    const text = 'Samples leave before testing ends '.repeat(10)
    const vary = (seed: number) => varyEnglish(text, POOL, 0.5, createRandom(seed))
    expect(vary(7)).toBe(vary(7))
    expect(vary(7)).not.toBe(vary(8))
  })
})
