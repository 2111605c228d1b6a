import { describe, expect, test } from 'vitest'
import { chooseAnswerLanguage, type LanguageEvidence } from './answer-language.js'

const choose = (evidence: Partial<LanguageEvidence>): string =>
  chooseAnswerLanguage({ requested: 'auto', question: '', history: [], ...evidence })
const turn = (role: 'user' | 'assistant', content: string) => ({ role, content })

describe('the order of the evidence', () => {
  const everything = {
    requested: 'zh-TW',
    question: 'How early must I apply for an advance ruling?',
    history: [turn('user', '样品能先提走吗')],
    acceptLanguage: 'zh-HK',
  }

  test('the request wins over all', () => {
    expect(choose(everything)).toBe('zh-Hant-TW')
  })

  test('then the question', () => {
    expect(choose({ ...everything, requested: 'auto' })).toBe('en')
  })

  test('then the history, where the question says nothing', () => {
    expect(choose({ ...everything, requested: 'auto', question: '中国' })).toBe('zh-Hans')
  })

  test('then Accept-Language', () => {
    expect(choose({ ...everything, requested: 'auto', question: '中国', history: [] })).toBe(
      'zh-Hans',
    )
    expect(choose({ acceptLanguage: 'zh-HK', question: '中' })).toBe('zh-Hant-HK')
  })

  test('then Simplified Chinese', () => {
    expect(choose({ question: '中' })).toBe('zh-Hans')
    expect(choose({ question: '9610' })).toBe('zh-Hans')
  })
})

describe('the question', () => {
  test.each([
    ['样品能先提走吗', 'zh-Hans'],
    ['樣品能先提走嗎', 'zh-Hant-HK'],
    ['樣本可唔可以先攞走', 'zh-Hant-HK'],
    ['電子商貿貨物點樣清關', 'zh-Hant-HK'],
    ['請問軟體進口要什麼資料', 'zh-Hant-TW'],
    ['網路購物的退貨', 'zh-Hant-TW'],
    ['Can I take the samples?', 'en'],
    ['AEO benefits', 'en'],
    ['AEO企业有哪些便利', 'zh-Hans'],
    ['RCEP 原產地證書', 'zh-Hant-HK'],
  ])('%s is answered in %s', (question, expected) => {
    expect(choose({ question, history: [turn('user', 'hello there')], acceptLanguage: 'fr' })).toBe(
      expected,
    )
  })

  test('characters of both scripts take a Chinese form from the history, never English', () => {
    const question = '上海港'
    expect(choose({ question, history: [turn('user', '樣品能先提走嗎')] })).toBe('zh-Hant-HK')
    expect(choose({ question, history: [turn('user', 'Can I take the samples?')] })).toBe('zh-Hans')
    expect(
      choose({
        question,
        history: [turn('user', 'Can I take the samples?')],
        acceptLanguage: 'zh-TW',
      }),
    ).toBe('zh-Hant-TW')
  })

  test.each(['¿Cómo importo vino?', '通関の手続きを教えて', 'Как оформить груз?'])(
    '%s, in a third language, is answered in English when nothing else is known',
    (question) => {
      expect(choose({ question })).toBe('en')
      expect(choose({ question, acceptLanguage: 'zh-TW' })).toBe('zh-Hant-TW')
      expect(choose({ question, requested: 'zh-Hans' })).toBe('zh-Hans')
    },
  )
})

describe('Traditional Chinese without a listed word', () => {
  const question = '樣品能先提走嗎'
  const isTaiwan = (text: string): boolean => text.includes('嗎')

  test('is what the weights take it for, and Hong Kong’s where they are not sure', () => {
    expect(choose({ question, isTaiwan })).toBe('zh-Hant-TW')
    expect(choose({ question: '樣品先提走', isTaiwan })).toBe('zh-Hant-HK')
  })

  test('is never asked of where a word, an earlier question or the browser tells', () => {
    expect(choose({ question: '樣品可唔可以先攞走嗎', isTaiwan })).toBe('zh-Hant-HK')
    expect(choose({ question, isTaiwan, history: [turn('user', '電子商貿點樣清關')] })).toBe(
      'zh-Hant-HK',
    )
    expect(choose({ question, isTaiwan, acceptLanguage: 'zh-HK' })).toBe('zh-Hant-HK')
    expect(choose({ question: '樣品先提走', acceptLanguage: 'zh-TW' })).toBe('zh-Hant-TW')
    expect(choose({ question, isTaiwan, requested: 'zh-HK' })).toBe('zh-Hant-HK')
  })

  test('goes on in the form that an earlier question was taken for', () => {
    const history = [turn('user', question)]
    expect(choose({ question: '樣品先提走', history, isTaiwan })).toBe('zh-Hant-TW')
    expect(choose({ question: '中', history, isTaiwan })).toBe('zh-Hant-TW')
  })
})

describe('the history', () => {
  test('the last turn of the asker that tells a language counts', () => {
    const history = [
      turn('user', 'Can I take the samples?'),
      turn('assistant', 'Yes.'),
      turn('user', '樣品能先提走嗎'),
      turn('assistant', '可以'),
      turn('user', '上海'),
    ]
    expect(choose({ question: '中', history })).toBe('zh-Hant-HK')
  })

  test('what the assistant said does not count', () => {
    expect(choose({ question: '中', history: [turn('assistant', '樣品能先提走')] })).toBe('zh-Hans')
  })
})

describe('Accept-Language', () => {
  test.each([
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-Hant-TW'],
    ['en;q=0.5, zh-HK;q=0.7', 'zh-Hant-HK'],
    ['fr, de;q=0.9, zh-TW;q=0.1', 'zh-Hant-TW'],
    ['zh-TW;q=0, zh-HK;q=0.2', 'zh-Hant-HK'],
    ['fr', 'zh-Hans'],
    ['*', 'zh-Hans'],
    ['', 'zh-Hans'],
    [';q=;,,', 'zh-Hans'],
  ])('%s is read as %s', (acceptLanguage, expected) => {
    expect(choose({ question: '中', acceptLanguage })).toBe(expected)
  })
})

describe('aliases in a request', () => {
  test.each([
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans', 'zh-Hans'],
    ['zh-Hant', 'zh-Hant-HK'],
    ['zh-HK', 'zh-Hant-HK'],
    ['zh-MO', 'zh-Hant-HK'],
    ['zh-TW', 'zh-Hant-TW'],
    ['ZH-tw', 'zh-Hant-TW'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['en-US', 'en'],
  ])('%s is %s', (requested, expected) => {
    expect(choose({ requested, question: 'RCEP 原產地證書怎麼申請' })).toBe(expected)
  })
})
