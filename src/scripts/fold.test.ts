import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from './fold.js'
import { sourceTexts } from './source-texts.fixture.js'

const chineseText = fc
  .array(fc.oneof(fc.integer({ min: 0x4e00, max: 0x9fff }), fc.integer({ min: 0x20, max: 0xffff })))
  .map((units) => String.fromCharCode(...units))

/** Texts rich in the characters that word rules look at. */
const ruleText = fc
  .array(fc.constantFrom(...'著着顯显名作卓隨覆答回批份部分身甚麼么計畫划乾瞭藉'))
  .map((characters) => characters.join(''))

describe('foldText', () => {
  test.each([
    ['ＲＣＥＰ　２０２４年', 'rcep 2024年'],
    ['（三十三）', '(三十三)'],
    ['7×24小時', '7x24小时'],
    ['成效顯著', '成效显著'],
    ['显著降低', '显著降低'],
    ['隨著業務接著辦', '随着业务接着办'],
    ['帳冊 賬册 帐册', '账册 账册 账册'],
    ['衞生 衛生 卫生', '卫生 卫生 卫生'],
    ['裏 裡 里', '里 里 里'],
    ['臺灣 台灣 平臺', '台湾 台湾 平台'],
    ['一週 周轉', '一周 周转'],
    ['稅 税', '税 税'],
    ['說 説 閱 閲', '说 说 阅 阅'],
    ['群 羣 峰 峯 啟 啓', '群 群 峰 峰 启 启'],
    ['什麼 甚麼 什么', '什么 什么 什么'],
    ['怎麼辦', '怎么办'],
    ['答覆 覆蓋', '答复 覆盖'],
    ['部份 身分', '部分 身份'],
    ['計劃 計畫', '计划 计划'],
    ['線 綫', '线 线'],
    ['佔比 徵稅 託運 註冊', '占比 征税 托运 注册'],
    ['「一站式『通關』」', '"一站式\'通关\'"'],
    ['“一站式‘通关’”', '"一站式\'通关\'"'],
    ['乾淨 幹部 干涉', '干净 干部 干涉'],
    ['發還 頭髮', '发还 头发'],
    ['瞭解 了解', '了解 了解'],
    ['Öffnung É', 'öffnung é'],
    ['㎏ 𠮷', '㎏ 𠮷'],
  ])('%s becomes %s', (text, expected) => {
    expect(foldText(text)).toBe(expected)
  })

  test('is idempotent and keeps the length', () => {
    fc.assert(
      fc.property(fc.oneof(chineseText, ruleText, fc.string({ unit: 'binary' })), (text) => {
        const once = foldText(text)
        expect(foldText(once)).toBe(once)
        expect(once.length).toBe(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('every single character settles at once', () => {
    for (let unit = 1; unit < 0x10000; unit += 1) {
      const once = foldText(String.fromCharCode(unit))
      expect(foldText(once)).toBe(once)
      expect(once).toHaveLength(1)
    }
  })

  test('leaves the Han characters of the Simplified documents as they are', () => {
    for (const { name, simplified } of sourceTexts()) {
      const han = (text: string) => [...text].filter((c) => /\p{Script=Han}/u.test(c)).join('')
      expect(han(foldText(simplified)), name).toBe(han(simplified))
    }
  })

  test('folds a question of 100 characters in well under 0.2 ms', () => {
    const question = '貨物在口岸檢查後等待實驗室檢測結果期間可以先拉走嗎'.repeat(4)
    foldText(question)
    const start = performance.now()
    for (let run = 0; run < 1000; run += 1) foldText(question)
    expect((performance.now() - start) / 1000).toBeLessThan(0.2)
  })
})
