import { describe, expect, test } from 'vitest'
import { dueLanguage, languageFaults, scriptOf } from './answer-language.js'

const answer = (language: 'zh-Hans' | 'zh-Hant-HK' | 'zh-Hant-TW' | 'en', text: string) => ({
  language,
  text,
  citations: [],
})

describe('languageFaults', () => {
  test.each([
    ['zh-Hans', answer('zh-Hans', '大连海关有规定。[1]')],
    ['zh-Hant-HK', answer('zh-Hant-HK', '大連海關有規定。[1]')],
    ['zh-Hant-HK', answer('zh-Hant-TW', '大連海關有規定。')],
    ['zh-Hant-TW', answer('zh-Hant-TW', '臨床用的儀器，港口群')],
    ['en', answer('en', 'Dalian Customs has a measure on that. [1]')],
  ] as const)('%s is right', (asked, given) => {
    expect(languageFaults(asked, given)).toEqual([])
  })

  test.each([
    ['zh-Hans', answer('zh-Hans', '大連海關有規定。'), 1],
    ['zh-Hant-TW', answer('zh-Hant-TW', '大連海關有规定。'), 1],
    ['en', answer('en', '大连海关有规定。'), 1],
    ['en', answer('zh-Hans', '大连海关有规定。'), 2],
    ['zh-Hans', answer('en', 'Nothing was found.'), 2],
  ] as const)('%s is wrong', (asked, given, faults) => {
    expect(languageFaults(asked, given)).toHaveLength(faults)
  })
})

test('both Traditional forms are one script', () => {
  expect(['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'].map((l) => scriptOf(l as 'en'))).toEqual([
    'zh-Hans',
    'zh-Hant',
    'zh-Hant',
    'en',
  ])
})

describe('the language that is due', () => {
  test.each([
    ['zh-Hant-HK', '科研血清入深圳批得快？', 'zh-Hans', 'zh-Hans'],
    ['zh-Hant-HK', '科研血清入深圳批得快？', 'zh-Hant-HK', 'zh-Hant-HK'],
    ['zh-Hant-HK', '大連批得快？', 'zh-Hans', 'zh-Hant-HK'],
    ['en', 'AEO', 'zh-Hans', 'en'],
  ] as const)('asked in %s: %s, answered in %s: %s', (asked, question, answered, due) => {
    expect(dueLanguage(asked, question, answered)).toBe(due)
  })
})
