import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { foldText } from './fold.js'
import { loadScriptExceptions } from './script-exceptions.js'

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'exceptions-')), 'script-exceptions.yaml')
  writeFileSync(file, text)
  return file
}

describe('loadScriptExceptions', () => {
  test('every phrase folds back to where it came from', () => {
    for (const phrase of loadScriptExceptions().phrases) {
      for (const shown of [phrase.to, phrase.HK, phrase.TW]) {
        if (shown !== undefined) expect(foldText(shown)).toBe(foldText(phrase.from))
      }
    }
  })

  test('no phrase stands twice', () => {
    const phrases = loadScriptExceptions().phrases.map(({ from }) => from)
    expect(new Set(phrases).size).toBe(phrases.length)
  })

  test.each([
    [
      'phrases:\n  - { from: 发还, to: 發還 }\n  - { from: 签发, HK: 簽發 }\ncharacters: { HK: {}, TW: {} }\n',
      /:3: .*both `HK` and `TW`/u,
    ],
    [
      'phrases:\n  - { from: 网络, to: 網路線 }\ncharacters: { HK: {}, TW: {} }\n',
      /:2: .*same length/u,
    ],
    ['phrases: []\ncharacters: { HK: { 税: 稅率 }, TW: {} }\n', /one character/u],
  ])('%s is refused with its place', (text, message) => {
    expect(() => loadScriptExceptions(fileWith(text))).toThrow(message)
  })
})
