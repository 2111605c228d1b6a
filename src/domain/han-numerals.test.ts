import { describe, expect, test } from 'vitest'
import { HAN_NUMERAL_CLASS, parseHanNumeral, toHanNumeral } from './han-numerals.js'

const PRINTED: [number, string][] = [
  [1, '一'],
  [9, '九'],
  [10, '十'],
  [11, '十一'],
  [19, '十九'],
  [20, '二十'],
  [21, '二十一'],
  [33, '三十三'],
  [43, '四十三'],
  [99, '九十九'],
  [100, '一百'],
  [101, '一百零一'],
  [110, '一百一十'],
  [116, '一百一十六'],
  [203, '二百零三'],
  [1000, '一千'],
  [1001, '一千零一'],
  [1010, '一千零一十'],
  [1100, '一千一百'],
  [2024, '二千零二十四'],
  [5050, '五千零五十'],
  [9999, '九千九百九十九'],
]

describe('toHanNumeral', () => {
  test.each(PRINTED)('%i is %s', (value, printed) => {
    expect(toHanNumeral(value)).toBe(printed)
  })

  test.each([0, -1, 10_000, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (value) => {
    expect(() => toHanNumeral(value)).toThrow(RangeError)
  })

  test('prints each number from 1 to 9999 in its own way, with characters of the class only', () => {
    const all = Array.from({ length: 9999 }, (_, index) => toHanNumeral(index + 1))
    expect(new Set(all).size).toBe(9999)
    const outside = all.filter((printed) =>
      [...printed].some((character) => !HAN_NUMERAL_CLASS.includes(character)),
    )
    expect(outside).toEqual([])
  })
})

describe('parseHanNumeral', () => {
  test.each(PRINTED)('reads %i back from %s', (value, printed) => {
    expect(parseHanNumeral(printed)).toBe(value)
  })

  test('reads back every number from 1 to 9999', () => {
    for (let value = 1; value <= 9999; value += 1) {
      if (parseHanNumeral(toHanNumeral(value)) !== value) expect.fail(`${value} was misread`)
    }
  })

  test('reads digit by digit what the platform prints digit by digit', () => {
    const format = new Intl.NumberFormat('zh-u-nu-hanidec', { useGrouping: false })
    for (let value = 0; value <= 9999; value += 1) {
      if (parseHanNumeral(format.format(value)) !== value) expect.fail(`${value} was misread`)
    }
  })

  test.each([
    ['一十九', 19],
    ['两百', 200],
    ['两千零二', 2002],
    ['一百〇三', 103],
    ['百二十', 120],
    ['一千零十', 1010],
    ['二〇二四', 2024],
    ['零五', 5],
  ])('%s is another way to write %i', (written, value) => {
    expect(parseHanNumeral(written)).toBe(value)
  })

  test.each([
    '',
    '条',
    '十九条',
    '19',
    ' 十',
    '十十',
    '十百',
    '百千',
    '二十二十',
    '九千九千',
    '一二十',
    '十一二',
    '一百三',
    '一千三',
    '一百零零三',
    '一百零',
    '二十零',
    '零十',
    '一二三四五',
    '一万',
    '拾',
  ])('"%s" is no numeral', (text) => {
    expect(parseHanNumeral(text)).toBeUndefined()
  })
})
