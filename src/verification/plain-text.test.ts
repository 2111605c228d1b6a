import { expect, test } from 'vitest'
import { plainText, withoutMarkup } from './plain-text.js'

test.each([
  ['- **可以**提离', '可以提离'],
  ['1. 可以提离', '可以提离'],
  ['* The goods\nmay leave.', 'The goods may leave.'],
  ['7.5 per cent', '7.5 per cent'],
])('withoutMarkup(%j)', (text, expected) => {
  expect(withoutMarkup(text)).toBe(expected)
})

test.each([
  ['升级“i 深关”， 推出 APP 应用', '升级“i深关”，推出APP应用'],
  ['one  two', 'one two'],
])('plainText(%j)', (text, expected) => {
  expect(plainText(text)).toBe(expected)
})
