import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from './fold.js'
import { toWrittenChinese } from './written-chinese.js'

describe('Cantonese', () => {
  test.each([
    ['我哋批貨喺碼頭攞唔攞得走？', '我们批货在码头拿不拿得走?'],
    ['呢啲嘢使唔使入口證', '这些东西要不要进口证'],
    ['去邊度搵佢哋？幾時先至有結果', '去哪里找他们?什么时候才有结果'],
    ['係咪要嗰間公司嘅印', '是不是要那间公司的印'],
    ['仲有冇其他關係企業喺系統入面', '还有没有其他关系企业在系统入面'],
  ])('%s is embedded as %s', (question, written) => {
    expect(toWrittenChinese(foldText(question))).toBe(written)
  })
})

describe('what is no Cantonese stays', () => {
  test.each([
    '海关与企业的关系，系统里边境口岸入口在哪',
    '仲裁要多久呢',
    '这批货系统查不到是什么情况',
    'How long does it take?',
    '',
  ])('%s', (text) => {
    expect(toWrittenChinese(text)).toBe(text)
  })

  test('twice is as once', () => {
    const piece = fc.constantFrom(
      '系',
      '咪',
      '唔',
      '使',
      '要',
      '边',
      '度',
      '几',
      '多',
      '关',
      '仲',
      '呢',
      '个',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = toWrittenChinese(pieces.join(''))
        expect(toWrittenChinese(once)).toBe(once)
      }),
    )
  })
})
