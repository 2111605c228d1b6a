import { describe, expect, test } from 'vitest'
import { findNumberMentions } from './number-mentions.js'

const numbers = (text: string): [number, number][] =>
  findNumberMentions(text).map(({ from, to }) => [from, to])

describe('findNumberMentions', () => {
  test.each([
    ['第十九条', 19],
    ['第(三十三)项', 33],
    ['第（三十三）项写了什么', 33],
    ['第33项', 33],
    ['第 33 条', 33],
    ['(三十三)', 33],
    ['measure 33', 33],
    ['item 7 of the list', 7],
    ['what is no. 7 about', 7],
    ['the 19th measure', 19],
    ['序号7', 7],
    ['案例3', 3],
    ['案例三', 3],
    ['第3则', 3],
    ['第二十项呢', 20],
    ['第一百零三条', 103],
    ['第 三 十 三 项', 33],
  ])('%s is %i', (text, expected) => {
    expect(numbers(text)).toEqual([[expected, expected]])
  })

  test.each([
    ['第3到第5条', [[3, 5]]],
    ['第三至五条', [[3, 5]]],
    ['measures 3 to 5', [[3, 5]]],
    [
      '第3条和第5条',
      [
        [3, 3],
        [5, 5],
      ],
    ],
    [
      'measures 3 and 5',
      [
        [3, 3],
        [5, 5],
      ],
    ],
  ])('%s gives each', (text, expected) => {
    expect(numbers(text)).toEqual(expected)
  })

  test.each([
    '第三方检测',
    '2024年',
    '24小时',
    '10000元',
    '第一次出口',
    'in 3 months',
    '20%',
    '新三样',
    '43 measures',
    '有没有第二条路',
    '大连的三条航线',
  ])('%s holds no measure number', (text) => {
    expect(numbers(text)).toEqual([])
  })

  test('a bare 33项 is not explicit: it counts unless an office stands before it', () => {
    expect(findNumberMentions('33项')).toMatchObject([{ from: 33, explicit: false }])
  })
})
