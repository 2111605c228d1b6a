import { expect, test } from 'vitest'
import { answersQuantity } from './quantity-kinds.js'

test.each([
  ['一年进出口额起码要做到多少?', 'AEO企业数量年内再增加20%', false],
  ['一批顶多可以报多少吨?', '一次检验、一次放行、一次出证', false],
  ['计划扩多少亩?', '3150名', false],
  ['公证文书现在剩几页?', '由50多页压减至8页', true],
  ['how much turnover is needed?', '货值不满10000元人民币', true],
  ['一共多少?', '3150名', true],
])('%s with %s: %s', (folded, words, answers) => {
  expect(answersQuantity(folded, words)).toBe(answers)
})
