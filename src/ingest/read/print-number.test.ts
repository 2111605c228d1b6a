import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printNumber } from './print-number.js'

describe('numbers of lists', () => {
  test.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [21, '二十一'],
    [100, '一百'],
    [101, '一百零一'],
    [110, '一百一十'],
    [111, '一百一十一'],
    [120, '一百二十'],
    [1005, '一千零五'],
    [1050, '一千零五十'],
    [2024, '二千零二十四'],
  ])('%i in Chinese is %s', (value, printed) => {
    expect(printNumber(value, 'chinese')).toBe(printed)
  })

  test.each([
    [4, 'lower-roman', 'iv'],
    [1994, 'upper-roman', 'MCMXCIV'],
    [26, 'lower-alpha', 'z'],
    [27, 'upper-alpha', 'AA'],
    [20, 'circled-decimal', '⑳'],
    [21, 'circled-decimal', '㉑'],
    [36, 'circled-decimal', '㊱'],
    [51, 'circled-decimal', '51'],
    [3, 'heavenly-stem', '丙'],
    [11, 'heavenly-stem', '11'],
    [12, 'parenthesized-decimal', '⑿'],
    [3, 'fullwidth-decimal', '３'],
    [32, 'chinese-formal-simplified', '叁拾贰'],
    [7, 'decimal-leading-zero', '07'],
    [2019, 'cjk-decimal', '二〇一九'],
  ] as const)('%i in %s is %s', (value, system, printed) => {
    expect(printNumber(value, system)).toBe(printed)
  })

  test('no two numbers of a system are printed alike', () => {
    const number = fc.integer({ min: 1, max: 3999 })
    fc.assert(
      fc.property(number, number, (one, other) => {
        fc.pre(one !== other)
        for (const system of ['chinese', 'upper-roman', 'lower-alpha', 'cjk-decimal'] as const) {
          expect(printNumber(one, system)).not.toBe(printNumber(other, system))
        }
      }),
    )
  })
})
