import { describe, expect, test } from 'vitest'
import { factCoverage } from './fact-coverage.js'

describe('factCoverage', () => {
  test('one of two facts is a half, in whatever language it stands', () => {
    const texts = [
      'Goods worth less than RMB 10,000 may leave the port.[1]',
      '货值不满10000元人民币',
    ]
    expect(factCoverage(['10000', '3个月'], texts)).toBe(0.5)
    expect(factCoverage(['1万元'], texts)).toBe(1)
  })

  test('part of a number is not the number', () => {
    expect(factCoverage(['1000'], ['不满10000元'])).toBe(0)
    expect(factCoverage(['20%'], ['120%'])).toBe(0)
    expect(factCoverage(['20'], ['20.5'])).toBe(0)
    expect(factCoverage(['20'], ['20.'])).toBe(1)
  })

  test('words are found in Traditional text, but not across two texts', () => {
    expect(factCoverage(['综合保税区'], ['綜合保稅區'])).toBe(1)
    expect(factCoverage(['即报即批'], ['即报', '即批'])).toBe(0)
  })

  test('without facts there is nothing to cover', () => {
    expect(factCoverage([], ['x'])).toBeUndefined()
  })
})
