import { describe, expect, test } from 'vitest'
import { goesOtherWay, tradeDirection } from './trade-direction.js'

describe('tradeDirection', () => {
  test.each([
    '对出口锂电池电解液实施分类管理',
    '我们从海南往外卖芒果',
    '帮农民把荔枝卖到国外',
    '货发往海外仓',
    '开展供港澳活猪注册养殖场分类管理',
    'we export mangoes',
    'we sell fruit abroad',
    'parcels are shipped by air to buyers overseas',
    'parcels come back from overseas buyers',
  ])('out: %s', (text) => {
    expect(tradeDirection(text)).toBe('export')
  })

  test.each([
    '对进境农产品全面实施智能审批',
    '从国外买的机器',
    '入口货由保税仓发',
    'imported substances that are both food and medicine',
    'importers of parts',
  ])('in: %s', (text) => {
    expect(tradeDirection(text)).toBe('import')
  })

  test.each([
    '支持跨境电商保税进出口业务',
    '进口和出口都要申报',
    '优化账册管理',
    '入口处在哪里',
    'goods sent from overseas',
    'goods sold by overseas shops',
    'imports and exports',
    'important news',
    '',
  ])('neither or both: %s', (text) => {
    expect(tradeDirection(text)).toBeUndefined()
  })
})

test('only two that are known and differ go other ways', () => {
  expect(goesOtherWay('出口货', '进口货')).toBe(true)
  expect(goesOtherWay('进口货', 'we export fruit')).toBe(true)
  expect(goesOtherWay('出口货', '出境货')).toBe(false)
  expect(goesOtherWay('出口货', '进出口货')).toBe(false)
  expect(goesOtherWay('货', '进口货')).toBe(false)
})
