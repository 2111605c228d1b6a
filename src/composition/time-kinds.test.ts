import { describe, expect, test } from 'vitest'
import { timeKindOf } from './time-kinds.js'

describe('timeKindOf', () => {
  test.each([
    ['节假日送检要提前几天约?', 'ahead'],
    ['how far ahead do we need to book?', 'ahead'],
    ['一个月要连几次线?', 'recurring'],
    ['this is checked periodically. how often is that exactly?', 'recurring'],
    ['货摆喺展销场最多可以摆几耐?', 'keeping'],
    ['最久能压在库里多少天?', 'keeping'],
    ['what is the longest it may lie there?', 'keeping'],
    ['平台什么时候上线?', 'date'],
    ['by what time must the certificate follow?', 'deadline'],
  ])('%s asks %s', (folded, kind) => {
    expect(timeKindOf(folded)).toBe(kind)
  })

  test.each([
    '放行要多久?',
    '审批一般要几天?',
    '报告有效期限是多长?',
    'how long does the release take?',
    'how long is the report valid?',
    'for how long does it remain valid?',
    'how long will the ruling stay in force?',
    'how many years is it kept usable?',
  ])('%s asks for none of them', (folded) => {
    expect(timeKindOf(folded)).toBeUndefined()
  })
})
