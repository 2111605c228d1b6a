import { describe, expect, test } from 'vitest'
import { encodeText } from '../testing/encode-text.js'
import { decodeText } from './decode-text.js'

/** Bytes of "第一条 为了规范进出口货物的监督管理，根据《中华人民共和国海关法》，制定本办法。" in GB18030. */
const GB =
  'b5dad2bbccf520ceaac1cbb9e6b7b6bdf8b3f6bfdabbf5ceefb5c4bce0b6bdb9dcc0eda3acb8f9bedda1b6d6d0bbaac8cbc3f1b9b2bacdb9fabaa3b9d8b7a8a1b7a3acd6c6b6a8b1beb0ecb7a8a1a3'
const SIMPLIFIED = '第一条 为了规范进出口货物的监督管理，根据《中华人民共和国海关法》，制定本办法。'
const TRADITIONAL =
  '第一條 為促進貿易便捷化，特依關稅法規定，訂定本辦法；本辦法未規定者，適用其他法律。'

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('encodings', () => {
  test('GB18030 is recognised without a declaration', () => {
    expect(decodeText(bytesOf(GB), 'a.txt')).toEqual({
      text: SIMPLIFIED,
      encoding: 'gb18030',
      warnings: [],
    })
  })

  test.each([
    ['gb18030', SIMPLIFIED],
    ['gb18030', TRADITIONAL],
    ['big5', TRADITIONAL],
  ] as const)('%s: %s', (encoding, text) => {
    const read = decodeText(encodeText(text, encoding), 'a.txt')
    expect(read).toEqual({ text, encoding, warnings: [] })
  })

  test.each([
    ['一、优化', 'gb18030'],
    ['第一條', 'big5'],
    ['海关', 'gb18030'],
    ['貨物', 'big5'],
  ] as const)('%s is enough to tell %s', (text, encoding) => {
    expect(decodeText(encodeText(text, encoding), 'a.txt')).toMatchObject({ text, encoding })
  })

  test('characters that only GB18030 has, of four bytes, are read', () => {
    const text = `${SIMPLIFIED}𠮷`
    expect(decodeText(encodeText(text, 'gb18030'), 'a.txt').text).toBe(text)
  })

  test('marks are no part of the text', () => {
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...Buffer.from(SIMPLIFIED)])
    expect(decodeText(marked, 'a.txt')).toMatchObject({ text: SIMPLIFIED, encoding: 'utf-8' })
    const little = Buffer.from(`\ufeff${SIMPLIFIED}`, 'utf16le')
    expect(decodeText(little, 'a.txt')).toMatchObject({ text: SIMPLIFIED, encoding: 'utf-16le' })
    const big = Buffer.from(`\ufeff${SIMPLIFIED}`, 'utf16le').swap16()
    expect(decodeText(big, 'a.txt')).toMatchObject({ text: SIMPLIFIED, encoding: 'utf-16be' })
  })

  test('English with the quotation marks of Windows', () => {
    const bytes = Buffer.from('The Commissioner\x92s measures \x96 2024', 'latin1')
    expect(decodeText(bytes, 'a.txt')).toMatchObject({
      text: 'The Commissioner’s measures – 2024',
      encoding: 'windows-1252',
    })
  })

  test('a page that declares another encoding than it has is read by its bytes', () => {
    const utf8 = decodeText(Buffer.from(SIMPLIFIED), 'a.html', 'gb2312')
    expect(utf8.text).toBe(SIMPLIFIED)
    expect(utf8.warnings).toEqual(['The file says its encoding is gb2312; its bytes are utf-8.'])
    const gb = decodeText(bytesOf(GB), 'a.html', 'utf-8')
    expect(gb).toMatchObject({ text: SIMPLIFIED, encoding: 'gb18030' })
    expect(gb.warnings).toHaveLength(1)
    expect(decodeText(bytesOf(GB), 'a.html', 'GB2312').warnings).toEqual([])
    expect(decodeText(encodeText(TRADITIONAL, 'big5'), 'a.html', 'gb2312')).toMatchObject({
      text: TRADITIONAL,
      encoding: 'big5',
    })
  })

  test('characters lost earlier are told', () => {
    expect(decodeText(Buffer.from('第一条 锟斤拷锟斤拷'), 'a.txt').warnings).toHaveLength(1)
    const twice = Buffer.from(Buffer.from(SIMPLIFIED).toString('latin1'))
    expect(decodeText(twice, 'a.txt').warnings.join()).toMatch(/wrong encoding/u)
  })

  test.each([
    [
      'Shift_JIS',
      encodeText('これは日本語の文書です。税関の手続きについて説明します。', 'shift_jis'),
    ],
    ['KOI8-R', encodeText('Таможенные правила и меры по упрощению торговли', 'koi8-r')],
    ['noise', Uint8Array.from({ length: 500 }, (_, at) => 128 + ((at * 71 + at * at * 13) % 128))],
  ])('%s is refused', (_, bytes) => {
    expect(() => decodeText(bytes, 'a.txt')).toThrow(/a\.txt: found text in .*encoding.*UTF-8/u)
  })

  test('zeros are no text', () => {
    expect(() => decodeText(Buffer.from('第一条\0'), 'a.txt')).toThrow(/NUL/u)
    expect(() => decodeText(Buffer.from('第一条', 'utf16le'), 'a.txt')).toThrow(/a\.txt: found/u)
    expect(() => decodeText(Buffer.from('Article 1', 'utf16le'), 'a.txt')).toThrow(/UTF-16/u)
  })
})
