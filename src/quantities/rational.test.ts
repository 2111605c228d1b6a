import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  formatRational,
  isEqual,
  isLess,
  multiply,
  parseDecimal,
  rational,
  readRational,
} from './rational.js'

const anyRational = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([numerator, denominator]) => rational(numerator, denominator))

describe('rational numbers', () => {
  test.each([
    ['10000', '10000'],
    ['97.94', '97.94'],
    ['0.10', '0.1'],
    ['007', '7'],
  ])('%s is written %s', (digits, written) => {
    expect(formatRational(parseDecimal(digits))).toBe(written)
  })

  test('what does not end in decimals stays a fraction', () => {
    expect(formatRational(rational(2n, 6n))).toBe('1/3')
    expect(formatRational(rational(-18n))).toBe('-18')
    expect(formatRational(rational(-1n, 40n))).toBe('-0.025')
  })

  test('a tenth and two tenths are three tenths', () => {
    const sum = add(parseDecimal('0.1'), parseDecimal('0.2'))
    expect(isEqual(sum, parseDecimal('0.3'))).toBe(true)
    expect(isEqual(multiply(parseDecimal('1.1'), parseDecimal('1.1')), parseDecimal('1.21'))).toBe(
      true,
    )
    expect(isLess(rational(1n, 3n), parseDecimal('0.34'))).toBe(true)
  })

  test('what is written reads back the same', () => {
    fc.assert(
      fc.property(anyRational, (value) => {
        expect(readRational(formatRational(value))).toEqual(value)
      }),
    )
  })

  test('a denominator must be positive', () => {
    expect(() => rational(1n, 0n)).toThrow(RangeError)
  })
})
