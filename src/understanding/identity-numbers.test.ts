import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hongKongNumbers, mainlandNumbers, taiwanNumbers } from './identity-number.fixture.js'
import {
  isCalendarDate,
  isHongKongIdentityNumber,
  isMainlandIdentityNumber,
  isOldMainlandIdentityNumber,
  isTaiwanIdentityNumber,
} from './identity-numbers.js'

const bare = (number: string): string => number.toLowerCase().replaceAll(/[^a-z\d]/g, '')

describe('identity numbers that are published as examples', () => {
  test.each(['11010519491231002x'])('%s of the mainland', (number) => {
    expect(isMainlandIdentityNumber(number)).toBe(true)
  })
  test.each(['a1234563', 'c1234569', 'ab9876543'])('%s of Hong Kong', (number) => {
    expect(isHongKongIdentityNumber(number)).toBe(true)
  })
  test.each(['a123456789', 'a800000014'])('%s of Taiwan', (number) => {
    expect(isTaiwanIdentityNumber(number)).toBe(true)
  })
})

describe('identity numbers', () => {
  test.each([
    ['mainland', mainlandNumbers, isMainlandIdentityNumber],
    ['Hong Kong', hongKongNumbers, isHongKongIdentityNumber],
    ['Taiwan', taiwanNumbers, isTaiwanIdentityNumber],
  ] as const)('%s: the check character decides', (_, numbers, accepts) => {
    fc.assert(
      fc.property(numbers, ({ valid, invalid }) => {
        expect(accepts(bare(valid))).toBe(true)
        expect(accepts(bare(invalid))).toBe(false)
      }),
    )
  })

  test.each([
    ['region 99', '990105194912310024'],
    ['month 13', '110105194913310025'],
    ['30 February', '110105194902300022'],
    ['29 February of a common year', '110105190002290021'],
    ['born in 1880', '440524188001010014'],
    ['17 characters', '1101051949123100'],
    ['x inside', '1101051949123x0021'],
  ])('not of the mainland: %s', (_, number) => {
    const isRight = (check: string) => isMainlandIdentityNumber(number.slice(0, -1) + check)
    expect([...'0123456789x'].some(isRight)).toBe(false)
  })

  test('a declaration number of 2020 is none where no such county is', () => {
    const ends = Array.from({ length: 10_000 }, (_, end) => String(end).padStart(4, '0'))
    const passing = (start: string) =>
      ends.filter((end) => isMainlandIdentityNumber(start + end)).length
    // 52 is Guizhou, and the customs office of Huangpu; 310120 is Fengxian.
    expect(passing('52012020080112')).toBe(0)
    expect(passing('31012020080112')).toBeGreaterThan(0)
  })

  test.each([
    ['110105491231002', true],
    ['110105491331002', false],
    ['990105491231002', false],
    ['11010549123100', false],
  ])('%s as an old mainland number: %s', (digits, isOne) => {
    expect(isOldMainlandIdentityNumber(digits)).toBe(isOne)
  })

  test.each([
    ['20240229', true],
    ['20230229', false],
    ['20240431', false],
    ['20240100', false],
    ['20240001', false],
    ['18991231', false],
    ['21000101', false],
    ['2024011', false],
  ])('%s is a day: %s', (digits, isDay) => {
    expect(isCalendarDate(digits)).toBe(isDay)
  })
})
