import { describe, expect, test } from 'vitest'
import { askedName, asksCharge, asksTwice, facetOfName } from './asked-names.js'

describe('askedName', () => {
  test.each([
    ['timeLimit', '货放在仓里最多放几天?', 'keeping'],
    ['amount', '一个月要连几次线?', 'times'],
    ['place', '服务站开在哪里,地址呢?', 'site'],
    ['channel', '话起个"服务站",去边度揾佢?', 'site'],
    ['channel', 'on which platform are the charges shown?', 'platform'],
    ['channel', '怎么申请?', undefined],
    ['place', '先攞走之后要摆喺边?', 'whereKept'],
    ['amount', '注册资本要多少?', 'size'],
    ['percentage', '担保费率几个点?', 'rate'],
    ['conditions', '优质是拿什么标准评的?', 'criteria'],
    ['materials', '要什么材料?', undefined],
  ] as const)('%s in %s is named %s', (facet, folded, name) => {
    expect(askedName(facet, folded)).toBe(name)
  })
})

test('a name may belong to another facet than the one read', () => {
  expect(facetOfName('keeping', 'duration')).toBe('period')
  expect(facetOfName('site', 'channel')).toBe('place')
  expect(facetOfName(undefined, 'who')).toBe('who')
})

test('two parts that ask are two questions', () => {
  expect(asksTwice('单家最高能贷多少,利率多少?')).toBe(true)
  expect(asksTwice('how much can one firm get, and at what interest?')).toBe(true)
  expect(asksTwice('我们是小企业,最高能贷多少?')).toBe(false)
})

test('a charge is asked for, not a freight deduction', () => {
  expect(asksCharge('要另外付钱吗,多少?')).toBe(true)
  expect(asksCharge('运费扣减,一个柜能扣多少?')).toBe(false)
})
