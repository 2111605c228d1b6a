import { describe, expect, test } from 'vitest'
import { normaliseQuantities } from './normalise-quantities.js'

describe('normaliseQuantities', () => {
  test.each([
    ['10000', ['10,000', '1万', '一万', 'ten thousand', '１００００']],
    [
      '10000元',
      ['10,000 yuan', 'RMB 10,000', '1万元', '10000元人民币', '人民币10000元', 'CNY 10 thousand'],
    ],
    ['1500000000元', ['15亿元', '15億元', '1.5 billion yuan', 'RMB 1.5 billion']],
    ['3个月', ['3 months', 'three months', '三個月', '三个月', '3-month']],
    ['6个月', ['half a year', '半年', 'six months']],
    ['1年', ['one year', '一年', '1 year']],
    ['35%', ['35 percent', '35 per cent', '百分之三十五', '35％']],
    ['97.94%', ['97.94%', '97.94 per cent']],
    ['7x24小时', ['7×24小时', '7x24 hours', '24/7 hours', '7×24小時']],
    ['2024年4月', ['April 2024', '2024年04月', '2024 年 4 月']],
    [
      '2024年4月4日',
      ['4 April 2024', 'April 4, 2024', '2024-04-04', '2024年4月4日', '4th Apr. 2024'],
    ],
    ['5个工作日', ['five working days', '5个工作日']],
  ])('%s', (normal, forms) => {
    for (const form of forms) expect(normaliseQuantities(form)).toBe(normal)
  })

  test('what is no quantity stays', () => {
    expect(normaliseQuantities('一律不得收费')).toBe('一律不得收费')
    expect(normaliseQuantities('一站式')).toBe('一站式')
    expect(normaliseQuantities('一年')).not.toBe(normaliseQuantities('12个月'))
    expect(normaliseQuantities('3月')).not.toBe(normaliseQuantities('3个月'))
  })
})
