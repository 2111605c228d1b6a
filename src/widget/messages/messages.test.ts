import * as OpenCC from 'opencc-js'
import { describe, expect, test } from 'vitest'
import type { Messages } from './messages.js'
import { enMessages } from './messages-en.js'
import { zhHansMessages } from './messages-zh-hans.js'
import { zhHantMessages } from './messages-zh-hant.js'

/** Every text of a catalogue, with its place; functions are called with numbers and a word. */
function textsOf(messages: Messages): Map<string, string> {
  const texts = new Map<string, string>()
  const collect = (value: unknown, place: string): void => {
    if (typeof value === 'string') texts.set(place, value)
    else if (typeof value === 'function') collect(value(3, 5), place)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) collect(inner, `${place}/${key}`)
    }
  }
  collect(messages, '')
  return texts
}

const HAN = /\p{Script=Han}/u

describe('the catalogues', () => {
  test('say the same things', () => {
    const places = [...textsOf(enMessages).keys()]
    expect(places.length).toBeGreaterThan(80)
    for (const messages of [zhHansMessages, zhHantMessages]) {
      expect([...textsOf(messages).keys()].sort()).toEqual([...places].sort())
      for (const text of textsOf(messages).values()) expect(text.trim()).not.toBe('')
    }
  })

  test('each keep to their script', () => {
    const toHans = OpenCC.Converter({ from: 't', to: 'cn' })
    const toHant = OpenCC.Converter({ from: 'cn', to: 't' })
    for (const text of textsOf(zhHansMessages).values()) expect(text).toBe(toHans(text))
    for (const text of textsOf(zhHantMessages).values()) {
      // Both Hong Kong and Taiwan write 公布 and 獲准.
      expect(text).toBe(toHant(text).replaceAll('公佈', '公布').replaceAll('獲準', '獲准'))
    }
    // The words of a citation are Chinese, and quoted as such.
    for (const [place, text] of textsOf(enMessages)) {
      if (place !== '/strengthWord') expect(HAN.test(text)).toBe(false)
    }
  })

  test('Traditional uses no word that Hong Kong and Taiwan write differently', () => {
    const theirs = [
      ['網絡', '網路'],
      ['軟件', '軟體'],
      ['信息', '資訊'],
      ['服務器', '伺服器'],
      ['裏', '裡'],
      ['頻密', '加闊'],
      ['窗口', '視窗'],
      ['上載', '上傳'],
      ['登入', '登錄'],
    ].flat()
    for (const text of textsOf(zhHantMessages).values()) {
      expect(theirs.filter((word) => text.includes(word))).toEqual([])
    }
  })

  test('Chinese punctuation is full-width, quotation marks are the script’s own', () => {
    for (const text of textsOf(zhHansMessages).values()) {
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!]|[「」『』]/u)
    }
    for (const text of textsOf(zhHantMessages).values()) {
      expect(text).not.toMatch(/\p{Script=Han}[,;:?!]|[“”]/u)
    }
  })
})
