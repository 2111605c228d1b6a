import { describe, expect, test } from 'vitest'
import { chooseLanguage, languageOfQuestion, writtenFormOf } from './interface-language.js'
import { serverOfScript } from './settings.js'

describe('the language of the interface', () => {
  test.each([
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['zh_TW', 'zh-Hant-TW'],
    ['zh-Hant-TW', 'zh-Hant-TW'],
    ['zh-Hant', 'zh-Hant-HK'],
    ['ZH-hk', 'zh-Hant-HK'],
    ['zh-MO', 'zh-Hant-HK'],
    ['yue', 'zh-Hant-HK'],
    ['en-GB', 'en'],
    ['fr', undefined],
    ['', undefined],
    ['enough', undefined],
  ])('%s is %s', (tag, form) => {
    expect(writtenFormOf(tag)).toBe(form)
  })

  test('who knows best comes first, and what is unknown is passed over', () => {
    expect(chooseLanguage([null, '', 'de', 'zh-TW', 'en'])).toBe('zh-Hant-TW')
    expect(chooseLanguage(['en', 'zh-CN'])).toBe('en')
    expect(chooseLanguage([undefined, 'pt'])).toBe('en')
  })

  test('a question is marked by its script', () => {
    expect(languageOfQuestion('What about 預裁定?', 'zh-Hant-HK')).toBe('zh-Hant-HK')
    expect(languageOfQuestion('预裁定', 'en')).toBe('zh-Hans')
    expect(languageOfQuestion('AEO', 'zh-Hans')).toBe('en')
  })
})

describe('the server of a script', () => {
  test.each([
    ['https://a.example/widget/v1/widget.js', 'https://a.example'],
    ['https://a.example/base/widget/v1/0123abcd/widget.js?x=1', 'https://a.example/base'],
    ['', ''],
  ])('%s', (script, server) => {
    expect(serverOfScript(script)).toBe(server)
  })
})
