import { describe, expect, test } from 'vitest'
import { parseEnglishNumber, parseOrdinal } from './english-number.js'
import { parseHanNumber } from './han-number.js'
import { formatRational } from './rational.js'

const han = (text: string): string | undefined => {
  const value = parseHanNumber(text)
  return value === undefined ? undefined : formatRational(value)
}

describe('parseHanNumber', () => {
  test.each([
    ['零', '0'],
    ['十', '10'],
    ['十九', '19'],
    ['一百零三', '103'],
    ['一百三', '130'],
    ['一百十五', '115'],
    ['三千五', '3500'],
    ['一万零二', '10002'],
    ['一万二', '12000'],
    ['两亿五', '250000000'],
    ['十二万亿', '12000000000000'],
    ['一千万', '10000000'],
    ['廿四', '24'],
    ['卅一', '31'],
    ['二〇二四', '2024'],
    ['一〇', '10'],
    ['三点一四', '3.14'],
    ['一点五亿', '150000000'],
    ['壹佰贰拾叁', '123'],
  ])('%s is %s', (text, value) => {
    expect(han(text)).toBe(value)
  })

  test.each([
    '',
    '百',
    '万',
    '十百千万',
    '一二',
    '一一',
    '三一',
    '百万',
    '一百百',
    '二十十',
    '三点',
    '点五',
  ])('%j is no number', (text) => {
    expect(han(text)).toBeUndefined()
  })
})

describe('parseEnglishNumber', () => {
  test.each([
    ['twelve', '12', 6],
    ['twenty-four hundred', '2400', 19],
    ['one hundred and five', '105', 20],
    ['two thousand and five', '2005', 21],
    ['three hundred million', '300000000', 21],
    ['two and three', '2', 3],
    ['two three', '2', 3],
    ['twenty eleven', '20', 6],
    ['one million two', '1000002', 15],
  ])('%s begins with %s', (words, value, length) => {
    const found = parseEnglishNumber(words)
    expect(found && [formatRational(found.value), found.length]).toEqual([value, length])
  })

  test('scales without a number are none', () => {
    expect(parseEnglishNumber('hundred')).toBeUndefined()
    expect(parseEnglishNumber('and five')).toBeUndefined()
  })

  test.each([
    ['third', '3'],
    ['twentieth', '20'],
    ['twenty-first', '21'],
  ])('%s', (word, value) => {
    const found = parseOrdinal(word)
    expect(found && formatRational(found)).toBe(value)
  })
})
