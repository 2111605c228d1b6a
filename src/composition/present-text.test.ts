import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createScriptConverter } from '../scripts/convert-script.js'
import { loadTestReader } from '../testing/load-test-reader.js'
import { nestQuotes, presentChinese, presentEnglish, type TextConverter } from './present-text.js'

const script = createScriptConverter()
const converter: TextConverter = {
  toTraditional: (text, region) => script.toTraditional(text, region),
  toRegionalWording: (text) => text,
}
/** Tells what it was asked for and changes nothing else. */
const telling: TextConverter = {
  toTraditional: (text, region) => `${region}<${text}>`,
  toRegionalWording: (text, region) => `${region}[${text}]`,
}
const { corpus } = loadTestReader()
const sentences = corpus.measures.flatMap(({ text, sentences: spans }) =>
  spans.map(({ start, end }) => text.slice(start, end)),
)
const show = (text: string): string => presentChinese(text, 'zh-Hans', converter)

describe('punctuation', () => {
  test.each([
    ['申请商品归类,价格', '申请商品归类，价格'],
    ['可以申请;也可以不申请', '可以申请；也可以不申请'],
    ['内容:一是办理', '内容：一是办理'],
    ['能申请吗?', '能申请吗？'],
    ['提升30%,降低50%。', '提升30%，降低50%。'],
    ['“直通”,“直装”', '“直通”，“直装”'],
    ['省级权限(省、自治区)政府', '省级权限（省、自治区）政府'],
    ['认证企业(AEO企业)通关', '认证企业（AEO企业）通关'],
    ['“经认证的经营者”(AEO)海关', '“经认证的经营者”（AEO）海关'],
    ['四个一(一企(AEO)、一品)', '四个一（一企（AEO）、一品）'],
    ['制定《办法》,对船舶', '制定《办法》，对船舶'],
  ])('%s is shown as %s', (given, shown) => {
    expect(show(given)).toBe(shown)
  })

  test.each(['10,000元', '7:30开始', '7×24小时', 'a,b', '100.5%', 'ERP(WMS)', '海关（关区）'])(
    '%s stays as it is',
    (given) => {
      expect(show(given)).toBe(given)
    },
  )

  test('no bracket of a sentence of the corpus is closed by one of another width', () => {
    const torn = sentences.map(show).filter((shown) => {
      const open: string[] = []
      for (const mark of shown.replace(/[^()（）]/gu, '')) {
        if (mark === '(' || mark === '（') open.push(mark)
        else if (open.pop() !== (mark === ')' ? '(' : '（')) return true
      }
      return open.length > 0
    })
    expect(torn).toEqual([])
  })

  test('no half-width comma is left between Chinese characters of the corpus', () => {
    const left = sentences
      .map(show)
      .filter((shown) => /[\p{Script=Han}][,;:?!][\p{Script=Han}]/u.test(shown))
    expect(left).toEqual([])
  })
})

describe('blanks', () => {
  test.each([
    ['环境 20 条', '环境20条'],
    ['支持 RCEP 高质量', '支持RCEP高质量'],
    ['第一行\n第二行', '第一行 第二行'],
    ['第一行\n  第二行', '第一行 第二行'],
    ['Single Window service', 'Single Window service'],
  ])('%j is shown as %j', (given, shown) => {
    expect(show(given)).toBe(shown)
  })
})

describe('the reader’s form', () => {
  test('Simplified readers get no conversion', () => {
    expect(presentChinese('预裁定', 'zh-Hans', telling)).toBe('预裁定')
  })

  test.each([
    ['zh-Hant-HK', 'HK[HK<预裁定>]'],
    ['zh-Hant-TW', 'TW[TW<预裁定>]'],
  ] as const)('%s: script first, then wording', (language, shown) => {
    expect(presentChinese('预裁定', language, telling)).toBe(shown)
  })

  test('Traditional with the quotation marks of Traditional', () => {
    expect(presentChinese('“先放后检”,企业可申请', 'zh-Hant-HK', converter)).toBe(
      '「先放後檢」，企業可申請',
    )
  })
})

test('letters, digits and Chinese characters of a Simplified text are never changed', () => {
  const kept = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'货物,;:()（）?!“” \n1%Aa×。') }), (text) => {
      const shown = show(text)
      expect(kept(shown)).toBe(kept(text))
      expect(show(shown)).toBe(shown)
    }),
  )
  for (const sentence of sentences) expect(kept(show(sentence))).toBe(kept(sentence))
})

describe('presentEnglish', () => {
  test.each([
    ['a "green channel" for samples', 'a “green channel” for samples'],
    ['"one" and "two"', '“one” and “two”'],
    ["Hainan's island", "Hainan's island"],
    ['a 5" pipe', 'a 5" pipe'],
  ])('%s is shown as %s', (given, shown) => {
    expect(presentEnglish(given)).toBe(shown)
  })
})

describe('nestQuotes', () => {
  test.each([
    ['“新三样”产业', '‘新三样’产业'],
    ['「新三樣」產業', '『新三樣』產業'],
    ['the "new three"', "the 'new three'"],
    ['产业', '产业'],
  ])('%s becomes %s', (given, nested) => {
    expect(nestQuotes(given)).toBe(nested)
  })
})
