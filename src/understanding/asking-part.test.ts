import { expect, test } from 'vitest'
import { askingPart, looksUp } from './asking-part.js'

test.each<[string, string]>([
  ['上次等到什么时候都没结果,货能不能先提走?', '货能不能先提走?'],
  ['nobody could tell us how long it takes. may goods leave?', 'may goods leave?'],
  ['唔知几时化验完,可唔可以攞走先?', '可唔可以攞走先?'],
])('what is told before is no question: %s', (folded, asking) => {
  expect(askingPart(folded)).toBe(asking)
})

test.each([
  '不知道在哪里申请',
  '我想问几天能办好,不知道',
  'nobody told me how long it takes',
  '以前要多久?现在要多久?',
])('what is all of the question stays: %s', (folded) => {
  expect(askingPart(folded)).toBe(folded)
})

test('what is to be looked up is not asked', () => {
  expect(looksUp('进出口了多少,数据在哪里查')).toBe(true)
  expect(looksUp('where do they publish how much is traded')).toBe(true)
  expect(looksUp('最多免多少')).toBe(false)
  expect(looksUp('在哪里查验')).toBe(false)
})
