import { describe, expect, test } from 'vitest'
import { createTokenizer } from './tokenize.js'

const tokenizer = createTokenizer(['提离', '零关税', '查验', '單一窗口', 'AEO', '松'])

describe('words', () => {
  test.each([
    ['7×24小时预约通关', ['7x24', '小时', '预约', '通关']],
    ['7x24 小時', ['7x24', '小时']],
    ['“5+2”预约查检', ['5+2', '预约', '查检']],
    ['实行5+2查检', ['实行', '5+2', '查检']],
    ['1+N组团', ['1+n', '组团']],
    ['创新1+N模式', ['创新', '1+n', '模式']],
    ['24小时', ['24', '小时']],
    ['海关9610监管模式', ['海关', '9610', '监管', '模式']],
    ['占比93.4%', ['占', '比', '93.4%']],
    ['12.5％', ['12.5%']],
    ['not over 10,000 yuan', ['10000', 'yuan']],
    ['10000元', ['10000', '元']],
    ['保税+ERP', ['保税', 'erp']],
    ['CCC免办、3C认证', ['ccc', '免', '办', '3c', '认证']],
    ['AEO企业的好处是什么', ['aeo', '企业', '好处']],
    ['RCEP', ['rcep']],
    ['e-commerce and ecommerce', ['ecommerc', 'ecommerc']],
    ["the importer's goods", ['importer', 'good']],
    ['cross-border returns', ['cross', 'border', 'return']],
    ['B2B', ['b2b']],
    ['2024年7月1日', ['2024', '年', '7', '月', '1', '日']],
    ['第（三十三）项', ['第', '三十', '十三', '三十三', '项']],
  ])('%s', (text, expected) => {
    expect(tokenizer.words(text)).toEqual(expected)
  })

  test.each([
    ['支持企业集团加工贸易监管', '支持企業集團加工貿易監管'],
    ['风险布控查验比例', '風險布控查驗比例'],
    ['知识产权海关备案怎么办理', '知識產權海關備案怎麼辦理'],
    ['保证金什么时候发还', '保證金什麼時候發還'],
    ['国际贸易“单一窗口”', '國際貿易「單一窗口」'],
    ['税款滞纳金减免', '稅款滯納金減免'],
    ['卫生检疫证书', '衞生檢疫證書'],
    ['账册核销', '帳冊核銷'],
  ])('%s and %s give the same terms', (simplified, traditional) => {
    expect(tokenizer.words(traditional)).toEqual(tokenizer.words(simplified))
    expect(tokenizer.bigrams(traditional)).toEqual(tokenizer.bigrams(simplified))
  })

  test('user words are one term, in any script', () => {
    expect(tokenizer.words('附条件提离')).toContain('提离')
    expect(tokenizer.words('單一窗口')).toContain('单一窗口')
  })

  test('the shorter words inside a long one are terms as well', () => {
    expect(tokenizer.words('锂电池')).toEqual(expect.arrayContaining(['锂电', '电池', '锂电池']))
  })

  test('stop words go, unless nothing else is there', () => {
    expect(tokenizer.words('请问如何查验')).toEqual(['查验'])
    expect(tokenizer.words('什么')).toEqual(['什么'])
    expect(tokenizer.words('what is it')).toEqual(['what', 'is', 'it'])
  })

  test('punctuation and emptiness give nothing', () => {
    expect(tokenizer.words(' ，。！ ')).toEqual([])
    expect(tokenizer.bigrams('')).toEqual([])
  })

  test('letters of other scripts are kept as words', () => {
    expect(tokenizer.words('таможня')).toEqual(['таможня'])
  })
})

describe('bigrams', () => {
  test.each([
    ['附条件提离', ['附条', '条件', '件提', '提离']],
    ['在7×24小时', ['在', '7x24', '小时']],
    ['AEO企業', ['aeo', '企业']],
    ['税', ['税']],
  ])('%s', (text, expected) => {
    expect(tokenizer.bigrams(text)).toEqual(expected)
  })
})
